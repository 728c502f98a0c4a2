/** HTTP to the Kubernetes API through Grafana's data source proxy: JSON, text and streams, all errors translated. */
import { config, getBackendSrv, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { lastValueFrom, Observable } from 'rxjs';

import { t } from '../i18n/t';
import { UserError } from '../shared/errors';
import { translateError, type Call } from './errorTranslation';
import { HttpFailure } from './httpFailure';
import { queryString, type Query } from './paths';

interface Options {
  query?: Query;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export class TektonClient {
  /** Cluster's clock minus browser's, ms; the header counts whole seconds, so half of one is the best guess. */
  clockSkewMs = 0;

  constructor(private readonly uid: string) {}

  /** GET of a JSON document. */
  async get(path: string, call: Call, options: Options = {}): Promise<unknown> {
    const body = await this.send(path, call, { ...this.request('GET', options), responseType: 'text' }, options.query);
    return parseJson(body);
  }

  /** GET of a text, whole. */
  async getText(path: string, call: Call, options: Options = {}): Promise<string> {
    return this.send(path, call, { ...this.request('GET', options), responseType: 'text' }, options.query);
  }

  async post(path: string, call: Call, body: unknown, query: Query = {}): Promise<unknown> {
    const request = this.request('POST', { headers: { 'Content-Type': 'application/json' } });
    return parseJson(
      await this.send(path, call, { ...request, data: JSON.stringify(body), responseType: 'text' }, query)
    );
  }

  /** JSON merge patch. The body is sent as text: Grafana would make form fields of an object with this content type. */
  async mergePatch(path: string, call: Call, body: unknown): Promise<unknown> {
    const request = this.request('PATCH', { headers: { 'Content-Type': 'application/merge-patch+json' } });
    return parseJson(await this.send(path, call, { ...request, data: JSON.stringify(body), responseType: 'text' }));
  }

  /** Bytes as they come; completes at the end of the answer. Unsubscribing ends the request. */
  stream(path: string, call: Call, { query = {}, headers = {} }: Options = {}): Observable<Uint8Array> {
    return new Observable((observer) => {
      const failure = new FailureBody();
      // Unlike fetch, chunked neither knows Grafana's sub-path nor fails for an error status.
      const url = `${config.appSubUrl ?? ''}${this.url(path, query)}`;
      const subscription = getBackendSrv()
        .chunked({ url, method: 'GET', headers })
        .subscribe({
          next: (response) => {
            // No word about the clock: each chunk carries the Date of the moment that the stream was opened.
            if (!response.ok) {
              failure.add(response);
            } else if (response.data) {
              observer.next(response.data);
            }
          },
          error: (error) => observer.error(translateError(error, call)),
          complete: () =>
            failure.response ? observer.error(translateError(failure.toError(), call)) : observer.complete(),
        });
      return () => subscription.unsubscribe();
    });
  }

  private url(path: string, query: Query = {}): string {
    return `/api/datasources/proxy/uid/${encodeURIComponent(this.uid)}/${path}${queryString(query)}`;
  }

  private request(method: string, { headers, signal }: Options): Omit<BackendSrvRequest, 'url'> {
    return { method, headers, abortSignal: signal, showErrorAlert: false, showSuccessAlert: false };
  }

  private async send(
    path: string,
    call: Call,
    request: Omit<BackendSrvRequest, 'url'>,
    query?: Query
  ): Promise<string> {
    const sentAt = Date.now();
    try {
      const response = await lastValueFrom(getBackendSrv().fetch<unknown>({ ...request, url: this.url(path, query) }));
      this.noteClock(response.headers, sentAt);
      // Typed as text, yet a Grafana that ignores `responseType` may have parsed it.
      return typeof response.data === 'string' ? response.data : JSON.stringify(response.data ?? null);
    } catch (error) {
      if (request.abortSignal?.aborted) {
        throw request.abortSignal.reason;
      }
      throw translateError(error, call);
    }
  }

  private noteClock(headers: Headers | undefined, sentAt: number): void {
    const date = Date.parse(headers?.get('Date') ?? '');
    if (!Number.isNaN(date)) {
      this.clockSkewMs = date + 500 - (sentAt + Date.now()) / 2;
    }
  }
}

/** The body of an error answer, which comes in chunks too. */
class FailureBody {
  response?: FetchResponse<Uint8Array | undefined>;
  private readonly decoder = new TextDecoder();
  private text = '';

  add(response: FetchResponse<Uint8Array | undefined>): void {
    this.response = response;
    if (response.data && this.text.length < 64 * 1024) {
      this.text += this.decoder.decode(response.data, { stream: true });
    }
  }

  toError(): HttpFailure {
    return new HttpFailure(this.response?.status ?? 0, this.text, this.response?.headers);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError({
      title: t('errors.cluster.answer-cannot-be', 'The answer cannot be read'),
      message:
        text.trim() === ''
          ? t('errors.cluster.answer-empty', 'The answer is empty.')
          : t('errors.cluster.answer-was-cut', 'The answer was cut off or is not JSON: {{text}}', {
              text: text.slice(0, 200),
            }),
      nextStep: t(
        'errors.cluster.try-again-if',
        'Try again; if the problem remains, check that the server URL is that of a Kubernetes API server.'
      ),
      transient: true,
      cause,
    });
  }
}
