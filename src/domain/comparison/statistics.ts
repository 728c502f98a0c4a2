/** What a few repeats of a measurement allow to be said: mean, spread, and how sure one can be of both. */

/** A mean and the interval that holds the true one with a confidence of 95 %, given that repeats scatter normally. */
export interface Estimate {
  mean: number;
  n: number;
  /** Sample standard deviation (n − 1); undefined for a single value: one value has no known spread. */
  deviation?: number;
  /** Both bounds; undefined for a single value. */
  interval?: { low: number; high: number };
}

/** @returns undefined without values. Values have to be finite. */
export function estimate(values: readonly number[]): Estimate | undefined {
  const n = values.length;
  if (n === 0) {
    return undefined;
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) {
    return { mean, n };
  }
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  // Student: mean ± t(0.975, n − 1) · s / √n (NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.2.1).
  const half = (studentT(n - 1) * deviation) / Math.sqrt(n);
  return { mean, n, deviation, interval: { low: mean - half, high: mean + half } };
}

/** A difference of two means with its 95 % interval; no interval where either side is a single value. */
export interface Difference {
  value: number;
  interval?: { low: number; high: number };
}

/**
 * `a − b` by Welch's method, which does not ask both sides to scatter alike; degrees of freedom by Welch–Satterthwaite
 * (NIST/SEMATECH e-Handbook, 7.3.1). Sides without any scatter differ exactly.
 */
export function difference(a: Estimate, b: Estimate): Difference {
  const value = a.mean - b.mean;
  if (a.deviation === undefined || b.deviation === undefined) {
    return { value };
  }
  const [va, vb] = [a.deviation ** 2 / a.n, b.deviation ** 2 / b.n];
  const variance = va + vb;
  if (!(variance > 0)) {
    return { value, interval: { low: value, high: value } };
  }
  const share = va / variance;
  const freedom = 1 / (share ** 2 / (a.n - 1) + (1 - share) ** 2 / (b.n - 1));
  const half = studentT(freedom) * Math.sqrt(variance);
  return { value, interval: { low: value - half, high: value + half } };
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
