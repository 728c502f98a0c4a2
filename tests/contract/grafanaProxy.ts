/** A stand-in for Grafana's backend service: its proxy's routes and its way of failing, in front of a real HTTP server. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { Observable } from 'rxjs';

import plugin from '../../src/datasource/plugin.json';

export class GrafanaProxy {
  /** Bytes of bodies that have come back. */
  bytes = 0;
  readonly requests: string[] = [];
  chunkedWorks = true;
  tokens = { readerToken: 'reader', runnerToken: 'runner' };

  constructor(
    private readonly apiServer: string,
    private readonly role: 'Viewer' | 'Editor' = 'Editor',
    /** PEM of the server's CA. */
    private readonly ca?: string
  ) {}

  asBackendSrv(): BackendSrv {
    return {
      fetch: (options: BackendSrvRequest) => this.fetch(options),
      chunked: (options: BackendSrvRequest) => this.chunked(options),
    } as unknown as BackendSrv;
  }

  private fetch(options: BackendSrvRequest): Observable<FetchResponse<string>> {
    return new Observable((observer) =>
      this.send(
        options,
        (response, text) => {
          const headers = headersOf(response);
          if (headers.status >= 400) {
            observer.error({
              status: headers.status,
              statusText: '',
              data: parsed(text),
              config: options,
              headers: headers.headers,
            });
            return;
          }
          observer.next({ ...headers, ok: true, data: text, config: options } as FetchResponse<string>);
          observer.complete();
        },
        (error) => observer.error(error)
      )
    );
  }

  private chunked(options: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    if (!this.chunkedWorks) {
      return new Observable((observer) => observer.error(new TypeError('chunked is not available')));
    }
    return new Observable((observer) => {
      const next = (response: IncomingMessage, data: Uint8Array | undefined) => {
        const headers = headersOf(response);
        const ok = headers.status < 400;
        observer.next({ ...headers, ok, data, config: options } as FetchResponse<Uint8Array | undefined>);
      };
      return this.send(
        options,
        (response) => {
          next(response, undefined);
          observer.complete();
        },
        (error) => observer.error(error),
        (response, chunk) => next(response, new Uint8Array(chunk))
      );
    });
  }

  /** Returns what ends the request. */
  private send(
    options: BackendSrvRequest,
    done: (response: IncomingMessage, text: string) => void,
    fail: (error: unknown) => void,
    onChunk?: (response: IncomingMessage, chunk: Buffer) => void
  ): () => void {
    const method = options.method ?? 'GET';
    const path = options.url.replace(/^\/api\/datasources\/proxy\/uid\/[^/]+\//, '');
    const route = plugin.routes.find((r) => r.method === method && path.startsWith(r.path));
    if (!route || (route.reqRole === 'Editor' && this.role !== 'Editor')) {
      fail({ status: 403, data: { message: 'plugin proxy route access denied' }, config: options });
      return () => undefined;
    }
    const url = route.url.replace('{{ .JsonData.apiServer }}', this.apiServer) + path.slice(route.path.length);
    const token = route.path === 'run' ? this.tokens.runnerToken : this.tokens.readerToken;
    this.requests.push(`${method} ${path}`);
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(
      url,
      { method, ca: this.ca, headers: { ...options.headers, Authorization: `Bearer ${token}` } },
      (response) => {
        const unauthorized = response.statusCode === 401;
        if (unauthorized) {
          response.statusCode = 400;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => {
          this.bytes += chunk.length;
          chunks.push(chunk);
          if (!unauthorized) {
            onChunk?.(response, chunk);
          }
        });
        response.on('error', fail);
        response.on('end', () => {
          const text = unauthorized ? 'Authentication to data source failed' : Buffer.concat(chunks).toString('utf8');
          if (unauthorized) {
            onChunk?.(response, Buffer.from(text));
          }
          done(response, text);
        });
      }
    );
    request.on('error', () => fail(new TypeError('Failed to fetch')));
    options.abortSignal?.addEventListener('abort', () => request.destroy());
    request.end(options.data);
    return () => request.destroy();
  }
}

function headersOf(response: IncomingMessage) {
  const get = (name: string) => response.headers[name.toLowerCase()]?.toString() ?? null;
  return { status: response.statusCode ?? 0, statusText: '', headers: { get } as unknown as Headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text, response: text };
  }
}
