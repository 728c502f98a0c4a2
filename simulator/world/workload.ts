/** A variant at work: its Deployment, the scheduler in front of it, its load, and who scales it. */
import type { LoadSource, ScalerSpec } from '../ports';
import { ACCELERATORS } from './accelerator';
import { Deployment } from './deployment';
import { freeGpus, type Node } from './gpu';
import { Hpa } from './hpa';
import { LoadGenerator } from './loadGenerator';
import type { Pace } from './pace';
import type { VariantSpec } from './presets';
import type { Random } from './random';
import { Router } from './router';
import { WvaController } from './wva';

/** Everyday traffic keeps a rate for this long, s. */
const TRAFFIC_SECONDS = 300;
const TRAFFIC_ID = 'everyday-traffic';

export class Workload {
  readonly deployment: Deployment;
  readonly router: Router;
  readonly wva: WvaController;
  /** The ScaledObject's HPA, as long as there is one. */
  hpa?: Hpa;
  private readonly loads = new Map<string, LoadGenerator>();
  private readonly random: Random;
  private trafficUntil = -Infinity;
  private trafficChanges = 0;

  constructor(
    readonly spec: VariantSpec,
    random: Random
  ) {
    this.random = random.fork(`${spec.namespace}/${spec.name}`);
    this.deployment = new Deployment(
      { ...spec, accelerator: ACCELERATORS[spec.accelerator] },
      this.random.fork('pods')
    );
    this.router = new Router(this.random.fork('router'));
    this.wva = new WvaController(spec.replicas);
    if (spec.scaler) {
      this.applyScaler(spec.scaler);
    }
  }

  /** Rate of the load that is offered now, req/s. */
  get offeredRate(): number {
    return [...this.loads.values()].reduce((sum, load) => sum + load.source.rate, 0);
  }

  startLoad(source: LoadSource, now: number): void {
    this.stopLoad(source.id);
    if (source.rate > 0) {
      this.loads.set(source.id, new LoadGenerator(source, now, this.random.fork(source.id)));
    }
  }

  /** Ends a load; its clients hang up, as GuideLLM's do at max-seconds. */
  stopLoad(id: string): void {
    if (this.loads.delete(id)) {
      this.router.abort(id);
      this.deployment.pods.forEach((pod) => pod.engine?.abort((request) => request.sourceId === id));
    }
  }

  scale(replicas: number): void {
    this.deployment.replicas = Math.max(0, Math.floor(replicas));
    this.wva.adopt();
  }

  applyScaler(scaler: ScalerSpec): void {
    this.hpa = new Hpa(scaler, this.deployment.replicas);
  }

  removeScaler(): void {
    this.hpa = undefined;
  }

  /** One tick, times in seconds since the epoch. */
  tick(from: number, to: number, nodes: Node[], pace: Pace, limiter: boolean): void {
    this.vary(from);
    for (const load of this.loads.values()) {
      this.router.receive(load.until(to));
    }
    const { engines } = this.deployment;
    this.router.dispatch(engines, to);
    for (const pod of this.deployment.pods) {
      pod.engine?.advance(from, to);
    }
    this.wva.observe(engines);
    this.autoscale(to, pace, limiter ? nodes : undefined);
    this.deployment.reconcile(to, nodes, pace);
  }

  /** @param limited the nodes whose free GPUs limit WVA's wishes; undefined without a limiter */
  private autoscale(now: number, pace: Pace, limited?: Node[]): void {
    const { deployment, wva, hpa } = this;
    if (now - (wva.lastRunAt ?? -Infinity) >= pace.wvaIntervalSeconds) {
      const { engines, replicas, created, ready } = deployment;
      const { accelerator, gpusPerReplica } = deployment.options;
      const room =
        limited && Math.max(...limited.map((node) => Math.floor(freeGpus(node, accelerator).length / gpusPerReplica)));
      wva.run(now, { engines, replicas, created, ready, room, bounds: hpa?.spec });
    }
    if (hpa) {
      deployment.replicas = hpa.tick(now, wva.desired, deployment.replicas, pace);
    }
  }

  /** Gives the everyday traffic a new rate when the old one has lasted long enough. */
  private vary(now: number): void {
    const { traffic, namespace, name } = this.spec;
    if (!traffic || now < this.trafficUntil) {
      return;
    }
    this.trafficUntil = now + TRAFFIC_SECONDS * this.random.between(0.6, 1.4);
    const { least, most, promptTokens, outputTokens } = traffic;
    const source = {
      id: TRAFFIC_ID,
      target: { namespace, name },
      rate: this.random.between(least, most),
      promptTokens,
      outputTokens,
    };
    // The requests on their way go on: only the rate changes.
    this.loads.set(TRAFFIC_ID, new LoadGenerator(source, now, this.random.fork(`traffic ${this.trafficChanges++}`)));
  }
}
