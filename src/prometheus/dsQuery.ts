/**
 * Grafana's query API, as far as it is asked here: queries for one Prometheus data source, several in one request. So the
 * data source's own authentication and limits apply, and no token is in the browser.
 */
import type { DataFrameJSON } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import type { AskedRange } from '../domain/prometheus';
import { messageOf } from '../shared/errors';
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
  try {
    const answer = await lastValueFrom(
      getBackendSrv().fetch<DsResponse>({
        url: '/api/ds/query',
        method: 'POST',
        showErrorAlert: false,
        ...(signal ? { abortSignal: signal } : {}),
        data: {
          from: String(from),
          to: String(to),
          queries: queries.map((query) => ({ ...query, datasource: { uid }, format: 'time_series' })),
        },
      }),
      // An aborted request ends without an answer.
      { defaultValue: undefined }
    );
    stopIfAborted(signal);
    return answer?.data.results ?? {};
  } catch (error) {
    stopIfAborted(signal);
    // Grafana answers 400 with the usual body when one of the queries fails: the reasons, and the others' results, are in it.
    const { status, data } = error as { status?: number; data?: DsResponse };
    if (data?.results && Object.keys(data.results).length > 0) {
      return Object.fromEntries(
        Object.entries(data.results).map(([refId, result]) => [refId, result.error ? { status, ...result } : result])
      );
    }
    throw unanswered({ message: messageOf(error), status, cause: error });
  }
}

function stopIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) {
    throw signal.reason;
  }
}
