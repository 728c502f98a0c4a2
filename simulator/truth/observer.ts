/** Writes down what the world knows of one workload, second by second: no scrape, no bucket, nothing between. */
import type { ClockListener } from '../ports';
import type { Engine } from '../world/engine';
import type { Histogram } from '../world/histogram';
import type { Workload } from '../world/workload';
import type { World } from '../world/world';

/** A replica that is ready; one of several servers counts as full as the fullest of them, and all their requests. */
export interface ReplicaState {
  /** Share of the KV cache, 0 to 1. */
  kv: number;
  running: number;
  waiting: number;
}

/** Since the world began, by all engines that there ever were. */
export interface Counts {
  /** By the router in front, of whichever variant. */
  arrived: number;
  served: number;
  failed: number;
  generatedTokens: number;
  promptTokens: number;
  preemptions: number;
}

/** How things stand at a second, and until the next. */
export interface Second {
  /** Epoch ms. */
  at: number;
  /** Undefined where WVA does not know of it. */
  desired?: number;
  /** Undefined without an HPA. */
  hpaDesired?: number;
  created: number;
  ready: number;
  /** Pods that no node has taken yet. */
  unplaced: number;
  replicas: ReplicaState[];
  /** Power of the GPUs that pods of the workload hold, W, and how many these are. */
  watts: number;
  gpus: number;
  counts: Counts;
}

/** What had been counted at a moment (epoch ms); undefined before the first second. */
export const countsAt = (seconds: readonly Second[], moment: number): Counts | undefined =>
  seconds.filter(({ at }) => at <= moment).at(-1)?.counts;

export const LATENCIES = ['ttft', 'itl', 'e2e'] as const;
export type ObservedLatency = (typeof LATENCIES)[number];

/** `times` equal values in seconds, observed in the second that ends at `at`. */
export interface Observation {
  at: number;
  value: number;
  times: number;
}

export class WorldObserver implements ClockListener {
  readonly seconds: Second[] = [];
  readonly observations: Record<ObservedLatency, Observation[]> = { ttft: [], itl: [], e2e: [] };
  private readonly engines = new Set<Engine>();
  /** Requests that pods broke off in the second in which they were gone. */
  private readonly brokenOff: Array<{ at: number; requests: number }> = [];
  private present = new Map<Engine, number>();

  constructor(
    private readonly world: World,
    private readonly workload: Workload
  ) {
    this.meetEngines();
  }

  tick(now: number): void {
    this.meetEngines();
    this.missEngines(now);
    const { deployment, wva, hpa, isSeen } = this.workload;
    const names = new Set(deployment.allPods.map(({ name }) => name));
    const held = this.world.nodes.flatMap(({ gpus }) => gpus.filter(({ pod }) => pod && names.has(pod.name)));
    this.seconds.push({
      at: now,
      desired: isSeen ? wva.desired : undefined,
      hpaDesired: hpa?.desired,
      created: deployment.created,
      ready: deployment.ready,
      unplaced: deployment.live.filter(({ placed }) => placed === undefined).length,
      replicas: deployment.podEngines.map(stateOf),
      watts: held.reduce((sum, { readings }) => sum + readings.watts, 0),
      gpus: held.length,
      counts: this.counts(),
    });
  }

  /** An engine is there for a second before it gets its first request. */
  private meetEngines(): void {
    for (const engine of this.workload.deployment.allEngines) {
      if (!this.engines.has(engine)) {
        this.engines.add(engine);
        LATENCIES.forEach((latency) => this.listen(latency, engine.metrics[latency]));
      }
    }
  }

  /** What an engine counted in the second of its end is on no scrape. */
  private missEngines(now: number): void {
    const engines = this.workload.deployment.allEngines;
    for (const [engine, aborted] of this.present) {
      if (!engines.includes(engine)) {
        this.brokenOff.push({ at: now, requests: engine.metrics.finished.abort - aborted });
      }
    }
    this.present = new Map(engines.map((engine) => [engine, engine.metrics.finished.abort]));
  }

  /** Failed requests that no scrape can see: their pod was gone at once. @param span epoch ms */
  neverScraped({ from, to }: { from: number; to: number }): number {
    return this.brokenOff.filter(({ at }) => at > from && at <= to).reduce((sum, { requests }) => sum + requests, 0);
  }

  private listen(latency: ObservedLatency, histogram: Histogram): void {
    histogram.onObserve = (value, times) => this.observations[latency].push({ at: this.world.now(), value, times });
  }

  private counts(): Counts {
    const { received } = this.workload.router;
    const sum: Counts = {
      arrived: received,
      served: 0,
      failed: 0,
      generatedTokens: 0,
      promptTokens: 0,
      preemptions: 0,
    };
    for (const { metrics } of this.engines) {
      sum.served += metrics.finished.stop + metrics.finished.length;
      sum.failed += metrics.finished.abort;
      sum.generatedTokens += metrics.generationTokens;
      sum.promptTokens += metrics.promptTokens;
      sum.preemptions += metrics.preemptions;
    }
    return sum;
  }
}

function stateOf(engines: readonly Engine[]): ReplicaState {
  const sum = (of: (engine: Engine) => number) => engines.reduce((total, engine) => total + of(engine), 0);
  return {
    kv: Math.max(...engines.map(({ kvUse }) => kvUse)),
    running: sum(({ running }) => running),
    waiting: sum(({ waiting }) => waiting),
  };
}
