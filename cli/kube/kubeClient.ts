/** The Kubernetes API from Node: reads as the data source's reader does in a browser, and writes ConfigMaps. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { decodeConfigMapData } from '../../src/kube/decode';
import { listPath, selectionOf, SHORTEST_WATCH_SECONDS, TABLE_TYPE } from '../../src/kube/listPath';
import type { ListRequest, Reader } from '../../src/readiness/ask';
import type { KubeAccess } from './kubeAccess';

/** What the API server answered in place of what was asked for. */
export class KubeError extends Error {
  constructor(
    message: string,
    /** HTTP status. */
    readonly status: number
  ) {
    super(message);
    this.name = 'KubeError';
  }
}

const TIMEOUT_MS = 30_000;
/** Objects of a page. */
const PAGE = 500;

export interface KubeClient extends Reader {
  /** Cluster's clock minus this machine's, ms, by the last answer. */
  readonly clockSkewMs: number;
  /** `data` of a ConfigMap; undefined when there is none, or when the account may not read it. */
  configMap(namespace: string, name: string, signal?: AbortSignal): Promise<Record<string, string> | undefined>;
  /**
   * Creates a ConfigMap; one that is there already is replaced with `force`, and else left as it is.
   *
   * @returns what became of it; KubeError when the account may not, or the server refuses it
   */
  writeConfigMap(
    configMap: ConfigMapManifest,
    options: { force: boolean; signal?: AbortSignal }
  ): Promise<'created' | 'replaced' | 'there already'>;
}

export interface ConfigMapManifest {
  metadata: { name: string; namespace: string };
}

interface Asked {
  method?: 'GET' | 'POST' | 'PUT';
  body?: unknown;
  query?: Record<string, string | number | boolean>;
  accept?: string;
  signal?: AbortSignal;
}

export function kubeClient(access: KubeAccess): KubeClient {
  let clockSkewMs = 0;

  const text = async (path: string, asked: Asked = {}): Promise<string> => {
    const { status, body, date } = await send(access, path, asked);
    if (Number.isFinite(date)) {
      clockSkewMs = date - Date.now();
    }
    if (status !== 200 && status !== 201) {
      throw new KubeError(statusText(status, body), status);
    }
    return body;
  };
  const json = async (path: string, asked?: Asked): Promise<unknown> => {
    const body = await text(path, asked);
    try {
      return JSON.parse(body) as unknown;
    } catch {
      throw new KubeError('the answer is no JSON: is this the address of a Kubernetes API server?', 200);
    }
  };
  return {
    get clockSkewMs() {
      return clockSkewMs;
    },
    read: (what: 'version' | 'groups' | ListRequest, signal) =>
      typeof what === 'string'
        ? json(what === 'version' ? '/version' : '/apis', { signal })
        : json(listPath(what), {
            query: { ...selectionOf(what), limit: PAGE },
            accept: what.asTable ? TABLE_TYPE : undefined,
            signal,
          }),
    changedSince: async (list, resourceVersion, signal) => {
      const query = { ...selectionOf(list), watch: true, resourceVersion, timeoutSeconds: SHORTEST_WATCH_SECONDS };
      return (await text(listPath(list), { query, signal })).trim() !== '';
    },
    configMap: async (namespace, name, signal) => {
      const path = listPath({ group: '', version: 'v1', resource: 'configmaps', namespace });
      try {
        return decodeConfigMapData(await json(`${path}/${name}`, { signal }));
      } catch (error) {
        if (error instanceof KubeError && (error.status === 404 || error.status === 403)) {
          return undefined;
        }
        throw error;
      }
    },
    writeConfigMap: async (body, { force, signal }) => {
      const { name, namespace } = body.metadata;
      const path = listPath({ group: '', version: 'v1', resource: 'configmaps', namespace });
      try {
        await text(path, { method: 'POST', body, signal });
        return 'created';
      } catch (error) {
        if (!(error instanceof KubeError && error.status === 409)) {
          throw error;
        }
      }
      if (!force) {
        return 'there already';
      }
      await text(`${path}/${name}`, { method: 'PUT', body, signal });
      return 'replaced';
    },
  };
}

interface Got {
  status: number;
  body: string;
  /** Epoch ms of the header Date; NaN without it. */
  date: number;
}

function send(access: KubeAccess, path: string, asked: Asked): Promise<Got> {
  const { query = {}, accept, signal, method = 'GET', body } = asked;
  const url = new URL(access.url.replace(/\/+$/, '') + path);
  Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, String(value)));
  const options = {
    method,
    signal,
    timeout: TIMEOUT_MS,
    ca: access.ca,
    servername: access.serverName,
    rejectUnauthorized: access.isUnchecked !== true,
    ...access.certificate,
    headers: {
      accept: accept ?? 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }),
    },
  };
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(signal?.aborted ? (signal.reason as Error) : noConnection(url, error));
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          date: Date.parse(response.headers.date ?? ''),
        })
      );
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    request.on('error', fail);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function noConnection({ origin }: URL, error: Error): Error {
  return new Error(`no connection to ${origin}: ${error.message || (error as NodeJS.ErrnoException).code}`, {
    cause: error,
  });
}

/** The message of a Kubernetes Status, else the HTTP status. */
function statusText(status: number, body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' && message !== '' ? message : `HTTP ${status}`;
  } catch {
    return `HTTP ${status}`;
  }
}
