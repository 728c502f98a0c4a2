/** One request to an API server from Node. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

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

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  query?: Record<string, string | number | boolean>;
  accept?: string;
  /** ms until a silent request is given up; default 30 s. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface Got {
  status: number;
  body: string;
  /** Epoch ms of the header Date; NaN without it. */
  date: number;
}

/** @throws Error when there is no connection; what the signal says, when it aborts */
export async function send(access: KubeAccess, path: string, asked: Asked): Promise<Got> {
  const response = await open(access, path, asked);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw asked.signal?.aborted ? asked.signal.reason : noConnection(new URL(access.url), error as Error);
  }
  return {
    status: response.statusCode ?? 0,
    body: Buffer.concat(chunks).toString('utf8'),
    date: Date.parse(response.headers.date ?? ''),
  };
}

/** The answer as soon as its headers are there. @throws as {@link send} */
export function open(access: KubeAccess, path: string, asked: Asked): Promise<IncomingMessage> {
  const { query = {}, accept, signal, method = 'GET', body, timeoutMs = TIMEOUT_MS } = asked;
  const url = new URL(access.url.replace(/\/+$/, '') + path);
  Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, String(value)));
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const options = {
    method,
    signal,
    timeout: timeoutMs,
    ca: access.ca,
    servername: access.serverName,
    rejectUnauthorized: access.isUnchecked !== true,
    ...access.certificate,
    headers: {
      accept: accept ?? 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType }),
      ...(access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }),
    },
  };
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(signal?.aborted ? (signal.reason as Error) : noConnection(url, error));
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, resolve);
    request.on('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.on('error', fail);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function noConnection({ origin }: URL, error: Error): Error {
  return new Error(`no connection to ${origin}: ${error.message || (error as NodeJS.ErrnoException).code}`, {
    cause: error,
  });
}

/** The body of an answer. @throws KubeError where the API server refuses; what {@link send} throws */
export async function textOf(access: KubeAccess, path: string, asked: Asked = {}): Promise<string> {
  const { status, body } = await send(access, path, asked);
  if (status >= 300) {
    throw new KubeError(statusText(status, body), status);
  }
  return body;
}

/** Requests of the Kubernetes API. @param access asked for each time: a pod's token is renewed in its file */
export function jsonRequests(access: () => KubeAccess) {
  return async (path: string, asked?: Asked): Promise<unknown> =>
    JSON.parse(await textOf(access(), path, asked)) as unknown;
}

export type JsonRequests = ReturnType<typeof jsonRequests>;

/** What a request gives, or undefined where it fails with one of these statuses. */
export async function unless<T>(statuses: readonly number[], request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof KubeError && statuses.includes(error.status)) {
      return undefined;
    }
    throw error;
  }
}

/** The message of a Kubernetes Status, else the HTTP status. */
export function statusText(status: number, body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' && message !== '' ? message : `HTTP ${status}`;
  } catch {
    return `HTTP ${status}`;
  }
}
