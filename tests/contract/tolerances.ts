/**
 * How far a figure that went through a real Prometheus may be from the truth, and why: one rule a figure. A figure that is
 * further off is a mistake of the plugin.
 */
import { GAUGE_PERCENTILES, LATENCY_PERCENTILES, type KpiId } from '../../src/domain/analysis/kpis';
import type { TrueRun } from '../../simulator/truth/trueRun';
import { observedQuantile } from '../../simulator/truth/figures';
import { LATENCIES, type ObservedLatency, type Second } from '../../simulator/truth/observer';
import { EngineMetrics } from '../../simulator/world/engineMetrics';

/** Values that are right: from, to. */
export type Allowed = [low: number, high: number];

interface Rule {
  why: string;
  allowed(truth: number, known: TrueRun): Allowed;
}

const within = (truth: number, margin: number): Allowed => [truth - margin, truth + margin];
const lengthOf = ({ window }: TrueRun): number => (window.to - window.from) / 1000;

/** Changes of any link of the chain: each is seen up to a scrape late. */
function changesOf({ observer, window }: TrueRun): number {
  const seconds = observer.seconds.filter(({ at }) => at >= window.from && at < window.to);
  return seconds.slice(1).filter((now, i) => {
    const before = seconds[i]!;
    return (['desired', 'hpaDesired', 'created', 'ready'] as const).some((key) => now[key] !== before[key]);
  }).length;
}

const EXACT: Rule = {
  why: 'a number of changes, of which no two fall between two scrapes',
  allowed: (truth) => within(truth, 0),
};

const COUNTED: Rule = {
  why: 'increase extrapolates to both ends of the window, each by a scrape at most',
  allowed: (truth, known) => within(truth, truth * ((2 * known.sampleSeconds) / lengthOf(known)) + 0.5),
};

const RATIO_OF_COUNTED: Rule = {
  why: 'a counted number over one that is seen at each scrape',
  allowed: (truth, known) => within(truth, truth * ((2 * known.sampleSeconds) / lengthOf(known) + 0.005)),
};

const BROKEN_OFF: Rule = {
  why: 'as counted; and what a replica breaks off as it ends is never scraped, so it may be missing',
  allowed: (truth, known) => [
    COUNTED.allowed(truth, known)[0] - known.observer.neverScraped(known.window),
    COUNTED.allowed(truth, known)[1],
  ],
};

const ERROR_RATE: Rule = {
  why: 'requests that failed, over all: as these two',
  allowed: (truth, known) => {
    const failed = known.truth['requests-failed'] ?? 0;
    const [low, high] = BROKEN_OFF.allowed(failed, known);
    return failed === 0 ? within(truth, 0) : [(truth * low) / failed, (truth * high) / failed];
  },
};

const STATE_OVER_TIME: Rule = {
  why: 'a state that changes now and then, seen up to a scrape late at each change',
  allowed: (truth, known) =>
    within(truth, truth * 0.002 + ((changesOf(known) + 1) * known.sampleSeconds) / lengthOf(known)),
};

/**
 * Requests at a constant rate, one every two seconds or every second, beat with the scrapes: those that are an even number of
 * seconds apart always see the same moment between two requests.
 */
const beat = ({ sampleSeconds }: TrueRun): number => (sampleSeconds % 2 === 0 ? 2 : 1);

const ENERGY: Rule = {
  why: 'power differs from second to second, and load that comes at a constant rate beats with the scrapes',
  allowed: (truth, known) => within(truth, truth * 0.04 * beat(known)),
};

const PROVISIONING: Rule = {
  why: 'KV use and queue differ from second to second; the difference of two such numbers is small beside them',
  allowed: (truth) => within(truth, truth * 0.03 + 1.5),
};

const IDLE: Rule = {
  why: 'a yes or no at each scrape: three standard errors of the share, and a scrape at both ends of the load',
  allowed: (truth, known) => {
    const samples = lengthOf(known) / known.sampleSeconds;
    return within(truth, 3 * Math.sqrt((truth * (1 - truth)) / samples) + 2 / samples);
  },
};

const GAPS: Rule = {
  why: 'a window begins and ends at a scrape: it may be a scrape too long or too short',
  allowed: (truth, { sampleSeconds }) => within(truth, sampleSeconds),
};

const ALL_GAPS: Rule = {
  why: 'each window may be a scrape too long or too short',
  allowed: (truth, known) => within(truth, known.sampleSeconds * (known.truth['gap-count'] ?? 0)),
};

const STARTS: Rule = {
  why: 'both ends of each start are seen up to a scrape late',
  allowed: (truth, { sampleSeconds }) => within(truth, sampleSeconds),
};

/**
 * Each rise of what is upstream begins a loss, whose ends are seen up to a scrape late. The errors do not cancel out: the
 * HPA syncs as often as a usual scrape, so they may be the same each time.
 */
const lost = (upstream: 'desired' | 'hpaDesired' | 'created'): Rule => ({
  why: 'replica-seconds between two changes that are each seen up to a scrape late',
  allowed: (truth, { observer, window, sampleSeconds }) => {
    const seconds = observer.seconds.filter(({ at }) => at >= window.from && at < window.to);
    const rises = seconds.slice(1).filter((now, i) => (now[upstream] ?? 0) > (seconds[i]![upstream] ?? 0)).length;
    return within(truth, sampleSeconds * Math.max(1, rises));
  },
});

/** Share of the observations by which a rank may be off: what increase extrapolates, and what no scrape sees. */
const RANK = 0.015;
/** The scrape interval for which that is so, s: of fewer samples a rank is less exact. */
const RANKED_AT_SECONDS = 15;
const rankError = ({ sampleSeconds }: TrueRun): number => (RANK * sampleSeconds) / RANKED_AT_SECONDS;

/** A gauge that moves between two scrapes; the margin is in its own unit. */
const gauge = (relative: number, absolute: number, what: string): Rule => ({
  why: `${what}, of which only the seconds of scrapes are seen`,
  allowed: (truth, known) => within(truth, (Math.abs(truth) * relative + absolute) * beat(known)),
});

/** As the gauge, at a rank that may be off: where a gauge jumps, a percentile does. */
function gaugePercentile(rule: Rule, q: number, values: (second: Second) => number[]): Rule {
  return {
    why: `${rule.why}; a change is seen up to a scrape late, so the rank is not exact`,
    allowed: (_truth, known) => {
      const { observer, window } = known;
      const off = rankError(known);
      const seconds = observer.seconds.filter(({ at }) => at >= window.from && at < window.to);
      const sorted = seconds.flatMap(values).sort((a, b) => a - b);
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.max(0, Math.floor(share * sorted.length)))]!;
      return [rule.allowed(at(q - off), known)[0], rule.allowed(at(q + off), known)[1]];
    },
  };
}

function gaugeFamily(id: string, rule: Rule, values: (second: Second) => number[]): Record<string, Rule> {
  const percentiles = GAUGE_PERCENTILES.map((p) => [`${id}-p${p}`, gaugePercentile(rule, p / 100, values)]);
  return { [`${id}-mean`]: rule, [`${id}-stddev`]: rule, ...Object.fromEntries(percentiles) };
}

const KV = gauge(0.03, 0.02, 'KV use, which a request that ends moves by a hundredth or two');
const QUEUE = gauge(0.05, 1, 'whole requests, in queues that drain within seconds');
const POWER = gauge(0.04, 8, 'power, with a noise of two per cent of each GPU');

const ENGINE = new EngineMetrics();

/** The bucket of the true quantile, and its neighbour where the rank is that close to a bound. */
function bucket(latency: ObservedLatency, q: number): Rule {
  const bounds = [0, ...ENGINE[latency].bounds];
  return {
    why: 'a quantile is known to its bucket: vLLM’s bounds are the resolution',
    allowed: (truth, known) => {
      const { observer, window } = known;
      const off = rankError(known);
      const seen = observer.observations[latency].filter(({ at }) => at > window.from && at <= window.to);
      const at = (share: number) => observedQuantile(seen, Math.min(1, Math.max(0, share))) ?? truth;
      const low = bounds.filter((bound) => bound < at(q - off)).at(-1) ?? 0;
      const high = bounds.find((bound) => bound >= at(q + off)) ?? bounds.at(-1)!;
      return [low, high];
    },
  };
}

const WITH_LIMITS: Rule = {
  why: 'only known with limits of a user: truth.test.ts sets some, and holds them to the error that they state',
  allowed: (truth) => within(truth, 0),
};

export const TOLERANCES = {
  ...Object.fromEntries(
    LATENCIES.flatMap((id) => LATENCY_PERCENTILES.map((p) => [`${id}-p${p}`, bucket(id, p / 100)]))
  ),
  ...gaugeFamily('kv', KV, ({ replicas }) => replicas.map(({ kv }) => kv)),
  ...gaugeFamily('queue', QUEUE, ({ replicas }) => replicas.map(({ waiting }) => waiting)),
  ...gaugeFamily('power', POWER, ({ watts }) => [watts]),
  'requests-served': COUNTED,
  'requests-failed': BROKEN_OFF,
  'requests-cut-off': BROKEN_OFF,
  'error-rate': ERROR_RATE,
  'served-share': RATIO_OF_COUNTED,
  'requests-per-second': RATIO_OF_COUNTED,
  'tokens-per-second': RATIO_OF_COUNTED,
  'prompt-tokens-per-second': RATIO_OF_COUNTED,
  'goodput-share': WITH_LIMITS,
  goodput: WITH_LIMITS,
  'goodput-per-gpu-hour': WITH_LIMITS,
  preemptions: COUNTED,
  'idle-share': IDLE,
  'idle-share-fleet': IDLE,
  'replicas-mean': STATE_OVER_TIME,
  'replicas-peak': EXACT,
  'replicas-mean-over-peak': STATE_OVER_TIME,
  'scale-ups': EXACT,
  'scale-downs': EXACT,
  oscillations: EXACT,
  'over-provisioned': PROVISIONING,
  'under-provisioned': PROVISIONING,
  'gap-count': EXACT,
  'gap-mean': GAPS,
  'gap-longest': GAPS,
  'gap-total': ALL_GAPS,
  'lost-wva-hpa': lost('desired'),
  'lost-hpa-created': lost('hpaDesired'),
  'lost-created-ready': lost('created'),
  'pod-startup': STARTS,
  'gpu-hours': STATE_OVER_TIME,
  'requests-per-gpu-hour': RATIO_OF_COUNTED,
  'replica-minutes-per-1000-requests': RATIO_OF_COUNTED,
  'cost-weighted-gpu-hours': STATE_OVER_TIME,
  'model-gpu-hours': STATE_OVER_TIME,
  'model-requests-per-gpu-hour': RATIO_OF_COUNTED,
  energy: ENERGY,
  'energy-per-request': ENERGY,
} as Record<KpiId, Rule>;
