/**
 * Every metric that this plugin reads, each name spelled once. `M.wvaDesired` is the name; `METRICS.wvaDesired` is what is
 * known of it. docs/metrics.md is generated from here (scripts/metricsDoc.ts).
 */
import { KUBE } from './catalogue/cluster';
import { DCGM } from './catalogue/gpu';
import type { Metric } from './catalogue/metric';
import { RECORDER } from './catalogue/recorder';
import { EPP, VLLM } from './catalogue/serving';
import { WVA } from './catalogue/wva';

export { isEmitted, WVA_VERSIONS } from './catalogue/metric';
export type { Metric, MetricType, OtherName, WvaVersion } from './catalogue/metric';

/** Metrics by the system that emits them. */
export const EMITTERS = [
  { id: 'wva', title: 'Workload Variant Autoscaler', metrics: WVA },
  { id: 'vllm', title: 'vLLM', metrics: VLLM },
  { id: 'epp', title: 'Inference scheduler (EPP)', metrics: EPP },
  { id: 'dcgm', title: 'GPUs (DCGM exporter)', metrics: DCGM },
  { id: 'kube', title: 'Kubernetes objects (kube-state-metrics)', metrics: KUBE },
  { id: 'recorder', title: 'Recorder (wva recorder)', metrics: RECORDER },
] as const;

export const METRICS = { ...WVA, ...VLLM, ...EPP, ...DCGM, ...KUBE, ...RECORDER };

export type MetricKey = keyof typeof METRICS;
type Names = { readonly [K in MetricKey]: (typeof METRICS)[K]['name'] };

/** The current name of each metric. */
// Object.fromEntries forgets which key has which name; the mapped type says it again.
export const M = Object.fromEntries(
  Object.entries(METRICS).map(([key, metric]) => [key, metric.name])
) as unknown as Names;

/** All names of a metric, the current one first. */
export function namesOf(key: MetricKey): string[] {
  const metric: Metric = METRICS[key];
  return [metric.name, ...(metric.otherNames ?? []).map((other) => other.name)];
}

/** Labels that Prometheus, not the emitter, puts on a series, and the names that a collision turns them into. */
const TARGET_LABELS = ['job', 'instance', 'namespace', 'pod', 'exported_namespace', 'exported_pod'] as const;

/** Labels that our queries make, for one name across emitters. */
const DERIVED_LABELS = ['variant', 'replica', 'cut', 'node', 'quantile', 'series', 'source', 'variant_name'] as const;

/** Every label name that a query may use. */
export const KNOWN_LABELS: ReadonlySet<string> = new Set([
  ...Object.values(METRICS).flatMap((metric: Metric) => metric.labels),
  ...TARGET_LABELS,
  ...DERIVED_LABELS,
  'hostname',
  'finish_reason',
  'llm_d_ai_variant',
  'le',
  '__name__',
]);
