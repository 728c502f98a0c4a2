/** The simulated cluster: nodes, GPUs, variants and time, second by second, from a seed. */
import type { ClockListener, LoadSource, PodView, ScalerSpec, WorkloadRef, WorldPort } from '../ports';
import type { ReplicaPod } from './deployment';
import { type Node, readGpu } from './gpu';
import { type Pace, type PaceName, PACES } from './pace';
import { podLogLines } from './podLog';
import { clusterSpec, type PresetName } from './presets';
import { createRandom, type Random } from './random';
import { Workload } from './workload';

export interface WorldOptions {
  seed: number;
  preset: PresetName;
  pace: PaceName;
  /** Simulated seconds a wall-clock second; told to who asks, time itself is driven by {@link World.step}. */
  speed: number;
  /** Whether WVA's GPU limiter is on (0.9); default false. */
  limiter?: boolean;
  /** Epoch ms at which the world begins; cut to a whole second. */
  startAt: number;
}

export class World implements WorldPort {
  readonly nodes: Node[];
  readonly variants: Workload[];
  readonly speed: number;
  private readonly limiter: boolean;
  paceName: PaceName;
  /** Seconds since the epoch. */
  private seconds: number;
  private readonly random: Random;
  private readonly listeners: ClockListener[] = [];

  constructor(options: WorldOptions) {
    const root = createRandom(options.seed);
    const spec = clusterSpec(options.preset, root.fork('cluster'));
    this.nodes = spec.nodes;
    this.variants = spec.variants.map((variant) => new Workload(variant, root));
    this.random = root.fork('gpus');
    this.paceName = options.pace;
    this.speed = options.speed;
    this.limiter = options.limiter ?? false;
    this.seconds = Math.floor(options.startAt / 1000);
    this.variants.forEach(({ deployment }) => deployment.warmUp(this.seconds, this.nodes, this.pace));
  }

  now(): number {
    return this.seconds * 1000;
  }

  /** Time constants in force. */
  get pace(): Pace {
    return PACES[this.paceName];
  }

  listen(listener: ClockListener): void {
    this.listeners.push(listener);
  }

  /** Optimisation cycles that WVA has run. */
  get cycles(): number {
    return Math.max(0, ...this.variants.map((workload) => workload.wva.cycles));
  }

  /** Lets one simulated second pass. */
  step(): void {
    const from = this.seconds;
    const to = from + 1;
    this.seconds = to;
    for (const workload of this.variants) {
      workload.tick(from, to, this.nodes, this.pace, this.limiter);
    }
    for (const node of this.nodes) {
      node.gpus.forEach((gpu) => readGpu(gpu, to - from, this.random));
    }
    for (const listener of this.listeners) {
      listener.tick(this.now());
    }
  }

  /** Steps until a time, epoch ms. */
  runUntil(time: number): void {
    while (this.now() + 1000 <= time) {
      this.step();
    }
  }

  workload(target: WorkloadRef): Workload | undefined {
    return this.variants.find(({ spec }) => spec.namespace === target.namespace && spec.name === target.name);
  }

  workloads(): WorkloadRef[] {
    return this.variants.map(({ spec }) => ({ namespace: spec.namespace, name: spec.name }));
  }

  /** Load on a target that does not exist finds nobody, as a Service without endpoints. */
  startLoad(source: LoadSource): void {
    this.workload(source.target)?.startLoad(source, this.seconds);
  }

  stopLoad(id: string): void {
    this.variants.forEach((workload) => workload.stopLoad(id));
  }

  removeScaler(target: WorkloadRef): void {
    this.workload(target)?.removeScaler();
  }

  applyScaler(target: WorkloadRef, spec: ScalerSpec): void {
    this.workload(target)?.applyScaler(spec);
  }

  scale(target: WorkloadRef, replicas: number): void {
    this.workload(target)?.scale(replicas);
  }

  ready(target: WorkloadRef): number {
    return this.workload(target)?.deployment.ready ?? 0;
  }

  created(target: WorkloadRef): number {
    return this.workload(target)?.deployment.created ?? 0;
  }

  pods(namespace: string): PodView[] {
    return this.variants
      .filter(({ spec }) => spec.namespace === namespace)
      .flatMap((workload) => workload.deployment.pods.map((pod) => this.view(workload, pod)));
  }

  podLog(namespace: string, name: string): string[] | undefined {
    for (const workload of this.variants.filter(({ spec }) => spec.namespace === namespace)) {
      const pod = workload.deployment.pods.find((p) => p.name === name);
      if (pod) {
        return podLogLines(pod, workload.spec, this.seconds);
      }
    }
    return undefined;
  }

  private view({ spec, offeredRate }: Workload, pod: ReplicaPod): PodView {
    return {
      namespace: spec.namespace,
      name: pod.name,
      phase: podPhase(pod, this.seconds),
      ready: pod.ready,
      node: pod.placed?.node,
      labels: podLabels(spec.model, offeredRate > 0),
      containers: ['vllm'],
      createdAt: pod.createdAt * 1000,
    };
  }
}

/** Pending until the container runs: without a node, then while it is made. */
export function podPhase(pod: ReplicaPod, now: number): 'Pending' | 'Running' {
  return pod.placed && now >= pod.placed.startedAt ? 'Running' : 'Pending';
}

/** Labels of a replica's pod; the experiment's tasks mark the pods under load. */
export function podLabels(model: string, underLoad: boolean): Record<string, string> {
  return {
    'llm-d.ai/inferenceServing': 'true',
    'llm-d.ai/model': model.split('/').at(-1) ?? model,
    'llm-d.ai/role': 'decode',
    ...(underLoad ? { 'benchmark-running': 'true' } : {}),
  };
}
