/**
 * The seam between the two halves of the simulator: the world (GPUs, replicas, requests, autoscaler, metrics) and the
 * Kubernetes API with its Tekton engine, which drives the world as a real experiment drives a real cluster.
 *
 * Times are epoch milliseconds of simulated time.
 */

/** A load generator at work: constant rate, open loop. */
export interface LoadSource {
  /** Unique; the same id can be stopped. */
  id: string;
  /** The workload under load. */
  target: WorkloadRef;
  /** Requests per second. */
  rate: number;
  /** By default requests come at even distances. */
  arrivals?: 'poisson';
  promptTokens: number;
  outputTokens: number;
  /** Spread of the token counts, as GuideLLM's `_stdev`, `_min` and `_max`; constant without. */
  promptSpread?: TokenSpread;
  outputSpread?: TokenSpread;
  /** Hears of each of its requests. */
  client?: LoadClient;
}

/** A request as its client knows it. */
export interface SentRequest {
  /** Seconds since the epoch. */
  sentAt: number;
  promptTokens: number;
  outputTokens: number;
}

/** Times are seconds since the epoch. */
export interface LoadClient {
  sent(request: SentRequest): void;
  completedAt(request: SentRequest, firstTokenAt: number, endedAt: number): void;
  /** Its server went away, or the client left. @param made tokens of its answer until then */
  broken(request: SentRequest, made: number): void;
}

export interface TokenSpread {
  stdev: number;
  min: number;
  max: number;
}

export interface WorkloadRef {
  namespace: string;
  /** Deployment, and variant. */
  name: string;
}

/** What a trigger's query reads, of the queries that upstream's guides have. */
export const SIGNALS = ['wva-desired', 'epp-queue', 'pool-saturation', 'epp-running', 'kv-use', 'waiting'] as const;
export type Signal = (typeof SIGNALS)[number];

export interface TriggerSpec {
  name: string;
  /** Undefined: a query that the simulated Prometheus has no answer to. */
  signal?: Signal;
  /** Equality matchers of its query, as far as they are simulated. */
  labels: Readonly<Record<string, string>>;
  /** Per replica (`AverageValue`). */
  threshold: number;
}

/** At most so many pods, or so many per cent of them, in a time. */
export interface ScalingPolicy {
  type: 'Pods' | 'Percent';
  value: number;
  periodSeconds: number;
}

export interface ScalerSpec {
  /** Of the ScaledObject; the workload's name without. */
  name?: string;
  minReplicas: number;
  maxReplicas: number;
  triggers: readonly TriggerSpec[];
  /** WVA's annotations, on an object that carries `llm-d.ai/managed: "true"`. */
  managed?: { modelId?: string; cost?: number };
  pollingSeconds: number;
  scaleUpWindowSeconds: number;
  scaleDownWindowSeconds: number;
  scaleUpPolicies?: readonly ScalingPolicy[];
  scaleDownPolicies?: readonly ScalingPolicy[];
}

/** A ScaledObject that is applied, with the HPA that KEDA makes of it. */
export interface ScalerView {
  target: WorkloadRef;
  /** Of the workload: Deployment and the like. */
  kind: string;
  /** Of the ScaledObject. */
  name: string;
  spec: ScalerSpec;
  /** The model that the workload serves, as its servers name it. */
  model: string;
  replicas: number;
  desired: number;
  conditions: Readonly<Record<'AbleToScale' | 'ScalingActive' | 'ScalingLimited', boolean>>;
  /** Names of the triggers whose query has no answer. */
  unanswered: string[];
}

export interface PodView {
  namespace: string;
  name: string;
  /** Kubernetes pod phase. */
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  ready: boolean;
  node?: string;
  labels: Record<string, string>;
  containers: string[];
  createdAt: number;
}

/** What the Tekton engine asks of the world. */
export interface WorldPort {
  /** Current simulated time. */
  now(): number;
  /** Simulated seconds that pass in a wall-clock second. */
  readonly speed: number;
  workloads(): WorkloadRef[];
  /** The nodes with GPUs; a world of tests may have none. */
  readonly nodes?: ReadonlyArray<{ name: string }>;
  startLoad(source: LoadSource): void;
  stopLoad(id: string): void;
  /** Removes the ScaledObject: the replica count stays as it is and WVA's wishes have no effect. */
  removeScaler(target: WorkloadRef): void;
  /** Applies a ScaledObject: KEDA and the HPA follow its triggers within its bounds. */
  applyScaler(target: WorkloadRef, spec: ScalerSpec): void;
  /** Sets `spec.replicas`, as `kubectl scale` does. */
  scale(target: WorkloadRef, replicas: number): void;
  ready(target: WorkloadRef): number;
  created(target: WorkloadRef): number;
  /** What is wrong with the scaler of a workload, as KEDA, the HPA and WVA show it; undefined when it answers. */
  scalerProblem(target: WorkloadRef): string | undefined;
  /** The scalers at work; a world of tests may have none. */
  scalers?(): ScalerView[];
  pods(namespace: string): PodView[];
  /** Log lines of a workload's pod, oldest first, each starting with an RFC 3339 time. */
  podLog(namespace: string, pod: string): string[] | undefined;
}

/** What the world's clock asks of the Tekton engine: to act on the time that has come. */
export interface ClockListener {
  /** Called once per simulated second, in order. */
  tick(now: number): void;
}
