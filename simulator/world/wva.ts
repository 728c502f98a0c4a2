/** The Workload Variant Autoscaler's controller for one variant: looks every interval, wants one replica more or fewer. */
import { type Analysis, analyze, type ReplicaPeak, type Thresholds, V1_DEFAULTS } from './analyzer';
import type { Engine } from './engine';

/** What the controller sees of its Deployment. */
export interface VariantView {
  engines: Engine[];
  /** `spec.replicas`. */
  replicas: number;
  /** `status.replicas`. */
  created: number;
  ready: number;
  /** Replicas that the free GPUs would hold; undefined without a limiter. */
  room?: number;
  /** Bounds of the ScaledObject; undefined without one. */
  bounds?: { minReplicas: number; maxReplicas: number };
}

/** WVA asks Prometheus for the peak of the last minute. */
const PEAK_SECONDS = 60;

/** A replica's last readings, one a second, in a ring. */
interface LastMinute {
  kv: Float64Array;
  queue: Float64Array;
  at: number;
}

export class WvaController {
  desired: number;
  /** `status.replicas` when it last looked. */
  current: number;
  /** Seconds since the epoch; undefined before the first look. */
  lastRunAt?: number;
  analysis: Analysis = { nonSaturated: 0, spareKv: 0, spareQueue: 0, verdict: 'stay' };
  /** Optimisation cycles so far. */
  cycles = 0;
  /** Mean KV use of the replicas at the last look. */
  utilization = 0;
  readonly decisions = { up: 0, down: 0 };
  /** Decisions that the limiter cut down. */
  limited = 0;
  private readonly peaks = new Map<Engine, LastMinute>();
  private adopts = false;

  constructor(
    replicas: number,
    private readonly thresholds: Thresholds = V1_DEFAULTS
  ) {
    this.desired = replicas;
    this.current = replicas;
  }

  /** Someone else set the replicas: what is there becomes what is wanted. */
  adopt(): void {
    this.adopts = true;
  }

  /** Notes what Prometheus would have scraped. Call once a second. */
  observe(engines: Engine[]): void {
    for (const engine of engines) {
      let seen = this.peaks.get(engine);
      if (!seen) {
        seen = { kv: new Float64Array(PEAK_SECONDS), queue: new Float64Array(PEAK_SECONDS), at: 0 };
        this.peaks.set(engine, seen);
      }
      seen.kv[seen.at] = engine.kvUse;
      seen.queue[seen.at] = engine.waiting;
      seen.at = (seen.at + 1) % PEAK_SECONDS;
    }
    if (this.peaks.size > engines.length) {
      [...this.peaks.keys()]
        .filter((engine) => !engines.includes(engine))
        .forEach((engine) => this.peaks.delete(engine));
    }
  }

  /** One optimisation cycle. */
  run(now: number, view: VariantView): void {
    this.lastRunAt = now;
    this.cycles++;
    this.current = view.created;
    const replicas = view.engines.map((engine) => this.peakOf(engine));
    this.utilization = replicas.length === 0 ? 0 : view.engines.reduce((sum, e) => sum + e.kvUse, 0) / replicas.length;
    this.analysis = analyze(replicas, this.thresholds);
    if (this.adopts) {
      this.desired = this.current;
      this.adopts = view.ready < view.replicas || view.created !== view.replicas; // until the change is through
      return;
    }
    const inTransition = this.desired !== this.current || view.ready < view.created;
    if (!inTransition) {
      this.decide(view);
    }
  }

  private decide({ bounds, room }: VariantView): void {
    const { verdict } = this.analysis;
    if (verdict === 'up' && room === 0) {
      this.limited++;
      return;
    }
    const wanted = this.current + (verdict === 'up' ? 1 : verdict === 'down' ? -1 : 0);
    const least = bounds?.minReplicas ?? 1;
    const most = bounds?.maxReplicas ?? Infinity;
    const next = this.current === 0 ? 0 : Math.min(most, Math.max(least, wanted));
    if (next !== this.desired) {
      this.decisions[next > this.desired ? 'up' : 'down']++;
      this.desired = next;
    }
  }

  private peakOf(engine: Engine): ReplicaPeak {
    const seen = this.peaks.get(engine);
    return seen ? { kv: Math.max(...seen.kv), queue: Math.max(...seen.queue) } : { kv: 0, queue: 0 };
  }
}
