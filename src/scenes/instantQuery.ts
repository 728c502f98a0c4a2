/**
 * Questions to Prometheus that no panel asks: probes of the dialect, states at a moment. They go to Grafana's query API,
 * so the data source's own authentication and limits apply.
 */
import { FieldType, dataFrameFromJSON, type DataFrame, type DataFrameJSON, type TimeRange } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { UserError, messageOf } from '../shared/errors';

export interface InstantQuery {
  refId: string;
  expr: string;
}

interface QueryResponse {
  results?: Record<string, { status?: number; error?: string; frames?: DataFrameJSON[] }>;
}

/** A series at a moment. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
  /** Epoch ms; NaN in a frame without a time. */
  time: number;
}

/**
 * Samples by refId at the end of the range, all queries in one request.
 *
 * @throws UserError when Prometheus does not answer, or refuses one of the queries
 */
export async function askPrometheus(
  uid: string,
  queries: InstantQuery[],
  range: Pick<TimeRange, 'from' | 'to'>
): Promise<Map<string, Sample[]>> {
  const response = await fetchQueries(uid, queries, range);
  const answers = new Map<string, Sample[]>();
  for (const { refId } of queries) {
    const result = response.results?.[refId];
    if (result?.error) {
      throw unanswered(result.error, result.status);
    }
    answers.set(refId, (result?.frames ?? []).map((json) => dataFrameFromJSON(json)).flatMap(samplesOf));
  }
  return answers;
}

async function fetchQueries(
  uid: string,
  queries: InstantQuery[],
  { from, to }: Pick<TimeRange, 'from' | 'to'>
): Promise<QueryResponse> {
  try {
    const answer = await lastValueFrom(
      getBackendSrv().fetch<QueryResponse>({
        url: '/api/ds/query',
        method: 'POST',
        showErrorAlert: false,
        data: {
          from: String(from.valueOf()),
          to: String(to.valueOf()),
          queries: queries.map(({ refId, expr }) => ({
            refId,
            expr,
            datasource: { uid },
            instant: true,
            range: false,
            format: 'time_series',
            intervalMs: 15_000,
            maxDataPoints: 100,
          })),
        },
      })
    );
    return answer.data;
  } catch (error) {
    // Grafana answers 400 with the usual body when a query fails: the reason is in there.
    const { status, data } = error as { status?: number; data?: QueryResponse };
    const reason = Object.values(data?.results ?? {}).find((result) => result.error)?.error;
    throw unanswered(reason ?? messageOf(error), status, error);
  }
}

function unanswered(message: string, status?: number, cause?: unknown): UserError {
  return new UserError({
    title: 'Prometheus did not answer',
    message,
    nextStep: 'Check that Prometheus is up and that the data source can reach it, then try again.',
    status,
    transient: status === undefined || status >= 500,
    cause,
  });
}

/** The last value of each value field of a frame, with its labels; NaN where the frame has no number. */
export function samplesOf(frame: DataFrame): Sample[] {
  const last = frame.length - 1;
  const time = frame.fields.find((field) => field.type === FieldType.time);
  return frame.fields
    .filter((field) => field.type === FieldType.number && last >= 0)
    .map((field) => {
      const value: unknown = field.values[last];
      return {
        labels: field.labels ?? {},
        value: typeof value === 'number' ? value : NaN,
        time: Number(time?.values[last] ?? NaN),
      };
    });
}
