/** Reading a failed answer, whichever way Grafana hands it over. */
import { isUserError, messageOf } from '../shared/errors';

/** The part of a Kubernetes `Status` that is read. */
export interface Status {
  kind: 'Status';
  message?: string;
  reason?: string;
  code?: number;
  details?: { name?: string; kind?: string; retryAfterSeconds?: number };
}

/** An answer that came with an error status, from `fetch` (thrown) or from `chunked` (collected). */
export class HttpFailure extends Error {
  constructor(
    readonly status: number,
    readonly data: unknown,
    readonly headers?: Headers
  ) {
    super(`HTTP ${status}`);
  }
}

/** An `ERROR` event of a watch carries a Status. */
export function statusFailure(object: unknown): HttpFailure {
  return new HttpFailure(isStatus(object) ? (object.code ?? 500) : 500, object);
}

/** HTTP status of a failed answer; undefined when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null | undefined)?.status;
  return typeof status === 'number' && status > 0 ? status : undefined;
}

/** Seconds that the server asks to wait (429, 503). */
export function retryAfterSeconds(error: unknown): number | undefined {
  const cause = isUserError(error) ? error.cause : error;
  const header = (cause as { headers?: Headers } | null | undefined)?.headers?.get?.('Retry-After');
  const body = bodyOf(cause);
  const seconds = Number(header ?? (isStatus(body) ? body.details?.retryAfterSeconds : undefined));
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

export function isStatus(body: unknown): body is Status {
  return typeof body === 'object' && body !== null && (body as { kind?: unknown }).kind === 'Status';
}

/** The body of an answer: JSON, or text. Bodies of text answers come as text, or wrapped by Grafana as `response` or `message`. */
export function bodyOf(error: unknown): unknown {
  const data = (error as { data?: unknown } | null | undefined)?.data;
  const text = typeof data === 'string' ? data : (data as { response?: unknown } | null | undefined)?.response;
  if (typeof text !== 'string') {
    return data;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function textOf(error: unknown, body: unknown): string {
  if (typeof body === 'string' && body.trim() !== '') {
    return body.trim().slice(0, 2000);
  }
  const message = (body as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' && message !== '' ? message : messageOf(error);
}
