/** Series over a range, and whole ranges at a moment: several queries in one request, each with its own fate. */
import { FieldType, dataFrameFromJSON, type DataFrame } from '@grafana/data';

import type { TimeSeries } from '../domain/analysis/types';
import { dsQuery, type AskedRange, type DsQuery } from './dsQuery';

export interface SeriesQuery {
  refId: string;
  expr: string;
  /** Resolution, s; undefined: an instant query at the range's end. */
  stepSeconds?: number;
}

/** What became of a query: series without the samples that are no number, or Prometheus' words. */
export type SeriesAnswer = { series: TimeSeries[]; error?: undefined } | { series?: undefined; error: string };

/** Points of a series that Grafana asks for at most: its limit against Prometheus' own of 11,000. */
const MOST_POINTS = 11_000;

/**
 * Answers by refId. Grafana moves a range's ends to multiples of the step, so a first point may lie before the range.
 *
 * @throws UserError when there is no answer at all; what the signal says, when it aborts
 */
export async function askSeries(
  uid: string,
  queries: readonly SeriesQuery[],
  range: AskedRange,
  signal?: AbortSignal
): Promise<Map<string, SeriesAnswer>> {
  const results = await dsQuery(uid, queries.map(toDsQuery), range, signal);
  return new Map(
    queries.map(({ refId }): [string, SeriesAnswer] => {
      const result = results[refId];
      if (!result || result.error) {
        return [refId, { error: result?.error ?? 'no answer' }];
      }
      return [refId, { series: (result.frames ?? []).map((json) => dataFrameFromJSON(json)).flatMap(seriesOf) }];
    })
  );
}

function toDsQuery({ refId, expr, stepSeconds }: SeriesQuery): DsQuery {
  return stepSeconds === undefined
    ? { refId, expr, instant: true, range: false, intervalMs: 15_000, maxDataPoints: 100 }
    : {
        refId,
        expr,
        instant: false,
        range: true,
        interval: `${stepSeconds}s`,
        intervalMs: stepSeconds * 1000,
        maxDataPoints: MOST_POINTS,
      };
}

/** Each number field of a frame with its labels. */
function seriesOf(frame: DataFrame): TimeSeries[] {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  return frame.fields
    .filter((field) => field.type === FieldType.number)
    .map(({ labels = {}, values }) => {
      const there = values.flatMap((value: unknown, i): number[] =>
        typeof value === 'number' && Number.isFinite(value) ? [i] : []
      );
      return { labels, times: there.map((i) => Number(time?.values[i])), values: there.map((i) => Number(values[i])) };
    });
}
