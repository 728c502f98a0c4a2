import type { TimeSeries } from './types';

/** A value at a moment. */
export interface Point {
  /** Epoch ms. */
  at: number;
  value: number;
}

/** @param points in order of time, each time once */
export function timeSeries(labels: TimeSeries['labels'], points: readonly Point[]): TimeSeries {
  return { labels, times: points.map(({ at }) => at), values: points.map(({ value }) => value) };
}
