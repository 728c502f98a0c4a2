/** Series of several pods as one. */
import type { TimeSeries } from '../analysis/types';

/** At each time the sum, or the mean, over the pods that were measured then; undefined without series. */
export function overPods(series: readonly TimeSeries[] | undefined, how: 'sum' | 'mean'): TimeSeries | undefined {
  if (!series || series.length === 0) {
    return undefined;
  }
  const totals = new Map<number, { sum: number; n: number }>();
  for (const { times, values } of series) {
    times.forEach((time, i) => {
      const value = values[i];
      if (value !== undefined && Number.isFinite(value)) {
        const total = totals.get(time) ?? { sum: 0, n: 0 };
        totals.set(time, { sum: total.sum + value, n: total.n + 1 });
      }
    });
  }
  const points = [...totals].sort(([a], [b]) => a - b);
  return {
    labels: {},
    times: points.map(([time]) => time),
    values: points.map(([, { sum, n }]) => (how === 'sum' ? sum : sum / n)),
  };
}
