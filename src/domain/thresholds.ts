/** The thresholds of WVA's saturation analyzers: names, defaults, and a decode of what a ConfigMap or a person says. */

/** Keys as WVA's ConfigMap spells them. Shares are 0 to 1, queues are requests. */
export interface Thresholds {
  /** A replica at or above this share of its KV cache is saturated. */
  kvCacheThreshold: number;
  /** A replica with at least so many waiting requests is saturated. */
  queueLengthThreshold: number;
  /** V1 scales up when the mean spare KV share of the non-saturated replicas is below this. */
  kvSpareTrigger: number;
  /** V1 scales up when their mean spare queue is below this. */
  queueSpareTrigger: number;
  /** V2 scales up when demand exceeds this share of the supply. */
  scaleUpThreshold: number;
  /** V2 scales down when demand would stay below this share of the supply. */
  scaleDownBoundary: number;
}

export type ThresholdName = keyof Thresholds;

/** WVA's own defaults (ConfigMap `wva-saturation-scaling-config`, key `default`). */
export const THRESHOLD_DEFAULTS: Thresholds = {
  kvCacheThreshold: 0.8,
  queueLengthThreshold: 5,
  kvSpareTrigger: 0.1,
  queueSpareTrigger: 3,
  scaleUpThreshold: 0.85,
  scaleDownBoundary: 0.7,
};

export const THRESHOLD_NAMES = Object.keys(THRESHOLD_DEFAULTS) as ThresholdName[];

/** Whether a number can be this threshold: a share within 0 to 1, a queue from 0 on. */
export function isValidThreshold(name: ThresholdName, value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    return false;
  }
  return name === 'queueLengthThreshold' || name === 'queueSpareTrigger' || value <= 1;
}

/** The valid thresholds in any value; other keys and impossible numbers are left out. */
export function decodeThresholds(value: unknown): Partial<Thresholds> {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  const given = value as Record<string, unknown>;
  return Object.fromEntries(
    THRESHOLD_NAMES.filter((name) => isValidThreshold(name, given[name])).map((name) => [name, given[name]])
  );
}
