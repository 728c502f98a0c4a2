/** Latencies from buckets: of the whole window, and as percentiles over time. */
import { histogramOf, histogramQuantile } from '../domain/analysis/histogram';
import { timeSeries } from '../domain/analysis/timeSeries';
import type { HistogramCounts, LatencyId, SeriesId, TimeSeries } from '../domain/analysis/types';
import { RUN_LATENCIES } from '../queries/runMeasurements';

/** The percentiles over time that there are series for. */
const OVER_TIME = [10, 25, 50, 75, 90, 99] as const;
type PercentileSeries = `${LatencyId}P${(typeof OVER_TIME)[number]}` & SeriesId;

const seriesId = (id: LatencyId, p: (typeof OVER_TIME)[number]): PercentileSeries => `${id}P${p}`;

/** Observations by bucket from an answer by `le`. */
export function countsOf(buckets: readonly TimeSeries[]): HistogramCounts | undefined {
  return histogramOf(buckets.map(({ labels, values }) => ({ le: labels.le ?? '', count: values.at(-1) ?? NaN })));
}

/**
 * Percentiles at each time from buckets over time, as `histogram_quantile` would have them: one question to Prometheus
 * instead of six. A time at which no request ended has no sample.
 */
export function percentilesOverTime(
  id: LatencyId,
  buckets: readonly TimeSeries[]
): Partial<Record<SeriesId, TimeSeries[]>> {
  const moments = new Map<number, Array<{ le: string; count: number }>>();
  for (const { labels, times, values } of buckets) {
    times.forEach((time, i) => {
      const moment = moments.get(time) ?? [];
      moment.push({ le: labels.le ?? '', count: values[i] ?? NaN });
      moments.set(time, moment);
    });
  }
  const counted = [...moments].sort(([a], [b]) => a - b).map(([time, all]) => ({ time, counts: histogramOf(all) }));
  return Object.fromEntries(
    OVER_TIME.map((p) => {
      const points = counted.flatMap(({ time, counts }) => {
        const value = histogramQuantile(p / 100, counts);
        return value === undefined ? [] : [{ at: time, value }];
      });
      return [seriesId(id, p), points.length === 0 ? [] : [timeSeries({}, points)]];
    })
  );
}

/** A query's text by the keys that its answer is known under: that of buckets over time stands for each percentile. */
export function percentileQueries(key: string, expr: string): Array<[string, string]> {
  const id = RUN_LATENCIES.find((latency) => key === `latencyOverTime:${latency}`);
  return id === undefined
    ? [[key, expr]]
    : OVER_TIME.map((p) => [seriesId(id, p), `histogram_quantile(${p / 100}, ${expr})`]);
}
