/** One request to Prometheus' HTTP API from Node, with the access that people have: token, password, a CA of their own. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createGunzip } from 'node:zlib';

export interface HttpAccess {
  /** Root of the API, with a path before `/api/v1` where it has one. */
  url: string;
  /** Value of the header Authorization. */
  authorization?: string;
  /** PEM of the certificates to trust in place of the public ones. */
  ca?: string;
  /** Parameters of each request's URL, such as `namespace` for a port that is bound to one tenant. */
  parameters?: ReadonlyArray<readonly [name: string, value: string]>;
  /** ms until a request is given up; default a minute. */
  timeoutMs?: number;
  /** Waited for before each request: whoever has to be polite holds them back here. */
  turn?: (signal?: AbortSignal) => Promise<void>;
}

export interface HttpAnswer {
  status: number;
  text: string;
  /** Where a redirect leads. */
  location?: string;
}

export const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * @param method POST sends the form in the body, GET in the URL; extra parameters are always in the URL, where proxies look
 * @throws Error when there is no connection, no trust or no answer in time; what the signal says, when it aborts
 */
export async function send(
  access: HttpAccess,
  method: 'GET' | 'POST',
  path: string,
  form: Record<string, string>,
  signal?: AbortSignal
): Promise<HttpAnswer> {
  await access.turn?.(signal);
  const url = new URL(`${access.url.replace(/\/+$/, '')}/api/v1/${path}`);
  for (const [name, value] of [...(access.parameters ?? []), ...(method === 'GET' ? Object.entries(form) : [])]) {
    url.searchParams.append(name, value);
  }
  const timeoutMs = access.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const options: RequestOptions & { ca?: string } = {
    method,
    signal,
    timeout: timeoutMs,
    headers: {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(access.authorization !== undefined && { Authorization: access.authorization }),
    },
    ...(access.ca !== undefined && { ca: access.ca }),
  };
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(signal?.aborted ? (signal.reason as Error) : error);
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
      bodyOf(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, text, location: response.headers.location }),
        fail
      );
    });
    // `timeout` is about silence on the socket: a server that thinks for longer is given up, one that sends is not.
    request.on('timeout', () => request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    request.on('error', fail);
    request.end(method === 'POST' ? new URLSearchParams(form).toString() : undefined);
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  const plain = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response;
  response.on('error', (error) => plain.destroy(error));
  response.on('aborted', () => plain.destroy(new Error('the connection was closed before the end of the answer')));
  for await (const chunk of plain) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
