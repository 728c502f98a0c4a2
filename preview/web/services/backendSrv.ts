/**
 * Grafana's BackendSrv over fetch.
 *
 * Behaves as public/app/core/services/backend_srv.ts and public/app/core/utils/fetch.ts do: bodies, headers, cancelling by
 * request id, alerts for failed calls that nobody has handled, chunked answers.
 */
import { AppEvents, type EventBus } from '@grafana/data';
import { type BackendSrv, type BackendSrvRequest, type FetchError, type FetchResponse } from '@grafana/runtime';
import { lastValueFrom, Observable, Subject, throwError, catchError, filter, takeUntil } from 'rxjs';

function toUrl({ url, params }: BackendSrvRequest): string {
  const query = Object.entries(params ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value?.length !== 0)
    .flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value]).map(
        (one) => `${encodeURIComponent(key)}=${encodeURIComponent(String(one))}`
      )
    )
    .join('&');
  return query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function toInit(options: BackendSrvRequest, signal: AbortSignal): RequestInit {
  const method = (options.method ?? 'GET').toUpperCase();
  const headers = new Headers(options.headers);
  if (!headers.has('accept')) {
    headers.set('accept', 'application/json, text/plain, */*');
  }
  if (['POST', 'PUT', 'PATCH'].includes(method) && !headers.has('content-type')) {
    headers.set('content-type', 'application/json');
  }
  if (!/^https?:/.test(options.url)) {
    headers.set('x-grafana-org-id', '1');
  }
  return {
    method,
    headers,
    body: toBody(options.data, headers.get('content-type')),
    credentials: options.credentials ?? 'same-origin',
    signal,
  };
}

/** An object is JSON only under exactly these content types, as in Grafana; under any other it is sent as a form. */
const JSON_TYPES: ReadonlySet<string | undefined> = new Set(['application/json', 'application/merge-patch+json']);

function toBody(data: unknown, contentType: string | null): BodyInit | undefined {
  if (data === undefined || data === null || data === '') {
    return undefined;
  }
  if (typeof data === 'string' || data instanceof Blob) {
    return data;
  }
  return JSON_TYPES.has(contentType?.toLowerCase())
    ? JSON.stringify(data)
    : new URLSearchParams(data as Record<string, string>);
}

async function parse(response: Response, type: BackendSrvRequest['responseType']): Promise<unknown> {
  if (type === 'arraybuffer') {
    return response.arrayBuffer();
  }
  if (type === 'blob') {
    return response.blob();
  }
  const text = await response.text();
  if (type === 'text') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export class PreviewBackendSrv implements BackendSrv {
  private readonly started = new Subject<string>();
  private chunkedId = 0;

  constructor(private readonly events: EventBus) {}

  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    const { requestId } = options;
    if (requestId !== undefined) {
      this.started.next(requestId);
    }
    const call = new Observable<FetchResponse<T>>((observer) => {
      const controller = new AbortController();
      const stop = () => controller.abort();
      options.abortSignal?.addEventListener('abort', stop);
      this.call<T>(options, controller.signal).then(
        (response) => {
          observer.next(response);
          observer.complete();
        },
        (error: unknown) => observer.error(error)
      );
      return () => {
        options.abortSignal?.removeEventListener('abort', stop);
        controller.abort();
      };
    }).pipe(
      catchError((error: FetchError) => {
        // Whoever catches it has until the next turn to say that it is handled.
        setTimeout(() => this.alert(error, options), 50);
        return throwError(() => error);
      })
    );
    return requestId === undefined ? call : call.pipe(takeUntil(this.started.pipe(filter((id) => id === requestId))));
  }

  private async call<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
    let response: Response;
    try {
      response = await fetch(toUrl(options), toInit(options, signal));
    } catch (cause) {
      const cancelled = signal.aborted;
      throw {
        status: cancelled ? -1 : 0,
        statusText: cancelled ? 'Request was aborted' : '',
        data: { message: String(cause) },
        message: String(cause),
        cancelled,
        config: options,
      } satisfies FetchError;
    }
    const data = (await parse(response, options.responseType)) as T;
    const { status, statusText, ok, headers, redirected, type, url } = response;
    if (!ok) {
      throw { status, statusText, data: failure(data, statusText), config: options } satisfies FetchError;
    }
    if (options.method !== undefined && options.method !== 'GET' && options.showSuccessAlert !== false) {
      this.confirm(data, options);
    }
    return { data, status, statusText, ok, headers, redirected, type, url, config: options };
  }

  chunked(options: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    const requestId = options.requestId ?? `chunked-${this.chunkedId++}`;
    return new Observable((observer) => {
      const controller = new AbortController();
      const read = async () => {
        const response = await fetch(toUrl(options), toInit({ ...options, requestId }, controller.signal));
        const { status, statusText, ok, headers, redirected, type, url } = response;
        const base = { status, statusText, ok, headers, redirected, type, url, config: options, data: undefined };
        const reader = response.body?.getReader();
        if (reader === undefined) {
          observer.next(base);
          return;
        }
        for (let done = false; !done;) {
          const chunk = await reader.read();
          done = chunk.done;
          observer.next({ ...base, data: chunk.value });
        }
      };
      read().then(
        () => observer.complete(),
        (error: unknown) => {
          if (!controller.signal.aborted) {
            observer.error(error);
          }
        }
      );
      return () => controller.abort('unsubscribe');
    });
  }

  request<T = unknown>(options: BackendSrvRequest): Promise<T> {
    return lastValueFrom(this.fetch<T>(options)).then((response) => response.data);
  }

  datasourceRequest<T = unknown>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>({ showErrorAlert: false, showSuccessAlert: false, ...options }));
  }

  get<T>(
    url: string,
    params?: Record<string, unknown>,
    requestId?: string,
    options?: Partial<BackendSrvRequest>
  ): Promise<T> {
    return this.request<T>({ ...options, method: 'GET', url, params, requestId });
  }

  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }

  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }

  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }

  resolveCancelerIfExists(requestId: string): void {
    this.started.next(requestId);
  }

  private alert(error: FetchError, options: BackendSrvRequest): void {
    const message = (error.data as { message?: string } | undefined)?.message;
    if (error.isHandled || error.cancelled || options.showErrorAlert === false || !message) {
      return;
    }
    this.events.publish({
      type: (error.status < 500 ? AppEvents.alertWarning : AppEvents.alertError).name,
      payload: [message],
    });
  }

  private confirm(data: unknown, options: BackendSrvRequest): void {
    const message = (data as { message?: unknown } | undefined)?.message;
    // As Grafana: calls to data sources confirm nothing.
    if (
      typeof message === 'string' &&
      message !== '' &&
      !/^\/?api\/(ds|datasources\/(proxy|uid\/[^/]+\/resources))/.test(options.url)
    ) {
      this.events.publish({ type: AppEvents.alertSuccess.name, payload: [message] });
    }
  }
}

/** Grafana makes an object of an answer that is only text. */
function failure(data: unknown, statusText: string): unknown {
  if (typeof data === 'string') {
    return { error: statusText, response: data, message: data === '' ? undefined : data };
  }
  const { message, error } = (data ?? {}) as { message?: string; error?: unknown };
  return message === undefined && typeof error === 'string' ? { ...(data as object), message: error } : data;
}
