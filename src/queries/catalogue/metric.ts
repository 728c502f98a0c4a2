/** What is known of a metric: the source of docs/metrics.md, of the simulator's exposition and of every query. */

/** Versions of the Workload Variant Autoscaler that differ in what they emit, in their order. */
export const WVA_VERSIONS = ['0.4', '0.5', '0.7', '0.8', '0.9'] as const;
/** `0.4`: all up to 0.4; `0.5`: 0.5 and 0.6; `0.9`: the last. */
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
  /** First version of WVA that emits it under any of its names; undefined for metrics of other systems. */
  since?: WvaVersion;
  /** Since which version another system emits it under {@link name}; undefined where no version in use is known to lack it. */
  versions?: string;
}

/** Whether a version of WVA emits a metric; what is none of WVA's own has nothing to do with it. */
export function isEmitted({ since }: Metric, version: WvaVersion): boolean {
  return since === undefined || WVA_VERSIONS.indexOf(version) >= WVA_VERSIONS.indexOf(since);
}

export interface OtherName {
  name: string;
  /** Who uses it, with the last version that does. */
  usedBy: string;
}
