/** A Deployment and its pods: created at once, ready minutes later, pending as long as no GPU is free. */
import type { Accelerator } from './accelerator';
import { Engine } from './engine';
import { type Gpu, type Node, releaseGpus, takeGpus } from './gpu';
import type { Pace } from './pace';
import { type Random, suffix, uuid } from './random';

export interface ReplicaPod {
  name: string;
  uid: string;
  /** Seconds since the epoch. */
  createdAt: number;
  /** Where it runs, once the scheduler has found a place. */
  placed?: { node: string; gpus: Gpu[]; startedAt: number; readyAt: number };
  /** Set when it is ready for the first time. */
  engine?: Engine;
  ready: boolean;
  /** When it was told to end. */
  deletedAt?: number;
}

export interface DeploymentOptions {
  name: string;
  namespace: string;
  accelerator: Accelerator;
  gpusPerReplica: number;
  replicas: number;
}

/** Images are on the nodes: a pod's container runs this long after its placement, s. */
const CONTAINER_START_SECONDS = 4;

export class Deployment {
  replicas: number;
  pods: ReplicaPod[] = [];
  /** Requests of pods that are gone, for the model's balance. */
  readonly retired = { received: 0, finished: 0 };
  private readonly hash: string;

  constructor(
    readonly options: DeploymentOptions,
    private readonly random: Random
  ) {
    this.replicas = options.replicas;
    this.hash = suffix(random, 10);
  }

  /** `status.replicas`: pods that exist and are not ending. */
  get created(): number {
    return this.live.length;
  }

  get ready(): number {
    return this.live.filter((pod) => pod.ready).length;
  }

  /** Engines that take requests. */
  get engines(): Engine[] {
    return this.live.flatMap((pod) => (pod.ready && pod.engine ? [pod.engine] : []));
  }

  /** Pods that are not ending. */
  get live(): ReplicaPod[] {
    return this.pods.filter((pod) => pod.deletedAt === undefined);
  }

  /** Moves the pods towards `replicas`. @param now seconds since the epoch */
  reconcile(now: number, nodes: Node[], pace: Pace): void {
    const missing = this.replicas - this.created;
    for (let i = 0; i < missing; i++) {
      this.pods.push(this.newPod(now));
    }
    if (missing < 0) {
      for (const pod of victims(this.live, -missing)) {
        pod.deletedAt = now;
        pod.ready = false;
      }
    }
    for (const pod of this.pods) {
      this.advance(pod, now, nodes, pace);
    }
    if (this.pods.some((pod) => pod.deletedAt !== undefined)) {
      this.pods = this.pods.filter((pod) => !this.ended(pod, now, pace));
    }
  }

  /** Makes the pods ready at once: they have been there for long when the world begins. */
  warmUp(now: number, nodes: Node[], pace: Pace): void {
    this.reconcile(now, nodes, pace);
    for (const pod of this.pods) {
      if (pod.placed) {
        Object.assign(pod.placed, { startedAt: now, readyAt: now });
      }
    }
    this.reconcile(now, nodes, pace);
  }

  private newPod(now: number): ReplicaPod {
    const name = `${this.options.name}-${this.hash}-${suffix(this.random, 5)}`;
    return { name, uid: uuid(this.random), createdAt: now, ready: false };
  }

  private advance(pod: ReplicaPod, now: number, nodes: Node[], pace: Pace): void {
    if (pod.deletedAt !== undefined) {
      return;
    }
    const { accelerator, gpusPerReplica, namespace } = this.options;
    if (!pod.placed) {
      const gpus = takeGpus(nodes, accelerator, gpusPerReplica, { namespace, name: pod.name });
      const node = gpus?.[0]?.node;
      if (gpus && node !== undefined) {
        const [least, most] = pace.podStartSeconds;
        const readyAt = now + Math.round(this.random.between(least, most));
        pod.placed = { node, gpus, startedAt: now + CONTAINER_START_SECONDS, readyAt };
      }
    } else if (!pod.engine && now >= pod.placed.readyAt) {
      const engine = new Engine(accelerator.engine, this.random.fork(pod.name));
      pod.engine = engine;
      pod.ready = true;
      pod.placed.gpus.forEach((gpu) => (gpu.engine = engine));
    }
  }

  /** A pod that was told to end drains for the grace period; then what is left in it is aborted. */
  private ended(pod: ReplicaPod, now: number, pace: Pace): boolean {
    if (pod.deletedAt === undefined) {
      return false;
    }
    const drained = !pod.engine || pod.engine.running + pod.engine.waiting === 0;
    if (!drained && now - pod.deletedAt < pace.gracePeriodSeconds) {
      return false;
    }
    pod.engine?.abort();
    this.retired.received += pod.engine?.received ?? 0;
    this.retired.finished += pod.engine?.finished ?? 0;
    releaseGpus(pod.placed?.gpus ?? []);
    return true;
  }
}

/** Whom a ReplicaSet deletes first: pods without a node, then those not ready, then the youngest. */
export function victims(pods: ReplicaPod[], count: number): ReplicaPod[] {
  const rank = (pod: ReplicaPod) => (pod.placed ? (pod.ready ? 2 : 1) : 0);
  return [...pods].sort((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt).slice(0, Math.max(0, count));
}
