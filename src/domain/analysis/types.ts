/**
 * What an analysis of runs is made of: who was measured, what Prometheus said, which figures follow from it.
 *
 * Times are epoch ms; durations say their unit. A figure that is not known is undefined and says why, never 0 or NaN.
 */
import type { LoadProfile } from '../loadProfile';
import type { NamedValue, RunMode, RunPhase, RunRef } from '../run';
import type { ScalerInForce } from '../scaler';

/** A run as the analysis sees it: from the cluster, or, once Tekton has pruned it, from its annotation. */
export interface AnalysedRun extends RunRef {
  uid?: string;
  phase: RunPhase | 'unknown';
  experiment?: string;
  /** The scaler in force: as applied, until the run is measured. */
  mode?: RunMode;
  /** `4`, or `1..12` for the autoscaler's bounds. */
  replicas?: string;
  /** Workload under load. */
  workload: { namespace: string; variant: string };
  startedAt: number;
  /** Undefined while it is in progress. */
  finishedAt?: number;
  /** When its first load step began; its start when that is not known. */
  loadStartedAt: number;
  loadProfile?: LoadProfile;
  params: NamedValue[];
  results: NamedValue[];
  /** Known from its annotation only. */
  pruned: boolean;
}

/** The time that the figures are about: the load, from its first step to the end of the run. */
export interface Window {
  from: number;
  to: number;
  /** Resolution of the series in it. */
  stepSeconds: number;
}

/** Values over time. `times` rises strictly; a time that is missing was not measured: a gap, not a zero. */
export interface TimeSeries {
  labels: Readonly<Record<string, string>>;
  times: readonly number[];
  values: readonly number[];
}

/** What is measured over time, one series each unless it says so. */
export const SERIES_IDS = [
  'desired',
  'hpaDesired',
  'created',
  'ready',
  /** Offered by the plan, req/s: from the load profile, not from Prometheus. */
  'planned',
  'arrived',
  'served',
  'failed',
  /** Requests in the batch, one series a pod. */
  'runningByPod',
  /** Requests that wait, one series a pod. */
  'queueByPod',
  /** Share of the KV cache in use, 0 to 1, one series a pod. */
  'kvByPod',
  'ttftP25',
  'ttftP50',
  'ttftP75',
  'ttftP10',
  'ttftP90',
  'ttftP99',
  'itlP10',
  'itlP25',
  'itlP50',
  'itlP75',
  'itlP90',
  'itlP99',
  'e2eP10',
  'e2eP25',
  'e2eP50',
  'e2eP75',
  'e2eP90',
  'e2eP99',
  /** Of all GPUs that the workload holds, W. */
  'power',
  /** GPUs that the workload holds. */
  'gpus',
  /** Generated tokens per second. */
  'generatedTokens',
  'promptTokens',
] as const;
export type SeriesId = (typeof SERIES_IDS)[number];

/** Observations of a histogram over the whole window: counts by upper bound, cumulative, the last bound +Inf. */
export interface HistogramCounts {
  /** Upper bounds in the metric's unit, rising. */
  bounds: readonly number[];
  /** Observations at or below each bound; may be fractional (Prometheus extrapolates). */
  counts: readonly number[];
}

export type LatencyId = 'ttft' | 'itl' | 'e2e';

/** What a user calls fast enough, for goodput; undefined: not asked for. */
export interface LatencyLimits {
  ttftSeconds?: number;
  itlSeconds?: number;
}

/** Totals over the window, by Prometheus' `increase`: it knows counter resets. */
export interface Totals {
  succeeded?: number;
  failed?: number;
  generatedTokens?: number;
  promptTokens?: number;
  preemptions?: number;
}

/** Whose pods the measurements are of. */
export interface Ownership {
  /** Names of the pods that the workload had within the window. */
  pods: readonly string[];
  /** Who says so, the surest first; `name` is a guess. */
  sources: readonly OwnershipSource[];
}

/**
 * How a pod is led to its workload: by the variant label on its own series, the recording rule of kube-prometheus and
 * OpenShift, its owner in kube-state-metrics, or its name, which is a guess.
 */
export type OwnershipSource = 'label' | 'rule' | 'owner' | 'name';

/** One of the workloads that served a model together; undefined where it was not measured. */
export interface MeasuredVariant {
  workload: string;
  /** Ready replicas over the window: the mean by time, and the most. */
  replicasMean?: number;
  replicasPeak?: number;
  gpusPerReplica?: number;
  /** What its GPUs are, as DCGM calls them. */
  accelerator?: string;
  /** `prefill`, `decode` or `both`, as its pods' label says. */
  role?: string;
  /** Hours for which its replicas were there, ready or not. */
  replicaHours?: Counted;
  /** Requests that it answered completely. */
  served?: Counted;
  /** What the cluster says that a replica costs an hour (`llm-d.ai/variant-cost`), without a currency. */
  replicaCost?: number;
}

/** What an hour of a GPU costs, as the app's settings have it. */
export interface GpuPrice {
  /** `variant`: `of` is the name of a workload; `accelerator`: a part of DCGM's name for the GPU, whatever its case. */
  by: 'variant' | 'accelerator';
  of: string;
  perGpuHour: number;
}

/** Everything that was asked of Prometheus for one run. */
export interface Measurements {
  window: Window;
  /** Undefined where that could not be asked. */
  ownership?: Ownership;
  series: Partial<Record<SeriesId, TimeSeries[]>>;
  latency: Partial<Record<LatencyId, HistogramCounts>>;
  totals: Totals;
  /** GPUs that one replica holds; undefined when DCGM does not say. */
  gpusPerReplica?: number;
  /** Who scaled the workload within the window, and what the HPA read; undefined where that could not be asked. */
  scaler?: ScalerInForce & { metrics: readonly string[] };
  /** `model_name` of vLLM in the workload's pods; undefined where it is not known. */
  model?: string;
  /** The variants that served the model in the workload's namespace, its own first; undefined where nobody could tell. */
  variants?: readonly MeasuredVariant[];
  /** Prices of GPU-hours: set by the user, not measured. */
  prices?: readonly GpuPrice[];
  /** Query text by what it was asked for (a series id, `latency:ttft`, `total:ended`, `gpusPerReplica`): for the export. */
  queries: Readonly<Record<string, string>>;
  /** What could not be asked, in words. */
  problems: string[];
  /** How often and how whole all this was measured; undefined where that was not asked. */
  evidence?: Evidence;
  /** Prometheus' warnings on an answer, by the key of its query and the id of its series: it may be incomplete or wrong. */
  warnings?: Readonly<Record<string, readonly string[]>>;
  /** How the requests of the run ended by its client's own reports, where there are any. */
  client?: ClientOutcomes;
  /** Limits for goodput: set by the user, not measured. */
  limits?: LatencyLimits;
  /** Keys of {@link queries} that got no answer: their figures are not known, which is not the same as no data. */
  unread?: readonly string[];
}

/** Requests that a client made, by how they ended for it; `incomplete`: it cut them off when its time was over. */
export type ClientOutcomes = Readonly<Record<'successful' | 'errored' | 'incomplete', number>>;

/** A figure of a run. */
export interface KpiValue {
  /** In the unit of its definition. */
  value?: number;
  /** Why there is none: no data, not that version, no load. */
  why?: string;
  /** False where such a run can have none: it does not apply, which is not the same as not known. */
  applies?: false;
  /** Share of the window that was measured, 0 to 1, where that is not all of it: what is missing counts as nothing. */
  coverage?: number;
  /** The true value lies within ± so much, in the same unit; undefined where nothing is known of that. */
  error?: number;
  /** Why the value is not to be relied on, although there is one: no gate passes on it. */
  problem?: string;
  /** Where the value is from, when that is not where the figure is usually from. */
  source?: string;
}

/** Span of time in which something held. */
export interface Span {
  from: number;
  to: number;
}

/** A change of ready or desired replicas. */
export interface ScalingEvent {
  at: number;
  from: number;
  to: number;
}

/** A number that is known to lie within ± `error`. */
export interface Counted {
  value: number;
  error: number;
}

/** Everything of a kind that was counted in the window, by the label that tells kinds apart. */
export interface CountedTotal extends Counted {
  /** Servers whose counter started again within the window. */
  restarts: number;
  /** Servers that began, and that ended, within the window. */
  began: number;
  ended: number;
  /** Counted in the minutes before the window, which should be without load. */
  before: number;
}

export type Source = 'vllm' | 'kube' | 'wva' | 'gpu';
export type CounterId = 'ended' | 'generatedTokens' | 'promptTokens' | 'preemptions' | 'began';

/** How often, how whole, with what remarks a run was measured. */
export interface Evidence {
  /** Seconds between two looks at a source: its scrape interval, or the resolution where that is longer. */
  interval: Partial<Record<Source, number>>;
  /** Times without a sample for more than two intervals, epoch ms. */
  holes: Partial<Record<Source, Array<{ from: number; to: number }>>>;
  counted: Partial<Record<'succeeded' | 'failed' | 'cutOff' | 'all' | Exclude<CounterId, 'ended'>, CountedTotal>>;
}
