/** The Workload Variant Autoscaler's controller for one model: looks every interval at all variants of it. */
import { analyze, type V1Analysis, type ReplicaPeak, type Thresholds, V1_DEFAULTS } from './analyzer';
import { type CycleAnalysis, CycleLog } from './cycleLog';
import { DecisionLog, type DecisionRule } from './decision';
import type { Engine } from './engine';
import { allocate, analyzeV2, ComputeBound, type V2Analysis, V2_DEFAULTS, type VariantTokens } from './saturationV2';

export const ANALYZERS = ['v1', 'v2'] as const;
export type Analyzer = (typeof ANALYZERS)[number];

/** What the controller sees of a variant. */
export interface VariantView {
  state: VariantState;
  /** What it calls the variant, and the variant's role. */
  name: string;
  role: string;
  /** `llm-d.ai/variant-cost`, or what the VariantAutoscaling says. */
  cost: number;
  /** Engines of each ready pod. */
  pods: Engine[][];
  /** `spec.replicas`. */
  replicas: number;
  /** `status.replicas`. */
  created: number;
  ready: number;
  /** Replicas that the free GPUs would hold; undefined without a limiter. */
  room?: number;
  /** Bounds of the scaler; undefined without one. */
  bounds?: { minReplicas: number; maxReplicas: number };
  /** Whether its model id is the one that its servers have. Else no metrics are found, and it only echoes. */
  known?: boolean;
}

/** What WVA says of a variant, and why. */
export class VariantState {
  /** `status.replicas` when it last looked. */
  current: number;
  /** Mean KV use of the replicas at the last look (V1), demand over supply (V2). */
  utilization = 0;
  /** kvCacheThreshold minus utilisation (V1), tokens (V2). */
  spare = 0;
  /** 0 or 1 (V1), tokens (V2). */
  required = 0;
  readonly decisions = { up: 0, down: 0 };
  /** Cycles in which desired and current differ. */
  readonly differs = { up: 0, down: 0 };
  /** Decisions that the limiter cut down. */
  limited = 0;
  readonly log = new DecisionLog();
  readonly computeBound = new ComputeBound();
  knownCapacity = 0;
  private adopts = false;

  constructor(public desired: number) {
    this.current = desired;
  }

  /** Someone else set the replicas: what is there becomes what is wanted. */
  adopt(): void {
    this.adopts = true;
  }

  /** Takes over what was set by hand, until the change is through. @returns whether it did */
  adopted({ created, ready, replicas }: VariantView): boolean {
    if (!this.adopts) {
      return false;
    }
    this.desired = created;
    this.adopts = ready < replicas || created !== replicas;
    return true;
  }
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
  /** Seconds since the epoch; undefined before the first look. */
  lastRunAt?: number;
  /** Optimisation cycles so far. */
  cycles = 0;
  readonly said = new CycleLog();
  private readonly peaks = new Map<Engine, LastMinute>();

  constructor(
    readonly analyzer: Analyzer = 'v1',
    private readonly thresholds: Thresholds = V1_DEFAULTS
  ) {}

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

  /**
   * One optimisation cycle.
   *
   * @param held requests that wait in the router's flow control
   */
  run(now: number, views: VariantView[], held = 0): void {
    this.lastRunAt = now;
    this.cycles++;
    const seen = views.filter((view) => view.known !== false);
    views.forEach((view) => (view.state.current = view.created));
    const { analysis, decide } = this.analyzer === 'v1' ? this.v1(seen) : this.v2(seen, held);
    for (const view of views) {
      const { state } = view;
      const { rule, wanted, measured, thresholds } = decide(view);
      const done = this.settle(view, rule, wanted);
      const base = { at: now, by: `wva-${this.analyzer}` as const, measured, thresholds, current: state.current };
      state.log.add({ ...base, wanted, ...done });
      this.count(state, done.done);
    }
    const variants = seen.map(({ name, role, pods, state: { current, desired } }) => {
      return { name, role, replicas: pods.length, current, target: desired };
    });
    this.said.add({ at: now, analysis, variants });
  }

  /** What becomes of a wish: replicas set by hand, a full cluster and the bounds come before it. */
  private settle(view: VariantView, rule: DecisionRule, wanted: number): { rule: DecisionRule; done: number } {
    const { state, bounds, room } = view;
    if (state.adopted(view)) {
      return { rule: 'in-transition', done: state.desired };
    }
    if (rule === 'in-transition' || rule === 'no-metrics') {
      return { rule, done: rule === 'no-metrics' ? state.current : state.desired };
    }
    if (state.current === 0) {
      return { rule, done: 0 };
    }
    const fits = room === undefined ? wanted : Math.min(wanted, state.current + Math.max(0, room));
    if (fits < wanted) {
      state.limited++;
    }
    const done = Math.min(bounds?.maxReplicas ?? Infinity, Math.max(bounds?.minReplicas ?? 1, fits));
    return { rule: done !== fits ? 'bounds' : fits < wanted ? 'limited' : rule, done };
  }

  private count(state: VariantState, next: number): void {
    if (next !== state.desired) {
      state.decisions[next > state.desired ? 'up' : 'down']++;
      state.desired = next;
    }
    if (state.desired !== state.current) {
      state.differs[state.desired > state.current ? 'up' : 'down']++;
    }
  }

  private peakOf(pod: Engine[]): ReplicaPeak {
    const seen = pod.flatMap((engine) => this.peaks.get(engine) ?? []);
    return {
      kv: Math.max(0, ...seen.flatMap(({ kv }) => [...kv])),
      queue: Math.max(0, ...seen.flatMap(({ queue }) => [...queue])),
    };
  }

  /** V1: one replica more or fewer, of one variant. */
  private v1(views: VariantView[]): Cycle {
    const t = this.thresholds;
    const analysis = analyze(
      views.flatMap(({ pods }) => pods.map((pod) => this.peakOf(pod))),
      t
    );
    for (const { state, pods } of views) {
      state.utilization = mean(pods.flat().map((engine) => engine.kvUse));
      state.spare = t.kvCacheThreshold - state.utilization;
      state.required = analysis.verdict === 'up' ? 1 : 0;
    }
    const chosen = v1Variant(views, analysis);
    const measured = {
      spareKv: analysis.spareKv,
      spareQueue: analysis.spareQueue,
      nonSaturated: analysis.nonSaturated,
    };
    const decide = (view: VariantView) => {
      const wanted = view.created + (view !== chosen ? 0 : analysis.verdict === 'up' ? 1 : -1);
      return { rule: v1Rule(view, views, chosen, analysis, t), wanted, measured, thresholds: { ...t } };
    };
    return { analysis: { kind: 'v1', ...analysis }, decide };
  }

  /** V2: what the tokens in demand ask for, over all variants. */
  private v2(views: VariantView[], held: number): Cycle {
    const tokens = views.map(tokensOf);
    const analysis = analyzeV2(tokens, requestTokens(views), held, (i) => views[i]!.state.computeBound);
    const targets = allocate(analysis, tokens);
    views.forEach(({ state, pods }, i) => {
      state.knownCapacity = pods.length > 0 ? (analysis.perReplica[i] ?? 0) : state.knownCapacity;
      state.utilization = analysis.supply > 0 ? analysis.demand / analysis.supply : 0;
      state.spare = analysis.spare;
      state.required = analysis.required;
    });
    const { supply, anticipated, demand, required, spare } = analysis;
    const measured = { supply, anticipated, demand, required, spare };
    const decide = (view: VariantView) => {
      const i = views.indexOf(view);
      const wanted = targets[i] ?? view.created;
      return { rule: v2Rule(view, views, wanted, analysis), wanted, measured, thresholds: { ...V2_DEFAULTS } };
    };
    return { analysis: { kind: 'v2', ...analysis, thresholds: V2_DEFAULTS }, decide };
  }
}

interface Cycle {
  analysis: CycleAnalysis;
  decide: (view: VariantView) => Wish;
}

interface Wish {
  rule: DecisionRule;
  wanted: number;
  measured: Record<string, number>;
  thresholds: Record<string, number>;
}

const inTransition = ({ state, created, ready }: VariantView) => state.desired !== created || ready < created;

/** The cheapest variant to be scaled up, or the dearest to be scaled down; those that are still being scaled are left out. */
function v1Variant(views: VariantView[], { verdict }: V1Analysis): VariantView | undefined {
  const free = views.filter((view) => !inTransition(view) && (verdict === 'up' || view.created > 1));
  const order = verdict === 'up' ? 1 : -1;
  return verdict === 'stay' ? undefined : [...free].sort((a, b) => order * (a.cost - b.cost))[0];
}

function v1Rule(
  view: VariantView,
  views: VariantView[],
  chosen: VariantView | undefined,
  { verdict, spareKv }: V1Analysis,
  t: Thresholds
): DecisionRule {
  if (!views.includes(view) || view.pods.length === 0) {
    return 'no-metrics';
  }
  if (inTransition(view)) {
    return 'in-transition';
  }
  if (view !== chosen) {
    return 'hold';
  }
  return verdict === 'down' ? 'scale-down' : spareKv < t.kvSpareTrigger ? 'spare-kv' : 'spare-queue';
}

function v2Rule(view: VariantView, views: VariantView[], wanted: number, { required }: V2Analysis): DecisionRule {
  if (!views.includes(view) || views.every(({ pods }) => pods.length === 0)) {
    return 'no-metrics';
  }
  return wanted === view.created ? 'hold' : required > 0 ? 'required-capacity' : 'scale-down';
}

function tokensOf({ state, cost, pods, created, ready }: VariantView): VariantTokens {
  return {
    cost,
    ready,
    pending: Math.max(0, created - ready),
    knownCapacity: state.knownCapacity,
    replicas: pods.map((engines) => ({
      capacity: sum(engines.map((engine) => engine.kvTokens)),
      inUse: sum(engines.map((engine) => engine.kvUse * engine.kvTokens)),
      queue: sum(engines.map((engine) => engine.waiting)),
    })),
  };
}

/** Mean prompt and answer of the requests that ended so far, tokens. */
function requestTokens(views: VariantView[]): number {
  const metrics = views.flatMap(({ pods }) => pods.flat().map((engine) => engine.metrics));
  const each = (of: 'requestPromptTokens' | 'requestGenerationTokens') => {
    const count = sum(metrics.map((m) => m[of].count));
    return count === 0 ? 0 : sum(metrics.map((m) => m[of].sum)) / count;
  };
  return each('requestPromptTokens') + each('requestGenerationTokens');
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);
