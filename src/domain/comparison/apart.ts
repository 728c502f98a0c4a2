/** How far the figures of two sides are apart, by their repeats and by what each figure can be off by. */
import { KPIS, type KpiId } from '../analysis/kpis';
import type { KpiValue } from '../analysis/types';
import { scaleOf } from './scale';
import { difference, estimate, type Difference, type Estimate } from './statistics';

export interface Apart {
  value?: Estimate;
  baseline?: Estimate;
  /** The baseline, moved. */
  limit?: Estimate;
  /** value − limit; undefined where a side has no value. */
  distance?: Difference;
  /** What the distance can be off by because the figures are, in their unit. */
  error: number;
  /** The distance is finer than the figure can be told. */
  isLevel: boolean;
}

interface Options {
  /** Moves the baseline; default: stays. */
  shift?: (value: number) => number;
  /** Least difference that the figure can show, in its unit, where that is more than none. */
  finest?: number;
}

export const figures = (kpi: KpiId, side: ReadonlyArray<Readonly<Record<KpiId, KpiValue>>>): KpiValue[] =>
  side.map((kpis) => kpis[kpi]);

export function apart(
  kpi: KpiId,
  side: readonly KpiValue[],
  baselineSide: readonly KpiValue[],
  { shift = (value) => value, finest }: Options = {}
): Apart {
  const [values, held] = [valuesOf(side), valuesOf(baselineSide)];
  const scale = scaleOf(KPIS[kpi], [...values, ...held, ...held.map(shift)], finest);
  const [value, baseline] = [estimate(values, scale), estimate(held, scale)];
  const error = errorOf(kpi, side) + errorOf(kpi, baselineSide);
  if (!value || !baseline) {
    return { value, baseline, error, isLevel: false };
  }
  const centre = shift(baseline.centre);
  const limit: Estimate = {
    ...baseline,
    centre,
    lowest: shift(baseline.lowest),
    highest: shift(baseline.highest),
    scaled: { ...baseline.scaled, mean: scale.to(centre) },
  };
  const distance = difference(value, limit);
  return { value, baseline, limit, distance, error, isLevel: Math.abs(distance.value) < (finest ?? 0) };
}

/** The distances that are possible: what was found, and how far it can be off to either side. */
export function boundsOf({ distance, error }: Apart): number[] {
  if (!distance) {
    return [];
  }
  const { value, interval = { low: value, high: value } } = distance;
  return [value, interval.low - error, interval.high + error];
}

/**
 * What the figures of a side are off by on average: repeats carry an error like this all alike, so it does not shrink with
 * their number. A percentile of latency is read on both sides from the same buckets in the same way: their width does not
 * count here.
 */
function errorOf(kpi: KpiId, side: readonly KpiValue[]): number {
  const known = side.filter(({ value }) => value !== undefined);
  return KPIS[kpi].group === 'latency' || known.length === 0
    ? 0
    : known.reduce((sum, { error = 0 }) => sum + error, 0) / known.length;
}

function valuesOf(side: readonly KpiValue[]): number[] {
  return side.flatMap(({ value }) => (value === undefined ? [] : [value]));
}
