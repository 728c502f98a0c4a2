/**
 * The shape of a distribution, from counted buckets themselves: no samples are made up, nothing is smoothed. What a bucket
 * holds is spread evenly over it, because more is not known.
 */
import type { HistogramCounts } from '../analysis/types';

/** `log`: even over the logarithm of the value, as it is drawn on a logarithmic axis. */
export type DensityScale = 'linear' | 'log';

export interface DensityBucket {
  /** In the metric's unit. */
  from: number;
  to: number;
  /** Share of all observations, 0 to 1. */
  share: number;
  /** Share per unit of the axis (per unit of the value, or per e-fold of it): areas are comparable. */
  density: number;
}

export interface Distribution {
  buckets: DensityBucket[];
  /** Observations in all. */
  total: number;
  /** Share above the last finite bound: where exactly is not known. */
  beyond: number;
}

/**
 * Density by bucket: Δcount / Δbound, over the total. On a logarithmic axis the first bucket, which begins at 0, is drawn
 * from half its bound on. Counts that fall (a scrape between two buckets) count as no observations.
 *
 * @returns undefined without observations
 */
export function distribution({ bounds, counts }: HistogramCounts, scale: DensityScale): Distribution | undefined {
  const rising = counts.reduce<number[]>((all, count) => [...all, Math.max(all.at(-1) ?? 0, count)], []);
  const total = rising.at(-1) ?? 0;
  if (!(total > 0)) {
    return undefined;
  }
  const shares = rising.map((count, i) => (count - (rising[i - 1] ?? 0)) / total);
  const buckets = bounds.flatMap((to, i): DensityBucket[] => {
    const from = bounds[i - 1] ?? (scale === 'log' ? to / 2 : Math.min(0, to));
    const share = shares[i] ?? 0;
    return Number.isFinite(to) && to > from ? [{ from, to, share, density: share / width(from, to, scale) }] : [];
  });
  const beyond = bounds.reduce((sum, bound, i) => (Number.isFinite(bound) ? sum : sum + (shares[i] ?? 0)), 0);
  return { buckets, total, beyond };
}

function width(from: number, to: number, scale: DensityScale): number {
  return scale === 'linear' ? to - from : Math.log(to / from);
}

/** Measured values of a gauge as counts, over even bounds; the last bound is +Inf. */
export function countValues(values: readonly number[], finite: readonly number[]): HistogramCounts {
  const bounds = [...finite, Infinity];
  const known = values.filter(Number.isFinite);
  return { bounds, counts: bounds.map((bound) => known.filter((value) => value <= bound).length) };
}

/** The part of the axis that holds observations of any of the distributions; undefined without observations. */
export function span(distributions: readonly Distribution[]): { from: number; to: number } | undefined {
  const filled = distributions.flatMap(({ buckets }) => buckets.filter(({ share }) => share > 0));
  return filled.length === 0
    ? undefined
    : { from: Math.min(...filled.map(({ from }) => from)), to: Math.max(...filled.map(({ to }) => to)) };
}
