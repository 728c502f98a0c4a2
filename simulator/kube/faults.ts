/** Faults for tests: what a bad day looks like to a client. */
import { ApiError, badRequest, internalError, tooManyRequests, unauthorized, type Status } from './status';
import { isObject } from './patch';

const FAULT_KINDS = ['slow', 'cut', 'malformed', 401, 403, 404, 409, 410, 429, 500, 503] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  id: number;
  fault: FaultKind;
  /** Delay of `slow`, ms. */
  ms: number;
  /** Seconds in the Retry-After of a 429. */
  retryAfter: number;
  /** Regular expressions on the method, and on the path with its query. */
  method?: string;
  path?: string;
  /** Requests that it still hits; endless without. */
  count?: number;
}

const LONGEST_MS = 600_000;

export class Faults {
  private faults: Fault[] = [];
  private nextId = 1;

  list(): Fault[] {
    return this.faults;
  }

  clear(): void {
    this.faults = [];
  }

  /** Throws a 400 for what is no fault. */
  add(value: unknown): Fault {
    if (!isObject(value) || !FAULT_KINDS.some((kind) => kind === value.fault)) {
      throw badRequest(`fault must be one of ${FAULT_KINDS.join(', ')}`);
    }
    const { ms, retryAfter, method, path, count } = value;
    [method, path].forEach(compiled);
    const fault: Fault = {
      id: this.nextId++,
      fault: value.fault as FaultKind,
      ms: Math.min(LONGEST_MS, typeof ms === 'number' ? ms : 1000),
      retryAfter: typeof retryAfter === 'number' ? retryAfter : 1,
      ...(typeof method === 'string' ? { method } : {}),
      ...(typeof path === 'string' ? { path } : {}),
      ...(typeof count === 'number' ? { count } : {}),
    };
    this.faults.push(fault);
    return fault;
  }

  /** The first fault that hits a request, and one of its hits used up; `slow` can come with another. */
  take(method: string, url: string): { delayMs: number; fault?: Fault } {
    const hits = this.faults.filter(
      (fault) => compiled(fault.method)?.test(method) !== false && compiled(fault.path)?.test(url) !== false
    );
    const slow = hits.filter(({ fault }) => fault === 'slow');
    const other = hits.find(({ fault }) => fault !== 'slow');
    [...slow, ...(other ? [other] : [])].forEach((fault) => this.use(fault));
    return { delayMs: slow.reduce((sum, { ms }) => sum + ms, 0), ...(other ? { fault: other } : {}) };
  }

  private use(fault: Fault): void {
    if (fault.count !== undefined && --fault.count <= 0) {
      this.faults = this.faults.filter((one) => one !== fault);
    }
  }
}

function compiled(pattern: unknown): RegExp | undefined {
  if (typeof pattern !== 'string') {
    return undefined;
  }
  try {
    return new RegExp(pattern);
  } catch {
    throw badRequest(`${JSON.stringify(pattern)} is no regular expression`);
  }
}

const TEXTS: Record<number, () => ApiError> = {
  401: unauthorized,
  403: () =>
    new ApiError(
      403,
      'Forbidden',
      'forbidden: User "system:serviceaccount:grafana:llmd-wva-reader" cannot do that (fault)'
    ),
  404: () => new ApiError(404, 'NotFound', 'the server could not find the requested resource', {}),
  409: () =>
    new ApiError(
      409,
      'Conflict',
      'Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again'
    ),
  410: () => new ApiError(410, 'Expired', 'too old resource version: 1 (2)'),
  500: () => internalError('etcdserver: request timed out (fault)'),
  503: () => new ApiError(503, 'ServiceUnavailable', 'the server is currently unable to handle the request'),
};

/** The error of a fault with a status code. */
export function faultError({ fault, retryAfter }: Fault): ApiError {
  return fault === 429 ? tooManyRequests(retryAfter) : (TEXTS[Number(fault)] ?? (() => internalError('fault')))();
}

export type { Status };
