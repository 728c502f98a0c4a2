/** The simulated cluster: nodes, GPUs, variants and time, second by second, from a seed. */
import type { ClockListener, LoadSource, PodView, ScalerSpec, ScalerView, WorkloadRef, WorldPort } from '../ports';
import type { ReplicaPod } from './deployment';
import { type Node, readGpu, shareReadings } from './gpu';
import { type Pace, type PaceName, PACES } from './pace';
import { CONTROLLER, controllerLogLines, controllerPod } from './controllerPod';
import { podLogLines } from './podLog';
import { clusterSpec, type PresetName, type VariantSpec } from './presets';
import { createRandom, type Random } from './random';
import { Pool } from './pool';
import type { InstalledWva } from './release';
import { Workload } from './workload';
import type { Analyzer } from './wva';

export interface WorldOptions {
  seed: number;
  preset: PresetName;
  pace: PaceName;
  /** Simulated seconds a wall-clock second; told to who asks, time itself is driven by {@link World.step}. */
  speed: number;
  /** Which WVA is installed; default 0.5. 0.9 has the GPU limiter on. */
  wva?: InstalledWva;
  /** How WVA analyses; by default as its version does. */
  analyzer?: Analyzer;
  /** Epoch ms at which the world begins; cut to a whole second. */
  startAt: number;
}

export class World implements WorldPort {
  readonly nodes: Node[];
  readonly variants: Workload[];
  readonly pools: Pool[];
  readonly wva: InstalledWva;
  readonly analyzer: Analyzer;
  readonly speed: number;
  paceName: PaceName;
  /** Seconds since the epoch. */
  private seconds: number;
  private readonly beganAt: number;
  private readonly random: Random;
  private readonly listeners: ClockListener[] = [];

  constructor(options: WorldOptions) {
    const root = createRandom(options.seed);
    const spec = clusterSpec(options.preset, root.fork('cluster'));
    this.nodes = spec.nodes;
    this.wva = options.wva ?? '0.5';
    this.analyzer = options.analyzer ?? (this.wva === '0.9' ? 'v2' : 'v1');
    this.variants = spec.variants.map((variant) => new Workload(variant, root, this.wva));
    this.pools = poolsOf(this.variants).map((workloads) => new Pool(workloads, root, this.analyzer));
    this.random = root.fork('gpus');
    this.paceName = options.pace;
    this.speed = options.speed;
    this.seconds = Math.floor(options.startAt / 1000);
    this.beganAt = this.now();
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
    return Math.max(0, ...this.pools.map(({ wva }) => wva.cycles));
  }

  /** Lets one simulated second pass. */
  step(): void {
    const from = this.seconds;
    const to = from + 1;
    this.seconds = to;
    const limited = this.wva === '0.9' ? this.nodes : undefined;
    for (const pool of this.pools) {
      pool.serve(from, to);
      pool.autoscale(to, this.pace, limited);
      pool.workloads.forEach((workload) => workload.autoscale(to, this.pace));
      pool.workloads.forEach(({ deployment }) => deployment.reconcile(to, this.nodes, this.pace));
    }
    for (const node of this.nodes) {
      node.gpus.forEach((gpu) => readGpu(gpu, to - from, this.random));
      shareReadings(node);
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
    this.workload(source.target)?.pool.startLoad(source, this.seconds);
  }

  stopLoad(id: string): void {
    this.pools.forEach((pool) => pool.stopLoad(id));
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

  scalerProblem(target: WorkloadRef): string | undefined {
    const workload = this.workload(target);
    return workload ? workload.scalerProblem : 'there is no such workload';
  }

  scalers(): ScalerView[] {
    return this.variants.flatMap((workload) => workload.scaler ?? []);
  }

  pods(namespace: string): PodView[] {
    if (namespace === CONTROLLER.namespace) {
      return this.wva === 'none' ? [] : [controllerPod(this.beganAt)];
    }
    return this.variants
      .filter(({ spec }) => spec.namespace === namespace)
      .flatMap((workload) => workload.deployment.allPods.map((pod) => this.view(workload, pod)));
  }

  podLog(namespace: string, name: string): string[] | undefined {
    if (this.wva !== 'none' && namespace === CONTROLLER.namespace && name === CONTROLLER.pod) {
      return controllerLogLines(this.pools);
    }
    for (const workload of this.variants.filter(({ spec }) => spec.namespace === namespace)) {
      const pod = workload.deployment.allPods.find((p) => p.name === name);
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
      labels: podLabels(spec, offeredRate > 0),
      containers: ['vllm'],
      createdAt: pod.createdAt * 1000,
    };
  }
}

/** The variants of a model in a namespace are one pool. */
function poolsOf(variants: Workload[]): Workload[][] {
  const pools = new Map<string, Workload[]>();
  for (const workload of variants) {
    const key = `${workload.spec.namespace} ${workload.spec.model}`;
    pools.set(key, [...(pools.get(key) ?? []), workload]);
  }
  return [...pools.values()];
}

/** Pending until the container runs: without a node, then while it is made. */
export function podPhase(pod: ReplicaPod, now: number): 'Pending' | 'Running' {
  return pod.placed && now >= pod.placed.startedAt ? 'Running' : 'Pending';
}

/** Labels of a replica's pod; the experiment's tasks mark the pods under load. */
export function podLabels({ model, name, role = 'decode' }: VariantSpec, underLoad: boolean): Record<string, string> {
  return {
    'llm-d.ai/inferenceServing': 'true',
    'llm-d.ai/model': model.split('/').at(-1) ?? model,
    'llm-d.ai/role': role,
    'llm-d.ai/variant': name,
    ...(underLoad ? { 'benchmark-running': 'true' } : {}),
  };
}
