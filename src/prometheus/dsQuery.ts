/**
 * Grafana's query API, as far as it is asked here: queries for one Prometheus data source, several in one request. So the
 * data source's own authentication and limits apply, and no token is in the browser.
 */
import type { DataFrameJSON } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { fromEvent, lastValueFrom, takeUntil } from 'rxjs';

import type { AskedRange } from '../domain/prometheus';
import { t } from '../i18n/t';
import { isErrorPage, isUserError, messageOf, type UserError } from '../shared/errors';
import { noteServerDate } from './serverClock';
import { unanswered } from './unanswered';

/** A query as Grafana's Prometheus data source reads it, without the data source. */
export interface DsQuery {
  refId: string;
  expr: string;
  instant: boolean;
  range: boolean;
  /** Least step of a range query, as a duration; what a panel calls min step. */
  interval?: string;
  intervalMs: number;
  maxDataPoints: number;
}

export interface DsResult {
  status?: number;
  error?: string;
  frames?: DataFrameJSON[];
}

interface DsResponse {
  results?: Record<string, DsResult>;
}

/** Grafana gives a query up after 30 s, unless it is set to wait longer; one that never answers is not waited for for ever. */
export const PATIENCE_MS = 120_000;

/**
 * Results by refId. A query that Prometheus refuses is a result with an error, beside those that it answers.
 *
 * @throws UserError when there is no result at all; what the signal says, when it aborts
 */
export async function dsQuery(
  uid: string,
  queries: DsQuery[],
  { from, to }: AskedRange,
  signal?: AbortSignal
): Promise<Record<string, DsResult>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const onAbort = (): void => patience.abort();
  signal?.addEventListener('abort', onAbort);
  const askedAt = Date.now();
  try {
    const answer = await lastValueFrom(
      getBackendSrv()
        .fetch<DsResponse>({
          url: '/api/ds/query',
          method: 'POST',
          showErrorAlert: false,
          abortSignal: patience.signal,
          data: {
            from: String(from),
            to: String(to),
            queries: queries.map((query) => ({ ...query, datasource: { uid }, format: 'time_series' })),
          },
        })
        .pipe(takeUntil(fromEvent(patience.signal, 'abort'))),
      // An aborted request ends without an answer.
      { defaultValue: undefined }
    );
    stopIfAborted(signal);
    if (patience.signal.aborted) {
      throw tooLate();
    }
    noteServerDate(answer?.headers, askedAt, Date.now());
    return resultsOf(answer?.data);
  } catch (error) {
    stopIfAborted(signal);
    if (isUserError(error)) {
      throw error;
    }
    // Grafana answers 400 with the usual body when one of the queries fails: the reasons, and the others' results, are in it.
    const { status, data } = error as { status?: number; data?: DsResponse };
    if (data?.results && Object.keys(data.results).length > 0) {
      return Object.fromEntries(
        Object.entries(data.results).map(([refId, result]) => [refId, result.error ? { status, ...result } : result])
      );
    }
    throw unanswered({ message: messageOf(error), status, cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function tooLate(): UserError {
  return unanswered({
    message: t('prometheus.too-late', 'no answer within {{seconds}} s', { seconds: PATIENCE_MS / 1000 }),
  });
}

/** @throws UserError when the answer is not Grafana's: of a proxy that answers 200 with a page of its own, for example */
function resultsOf(data: unknown): Record<string, DsResult> {
  if (typeof data === 'string') {
    const words = isErrorPage(data)
      ? t('prometheus.web-page', 'A web page answered in its place (a login page, or that of a proxy).')
      : data.trim().slice(0, 300);
    throw unanswered({ message: words, byProxy: true });
  }
  return (data as DsResponse | undefined)?.results ?? {};
}

function stopIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw signal.reason;
  }
}
