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
  promptTokens: number;
  outputTokens: number;
  /** Spread of the token counts, as GuideLLM's `_stdev`, `_min` and `_max`; constant without. */
  promptSpread?: TokenSpread;
  outputSpread?: TokenSpread;
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

export interface ScalerSpec {
  minReplicas: number;
  maxReplicas: number;
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
  /** Applies a ScaledObject: KEDA and the HPA follow WVA within its bounds. */
  applyScaler(target: WorkloadRef, spec: ScalerSpec): void;
  /** Sets `spec.replicas`, as `kubectl scale` does. */
  scale(target: WorkloadRef, replicas: number): void;
  ready(target: WorkloadRef): number;
  created(target: WorkloadRef): number;
  pods(namespace: string): PodView[];
  /** Log lines of a workload's pod, oldest first, each starting with an RFC 3339 time. */
  podLog(namespace: string, pod: string): string[] | undefined;
}

/** What the world's clock asks of the Tekton engine: to act on the time that has come. */
export interface ClockListener {
  /** Called once per simulated second, in order. */
  tick(now: number): void;
}
