/**
 * What can be asked of a Prometheus, and what it answers, whoever carries the question: Grafana's query API in a browser,
 * Prometheus' own HTTP API in Node (src/prometheus). Both are held to it by tests/contract/prometheusAdapters.test.ts.
 */
import type { TimeSeries } from './analysis/types';

export interface SeriesQuery {
  /** Names the answer; of no meaning to Prometheus. */
  refId: string;
  expr: string;
  /** Resolution, s, of a range query; undefined: an instant query at the range's end. */
  stepSeconds?: number;
}

/** Epoch ms. */
export interface AskedRange {
  from: number;
  to: number;
}

/** What Prometheus said about an answer besides the answer. */
export interface AnswerNotices {
  /** Why the answer may be incomplete or wrong (a partial response of Thanos, for example); absent: no warning. */
  warnings?: readonly string[];
  /** Remarks on the query; the answer is complete. */
  infos?: readonly string[];
}

/** What became of a query: series without the samples that are not finite, or Prometheus' own words on why not. */
export type SeriesAnswer =
  | ({ series: TimeSeries[]; error?: undefined } & AnswerNotices)
  | { series?: undefined; error: string; cause?: unknown };

/**
 * Asks several questions at once: answers by refId. The points of a range lie at multiples of the step since the epoch, so
 * a first point may lie before the range.
 *
 * @throws UserError when there is no answer at all; what the signal says, when it aborts
 */
export type Ask = (
  queries: readonly SeriesQuery[],
  range: AskedRange,
  signal?: AbortSignal
) => Promise<Map<string, SeriesAnswer>>;

export interface Prometheus {
  /** Tells one Prometheus from another: what is kept of its answers is kept under it. */
  id: string;
  ask: Ask;
}
