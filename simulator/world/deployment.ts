/**
 * A Deployment, StatefulSet or LeaderWorkerSet and its pods: created at once, ready minutes later, pending as long as no GPU is
 * free. A replica is one pod, of a LeaderWorkerSet a leader and its workers.
 */
import type { Accelerator } from './accelerator';
import { Engine } from './engine';
import { type Gpu, type Node, releaseGpus, takeGpus } from './gpu';
import type { Pace } from './pace';
import { podNames, type WorkloadKind } from './podNames';
import { type Random, uuid } from './random';

/** A pod; of a LeaderWorkerSet the leader, with its workers. */
export interface ReplicaPod {
  name: string;
  uid: string;
  /** Its own address; its servers listen on ports of it. */
  ip: string;
  /** Seconds since the epoch. */
  createdAt: number;
  /** Where it runs, once the scheduler has found a place. */
  placed?: { node: string; gpus: Gpu[]; startedAt: number; readyAt: number };
  /** Its vLLM servers, set when it is ready for the first time. */
  engines: Engine[];
  ready: boolean;
  /** When it was told to end. */
  deletedAt?: number;
  /** They hold GPUs and serve nothing themselves. */
  workers: ReplicaPod[];
}

export interface DeploymentOptions {
  name: string;
  namespace: string;
  kind?: WorkloadKind;
  accelerator: Accelerator;
  /** Of all pods of a replica together. */
  gpusPerReplica: number;
  /** Pods of a LeaderWorkerSet's group; default 1. */
  podsPerReplica?: number;
  /** vLLM servers in a pod, a port each, which share its GPUs out; default 1. */
  serversPerPod?: number;
  replicas: number;
}

/** Images are on the nodes: a pod's container runs this long after its placement, s. */
const CONTAINER_START_SECONDS = 4;

export class Deployment {
  replicas: number;
  pods: ReplicaPod[] = [];
  /** Requests of pods that are gone, for the model's balance. */
  readonly retired = { received: 0, finished: 0 };
  readonly names: ReturnType<typeof podNames>;

  constructor(
    readonly options: DeploymentOptions,
    private readonly random: Random
  ) {
    this.replicas = options.replicas;
    this.names = podNames(options.kind ?? 'Deployment', options.name, random);
  }

  /** `status.replicas`: replicas that exist and are not ending. */
  get created(): number {
    return this.live.length;
  }

  get ready(): number {
    return this.live.filter((pod) => pod.ready).length;
  }

  /** Engines of each ready pod. */
  get podEngines(): Engine[][] {
    return this.live.flatMap((pod) => (pod.ready && pod.engines.length > 0 ? [pod.engines] : []));
  }

  /** Engines that take requests. */
  get engines(): Engine[] {
    return this.podEngines.flat();
  }

  /** Engines of pods that end, too. */
  get allEngines(): Engine[] {
    return this.pods.flatMap((pod) => pod.engines);
  }

  /** Pods that are not ending, without the workers of groups. */
  get live(): ReplicaPod[] {
    return this.pods.filter((pod) => pod.deletedAt === undefined);
  }

  /** Workers too. */
  get allPods(): ReplicaPod[] {
    return this.pods.flatMap((pod) => [pod, ...pod.workers]);
  }

  get gpusPerPod(): number {
    return Math.ceil(this.options.gpusPerReplica / (this.options.podsPerReplica ?? 1));
  }

  /** Moves the pods towards `replicas`. @param now seconds since the epoch */
  reconcile(now: number, nodes: Node[], pace: Pace): void {
    const missing = this.replicas - this.created;
    for (let i = 0; i < missing; i++) {
      this.pods.push(this.newReplica(now));
    }
    if (missing < 0) {
      for (const pod of victims(this.live, -missing)) {
        [pod, ...pod.workers].forEach((one) => Object.assign(one, { deletedAt: now, ready: false }));
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
    for (const pod of this.allPods) {
      if (pod.placed) {
        Object.assign(pod.placed, { startedAt: now, readyAt: now });
      }
    }
    this.reconcile(now, nodes, pace);
  }

  private newReplica(now: number): ReplicaPod {
    const taken = new Set(this.pods.map(({ name }) => name));
    const name = this.names.next(taken);
    const workers = Array.from({ length: (this.options.podsPerReplica ?? 1) - 1 }, (_, i) =>
      this.newPod(this.names.worker(name, i + 1), now)
    );
    return { ...this.newPod(name, now), workers };
  }

  private newPod(name: string, now: number): ReplicaPod {
    const uid = uuid(this.random);
    const address = this.random.fork(`address of ${uid}`);
    const ip = `10.${128 + address.int(4)}.${address.int(256)}.${1 + address.int(254)}`;
    return { name, uid, ip, createdAt: now, ready: false, engines: [], workers: [] };
  }

  private advance(pod: ReplicaPod, now: number, nodes: Node[], pace: Pace): void {
    if (pod.deletedAt !== undefined) {
      return;
    }
    const group = [pod, ...pod.workers];
    group.forEach((one) => this.place(one, now, nodes, pace));
    if (pod.engines.length === 0 && group.every(({ placed }) => placed && now >= placed.readyAt)) {
      this.start(pod, group);
    }
  }

  private place(pod: ReplicaPod, now: number, nodes: Node[], pace: Pace): void {
    if (pod.placed) {
      return;
    }
    const { accelerator, namespace } = this.options;
    const gpus = takeGpus(nodes, accelerator, this.gpusPerPod, { namespace, name: pod.name });
    const node = gpus?.[0]?.node;
    if (gpus && node !== undefined) {
      const [least, most] = pace.podStartSeconds;
      const readyAt = now + Math.round(this.random.between(least, most));
      pod.placed = { node, gpus, startedAt: now + CONTAINER_START_SECONDS, readyAt };
    }
  }

  private start(leader: ReplicaPod, group: ReplicaPod[]): void {
    const { accelerator, serversPerPod = 1 } = this.options;
    leader.engines = Array.from(
      { length: serversPerPod },
      (_, i) => new Engine(accelerator.engine, this.random.fork(i === 0 ? leader.name : `${leader.name} ${i}`))
    );
    const gpus = group.flatMap(({ placed }) => placed?.gpus ?? []);
    gpus.forEach((gpu, i) => (gpu.engine = leader.engines[Math.floor((i * serversPerPod) / gpus.length)]));
    group.forEach((pod) => (pod.ready = true));
  }

  /** A pod that was told to end drains for the grace period; then what is left in it is aborted. */
  private ended(pod: ReplicaPod, now: number, pace: Pace): boolean {
    if (pod.deletedAt === undefined) {
      return false;
    }
    const drained = pod.engines.every((engine) => engine.running + engine.waiting === 0);
    if (!drained && now - pod.deletedAt < pace.gracePeriodSeconds) {
      return false;
    }
    for (const engine of pod.engines) {
      engine.abort();
      this.retired.received += engine.received;
      this.retired.finished += engine.finished;
    }
    releaseGpus([pod, ...pod.workers].flatMap(({ placed }) => placed?.gpus ?? []));
    return true;
  }
}

/** Whom a ReplicaSet deletes first: pods without a node, then those not ready, then the youngest. */
export function victims(pods: ReplicaPod[], count: number): ReplicaPod[] {
  const rank = (pod: ReplicaPod) => (pod.placed ? (pod.ready ? 2 : 1) : 0);
  return [...pods].sort((a, b) => rank(a) - rank(b) || b.createdAt - a.createdAt).slice(0, Math.max(0, count));
}
