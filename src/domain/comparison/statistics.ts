/**
 * What a few repeats of a measurement allow to be said: their middle, their spread, and how sure one can be of both.
 *
 * Two groups are compared by Welch's method on the figure's scale. A rank test would assume less, but of three runs
 * against three, as the field repeats its runs, it can never be sure: its least p is 0.1.
 */
import type { Scale } from './scale';

export interface Interval {
  low: number;
  high: number;
  /** `confidence`: holds the true value with 95 %; `span`: of the runs themselves, where there are too few for more. */
  kind: 'confidence' | 'span';
}

/** Runs from which on an interval of confidence is given: of two, it would be as wide as all that is possible. */
export const LEAST_RUNS = 3;

/** Repeats of a figure, in its unit. */
export interface Estimate {
  /** The middle on the scale: the geometric mean of times, counts and costs; of one run its value. */
  centre: number;
  n: number;
  lowest: number;
  highest: number;
  /** Of a single run undefined: one value has no known spread. */
  interval?: Interval;
  /** On the scale; `deviation` is the sample's (n − 1), undefined for a single run. */
  scaled: { mean: number; deviation?: number };
  scale: Scale;
}

/** @returns undefined without values. Values have to be finite. */
export function estimate(values: readonly number[], scale: Scale): Estimate | undefined {
  const n = values.length;
  if (n === 0) {
    return undefined;
  }
  const scaled = values.map((value) => scale.to(value));
  const mean = scaled.reduce((sum, value) => sum + value, 0) / n;
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const centre = n === 1 || lowest === highest ? lowest : scale.from(mean);
  if (n === 1) {
    return { centre, n, lowest, highest, scaled: { mean }, scale };
  }
  const deviation =
    lowest === highest ? 0 : Math.sqrt(scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const known = { centre, n, lowest, highest, scaled: { mean, deviation }, scale };
  if (n < LEAST_RUNS) {
    return { ...known, interval: { low: lowest, high: highest, kind: 'span' } };
  }
  // Student: mean ± t(0.975, n − 1) · s / √n (NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.2.1).
  const half = (studentT(n - 1) * deviation) / Math.sqrt(n);
  const bound = (by: number) => (deviation === 0 ? centre : scale.from(mean + by));
  return { ...known, interval: { low: bound(-half), high: bound(half), kind: 'confidence' } };
}

/** A difference of two estimates in their unit; no interval of one run against one. */
export interface Difference {
  value: number;
  /** Where the difference lies, the second side taken at its centre. */
  interval?: Interval;
}

/**
 * `a − b`, both on one scale. With {@link LEAST_RUNS} runs a side by Welch's method, which does not ask both sides to
 * scatter alike; degrees of freedom by Welch–Satterthwaite (NIST/SEMATECH e-Handbook, 7.3.1). With fewer, what all pairs
 * of runs say.
 */
export function difference(a: Estimate, b: Estimate): Difference {
  const value = a.centre - b.centre;
  if (a.n === 1 && b.n === 1) {
    return { value };
  }
  if (a.n < LEAST_RUNS || b.n < LEAST_RUNS) {
    return { value, interval: { low: a.lowest - b.highest, high: a.highest - b.lowest, kind: 'span' } };
  }
  const half = welchHalf(a, b);
  const apart = a.scaled.mean - b.scaled.mean;
  const bound = (by: number) => (half === 0 ? value : b.scale.from(b.scaled.mean + apart + by) - b.centre);
  return { value, interval: { low: bound(-half), high: bound(half), kind: 'confidence' } };
}

/** Half the width of the interval of `a − b`, on the scale; 0 for sides without any scatter. */
function welchHalf(a: Estimate, b: Estimate): number {
  const [va, vb] = [varianceOfMean(a), varianceOfMean(b)];
  const variance = va + vb;
  if (!(variance > 0)) {
    return 0;
  }
  const share = va / variance;
  const freedom = 1 / (share ** 2 / (a.n - 1) + (1 - share) ** 2 / (b.n - 1));
  return studentT(freedom) * Math.sqrt(variance);
}

const varianceOfMean = ({ scaled, n }: Estimate): number => (scaled.deviation ?? 0) ** 2 / n;

/** More would take a lab longer than the answer is worth. */
const MOST_RUNS = 50;

/**
 * Runs a side with which a difference of this size would lie outside its interval, if the repeats keep varying as they
 * do; undefined where no spread is known, or where that takes more than {@link MOST_RUNS}.
 */
export function runsNeeded(a: Estimate, b: Estimate): number | undefined {
  const apart = Math.abs(a.scaled.mean - b.scaled.mean);
  const variance =
    (a.scaled.deviation ?? b.scaled.deviation ?? NaN) ** 2 + (b.scaled.deviation ?? a.scaled.deviation ?? NaN) ** 2;
  for (let n = LEAST_RUNS; n <= MOST_RUNS; n++) {
    if (studentT(2 * (n - 1)) * Math.sqrt(variance / n) < apart) {
      return n;
    }
  }
  return undefined;
}

/** t(0.975) for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook, table 1.3.6.7.2). */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;
const NORMAL_975 = 1.959964;

/**
 * The value that Student's t exceeds with a probability of 2.5 %. Degrees of freedom between whole ones take the lower,
 * whose interval is the wider; above 30 the expansion by 1/freedom is exact to three digits (Abramowitz & Stegun 26.7.5).
 */
export function studentT(freedom: number): number {
  const whole = Math.max(1, Math.floor(freedom));
  const listed = T_975[whole - 1];
  if (listed !== undefined) {
    return listed;
  }
  const z = NORMAL_975;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}
