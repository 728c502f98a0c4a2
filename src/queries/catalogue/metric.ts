/** What is known of a metric: the source of docs/metrics.md, of the simulator's exposition and of every query. */

/** Generations of the Workload Variant Autoscaler that differ in what they emit. */
export const WVA_VERSIONS = ['0.4', '0.5', '0.9'] as const;
/** `0.4`: up to 0.4.x; `0.5`: 0.5.x up to, not including, 0.9; `0.9`: 0.9 and on. */
export type WvaVersion = (typeof WVA_VERSIONS)[number];

export type MetricType = 'gauge' | 'counter' | 'histogram';

export interface Metric {
  /** Name as the newest version spells it; of a histogram without `_bucket`, `_sum`, `_count`. */
  name: string;
  /** Names that other versions give to the same thing, most likely first. A data source may hold several at once. */
  otherNames?: readonly OtherName[];
  type: MetricType;
  /** What one unit of the value is: `s`, `ratio`, `replicas`, `requests`, `tokens`, `W`, `MiB`, … */
  unit: string;
  /** Labels that the emitter itself writes, before Prometheus adds those of the target. */
  labels: readonly string[];
  /** One line: what it counts, and what to mind. */
  meaning: string;
  /** Versions of WVA that emit it under any of its names; undefined for metrics of other systems. */
  wvaVersions?: readonly WvaVersion[];
}

export interface OtherName {
  name: string;
  /** Who still uses it. */
  usedBy: string;
}
