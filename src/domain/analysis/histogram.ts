/** Quantiles of histograms, as Prometheus' `histogram_quantile` has them (promql/quantile.go, bucketQuantile). */
import type { HistogramCounts } from './types';

/**
 * Linear between the bounds of the bucket in which the quantile falls; in the last one, which has no upper bound, the
 * bound below it. The true quantile lies in the same bucket: its width bounds the error.
 *
 * @param q 0 to 1
 * @returns in the metric's unit; undefined where Prometheus has NaN: without an observation, or without a bucket below +Inf
 */
export function histogramQuantile(q: number, histogram: HistogramCounts | undefined): number | undefined {
  if (!histogram || histogram.bounds.length < 2 || histogram.bounds.at(-1) !== Infinity) {
    return undefined;
  }
  const { bounds } = histogram;
  const counts = rising(histogram.counts);
  const total = counts.at(-1) ?? 0;
  if (!(total > 0) || !(q >= 0 && q <= 1)) {
    return undefined;
  }
  const rank = q * total;
  const bucket = counts.findIndex((count) => count >= rank);
  if (bucket === bounds.length - 1) {
    return bounds[bounds.length - 2];
  }
  const upper = bounds[bucket]!;
  if (bucket === 0 && upper <= 0) {
    return upper;
  }
  const lower = bucket === 0 ? 0 : bounds[bucket - 1]!;
  const below = bucket === 0 ? 0 : counts[bucket - 1]!;
  const inside = counts[bucket]! - below;
  return inside > 0 ? lower + ((upper - lower) * (rank - below)) / inside : undefined;
}

/**
 * Mean of the observations as they are spread by {@link histogramQuantile}: evenly within a bucket, those above the last
 * bound at it. Of series without their sum there is no truer one.
 *
 * @returns in the metric's unit; undefined without an observation
 */
export function histogramMean(histogram: HistogramCounts | undefined): number | undefined {
  if (!histogram || histogram.bounds.length < 2 || histogram.bounds.at(-1) !== Infinity) {
    return undefined;
  }
  const counts = rising(histogram.counts);
  const total = counts.at(-1) ?? 0;
  const sum = histogram.bounds.reduce((all, upper, i) => {
    const lower = i === 0 ? Math.min(0, upper) : histogram.bounds[i - 1]!;
    const middle = upper === Infinity ? lower : (lower + upper) / 2;
    return all + middle * (counts[i]! - (counts[i - 1] ?? 0));
  }, 0);
  return total > 0 ? sum / total : undefined;
}

/**
 * Between which values the true quantile lies, when its rank may be off by a share of all observations: the bounds of its
 * buckets.
 */
export function quantileBounds(
  q: number,
  rank: number,
  histogram: HistogramCounts | undefined
): { low: number; high: number } | undefined {
  if (!histogram || histogram.bounds.at(-1) !== Infinity) {
    return undefined;
  }
  const counts = rising(histogram.counts);
  const total = counts.at(-1) ?? 0;
  const bucketAt = (share: number) => counts.findIndex((count) => count >= Math.min(1, Math.max(0, share)) * total);
  const [below, above] = [bucketAt(q - rank), bucketAt(q + rank)];
  return {
    low: histogram.bounds[below - 1] ?? Math.min(0, histogram.bounds[0]!),
    high: histogram.bounds[above] ?? Infinity,
  };
}

/** Counts that never fall, as cumulative ones cannot: replicas are not scraped at one moment, and sums round. */
function rising(counts: readonly number[]): number[] {
  let highest = 0;
  return counts.map((count) => (highest = Math.max(highest, count)));
}

/**
 * Buckets from samples of `…_bucket` by `le`, in any order. One bound under two spellings (`1`, `1.0`) is one bucket.
 *
 * @returns undefined without a bucket; without +Inf it has no quantiles
 */
export function histogramOf(buckets: ReadonlyArray<{ le: string; count: number }>): HistogramCounts | undefined {
  const byBound = new Map<number, number>();
  for (const { le, count } of buckets) {
    const bound = /^\+?Inf$/i.test(le) ? Infinity : Number(le);
    if (!Number.isNaN(bound) && le !== '' && Number.isFinite(count)) {
      byBound.set(bound, (byBound.get(bound) ?? 0) + count);
    }
  }
  const bounds = [...byBound.keys()].sort((a, b) => a - b);
  return bounds.length === 0 ? undefined : { bounds, counts: bounds.map((bound) => byBound.get(bound) ?? 0) };
}
