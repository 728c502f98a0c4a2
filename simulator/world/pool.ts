/** An inference pool: the variants of one model in a namespace, the router in front of them, their load, and their WVA. */
import type { LoadSource, TriggerSpec } from '../ports';
import type { Engine } from './engine';
import { freeGpus, type Node } from './gpu';
import { LoadGenerator } from './loadGenerator';
import type { Pace } from './pace';
import type { VariantSpec } from './presets';
import type { Random } from './random';
import type { ServedRequest } from './request';
import { Router, saturationOf } from './router';
import type { Workload } from './workload';
import { type Analyzer, type VariantView, WvaController } from './wva';

/** Everyday traffic keeps a rate for this long, s. */
const TRAFFIC_SECONDS = 300;
const TRAFFIC_ID = 'everyday-traffic';

export class Pool {
  readonly router: Router;
  readonly wva: WvaController;
  private readonly loads = new Map<string, LoadGenerator>();
  private readonly random: Random;
  private trafficUntil = -Infinity;
  private trafficChanges = 0;
  /** Prompts that a prefill server is through with, on their way to a decode server. */
  private handedOver: ServedRequest[] = [];

  constructor(
    readonly workloads: Workload[],
    root: Random,
    analyzer: Analyzer
  ) {
    const { namespace, name } = this.first;
    this.random = root.fork(`${namespace}/${name}`);
    this.router = new Router(this.random.fork('router'));
    this.wva = new WvaController(analyzer);
    workloads.forEach((workload) => (workload.pool = this));
  }

  private get first(): VariantSpec {
    const [workload] = this.workloads;
    if (!workload) {
      throw new Error('a pool has a variant');
    }
    return workload.spec;
  }

  get namespace(): string {
    return this.first.namespace;
  }

  get model(): string {
    return this.first.model;
  }

  /** Name of the InferencePool. */
  get name(): string {
    return this.first.pool ?? this.first.name.replace(/-llm-d-modelservice-decode$/, '-gaie');
  }

  /** Rate of the load that is offered now, req/s. */
  get offeredRate(): number {
    return [...this.loads.values()].reduce((sum, load) => sum + load.source.rate, 0);
  }

  /** Engines of the ready pods; of one role, or all. */
  engines(role?: 'prefill' | 'decode'): Engine[] {
    return this.workloads
      .filter(({ spec }) => role === undefined || (spec.role === 'prefill') === (role === 'prefill'))
      .flatMap(({ deployment }) => deployment.engines);
  }

  /** Requests that the router has sent on or holds. */
  get inFlight(): number {
    return this.engines().reduce((sum, engine) => sum + engine.running + engine.waiting, 0) + this.router.queueSize;
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
      const isIts = ({ sourceId }: ServedRequest) => sourceId === id;
      this.router.abort(id);
      this.router.dropped += this.handedOver.filter(isIts).length;
      this.handedOver = this.handedOver.filter((request) => !isIts(request));
      this.workloads.forEach(({ deployment }) => deployment.allEngines.forEach((engine) => engine.abort(isIts)));
    }
  }

  /** Requests of a second on their way, and the work that the engines do in it. */
  serve(from: number, to: number): void {
    this.vary(from);
    for (const load of this.loads.values()) {
      this.router.receive(load.until(to));
    }
    this.router.flowControl = this.workloads.some(({ hpa }) => hpa?.spec.triggers.some(readsFlowControl));
    this.dispatch(to);
    for (const { deployment } of this.workloads) {
      deployment.allEngines.forEach((engine) => engine.advance(from, to));
    }
  }

  private dispatch(now: number): void {
    const [prefill, decode] = [this.engines('prefill'), this.engines('decode')];
    if (!this.workloads.some(({ spec }) => spec.role === 'prefill')) {
      return this.router.dispatch(decode, now);
    }
    for (const request of this.handedOver) {
      this.router.choose(decode)?.receive({ ...request, arrivedAt: Math.max(request.arrivedAt, now - 1) });
    }
    this.handedOver = decode.length > 0 ? [] : this.handedOver;
    // A prefill server makes the first token only, and hands the request over.
    this.router.dispatch(decode.length > 0 ? prefill : [], now, (engine, request) => {
      const onFinish = () => void this.handedOver.push({ ...request, prefilled: true });
      engine.receive({ ...request, outputTokens: 1, onFinish });
    });
  }

  /** Lets WVA look when its interval has passed. @param limited nodes whose free GPUs limit it; undefined: no limiter */
  autoscale(now: number, pace: Pace, limited: Node[] | undefined): void {
    this.wva.observe(this.engines());
    if (now - (this.wva.lastRunAt ?? -Infinity) < pace.wvaIntervalSeconds) {
      return;
    }
    const seen = this.workloads.filter((workload) => workload.isSeen);
    this.wva.run(
      now,
      seen.map((workload) => this.view(workload, limited)),
      this.router.queueSize
    );
  }

  private view(workload: Workload, limited: Node[] | undefined): VariantView {
    const { deployment, hpa, spec, wva } = workload;
    const { replicas, created, ready, podEngines } = deployment;
    const { accelerator, gpusPerReplica } = deployment.options;
    const room =
      limited && Math.max(...limited.map((node) => Math.floor(freeGpus(node, accelerator).length / gpusPerReplica)));
    const known = hpa?.spec.managed?.modelId === undefined || hpa.spec.managed.modelId === spec.model;
    const cost = hpa?.spec.managed?.cost ?? spec.cost ?? 10;
    const { variantName: name } = workload;
    const { role = 'decode' } = spec;
    return { state: wva, name, role, cost, pods: podEngines, replicas, created, ready, room, bounds: hpa?.spec, known };
  }

  /** What a trigger's query says of this pool; undefined where its labels select nothing. */
  read({ signal, labels }: TriggerSpec): number | undefined {
    const own: Record<string, string> = {
      namespace: this.namespace,
      model_name: this.model,
      inference_pool: this.name,
    };
    if (Object.entries(labels).some(([name, value]) => own[name] !== undefined && own[name] !== value)) {
      return undefined;
    }
    const sum = (of: (engine: Engine) => number) => this.engines().reduce((total, engine) => total + of(engine), 0);
    switch (signal) {
      case 'epp-queue':
        return this.router.queueSize;
      case 'pool-saturation':
        return saturationOf(this.engines());
      case 'epp-running':
        return this.inFlight;
      case 'kv-use':
        return sum(({ kvUse }) => kvUse);
      case 'waiting':
        return sum(({ waiting }) => waiting);
      case 'wva-desired':
      case undefined:
        return undefined;
    }
  }

  /** Gives the everyday traffic a new rate when the old one has lasted long enough. */
  private vary(now: number): void {
    const { traffic, namespace, name } = this.first;
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

/** A scaler that reads the flow control's signals comes with its gate: without it there is nothing to read. */
const readsFlowControl = ({ signal }: TriggerSpec) => signal === 'epp-queue' || signal === 'pool-saturation';
