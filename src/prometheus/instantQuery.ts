/** Questions to Prometheus that no panel asks: probes of the dialect, states at a moment. */
import { FieldType, dataFrameFromJSON, type DataFrame, type TimeRange } from '@grafana/data';

import { dsQuery, unanswered } from './dsQuery';

export interface InstantQuery {
  refId: string;
  expr: string;
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
  { from, to }: Pick<TimeRange, 'from' | 'to'>
): Promise<Map<string, Sample[]>> {
  const instants = queries.map((query) => ({
    ...query,
    instant: true,
    range: false,
    intervalMs: 15_000,
    maxDataPoints: 100,
  }));
  const results = await dsQuery(uid, instants, { from: from.valueOf(), to: to.valueOf() });
  const answers = new Map<string, Sample[]>();
  for (const { refId } of queries) {
    const result = results[refId];
    if (result?.error) {
      throw unanswered(result.error, result.status);
    }
    answers.set(refId, (result?.frames ?? []).map((json) => dataFrameFromJSON(json)).flatMap(samplesOf));
  }
  return answers;
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
