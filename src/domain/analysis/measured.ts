/** The measurements of one run in the shapes that figures are made of, each made once. */
import { formatDuration } from '../format';
import { t } from '../../i18n/t';
import { hasKnownRate, rateAt, summedRate } from '../loadProfile';
import { isScaled } from '../scaler';
import { changes, gapWindows, provisioning, segmentsFor, shortfall, type Provisioning } from './replicas';
import { integral, segmentsOf, type Segment } from './segments';
import type { Counted } from './counted';
import { outsideHoles, SOURCES } from './sources';
import type { AnalysedRun, ClientOutcomes, Measurements, SeriesId, Span, Totals } from './types';

/** Below this share of the requests, outcomes that are missing are those of counters that are read at different moments. */
const OUTCOMES_MISSED = 0.01;
/** Reports of a client that made so many more or fewer requests than vLLM began are of other requests, or not all. */
const OTHER_REQUESTS = 0.1;

/** More than this share of the window's requests before it is no rest of another load. */
const MOST_BEFORE = 0.02;

/** Tokens come in lumps, a prompt at a time: the growth of one interval says less of the next than a request's does. */
const TOKENS: ReadonlySet<string> = new Set(['promptTokens', 'generatedTokens']);
/** Looks at a server before it ended, of which the busiest bounds what it broke off. */
const LAST_LOOKS = 4;

export class Measured {
  private readonly single = new Map<SeriesId, Segment[]>();
  private readonly pools = new Map<SeriesId, Segment[]>();
  private known: { gaps?: Span[]; provisioning?: Provisioning } | undefined;

  constructor(
    readonly run: AnalysedRun,
    readonly m: Measurements
  ) {}

  /** Length of the window, seconds. */
  get windowSeconds(): number {
    return (this.m.window.to - this.m.window.from) / 1000;
  }

  /** The one series of an id. */
  of(id: SeriesId): Segment[] {
    return remembered(this.single, id, () => segmentsFor(this.m, id));
  }

  /** All series of an id in one pool: the moments of all replicas. */
  pool(id: SeriesId): Segment[] {
    return remembered(this.pools, id, () =>
      (this.m.series[id] ?? []).flatMap((series) => outsideHoles(segmentsOf(series, this.m.window), this.m, id))
    );
  }

  /** Sum of all series of an id, wherever one of them was measured. */
  sum(id: SeriesId): Segment[] {
    const sums = new Map<number, number>();
    for (const { times, values } of this.m.series[id] ?? []) {
      times.forEach((time, i) => {
        const value = values[i];
        if (value !== undefined && Number.isFinite(value)) {
          sums.set(time, (sums.get(time) ?? 0) + value);
        }
      });
    }
    const times = [...sums.keys()].sort((a, b) => a - b);
    const segments = segmentsOf({ times, values: times.map((time) => sums.get(time) ?? NaN) }, this.m.window);
    return outsideHoles(segments, this.m, id);
  }

  /** What was counted in the window, and what that can be off by. */
  counted(key: keyof Totals | 'began' | 'cutOff'): Partial<Counted> {
    const found = this.m.evidence?.counted[key];
    if (found) {
      // A count is whole: one that was shared out between two looks can be off by a half more.
      const more = TOKENS.has(key) ? found.error : Math.min(0.5, found.error);
      return { ...found, error: found.error + more };
    }
    return { value: key === 'began' || key === 'cutOff' ? undefined : finite(this.m.totals[key]) };
  }

  total(key: keyof Totals): number | undefined {
    return this.counted(key).value;
  }

  /** Requests that failed; those that the client broke off because their load had ended did not. */
  get failed(): Partial<Counted> {
    const { value, error } = this.counted('failed');
    const { value: cutOff = 0 } = this.counted('cutOff');
    return {
      value: value === undefined ? undefined : Math.max(0, value - cutOff),
      error: error === undefined ? undefined : error + this.lastSeenRunning,
    };
  }

  /** Requests on servers at the last look at them, of those that ended in the window: no scrape says how these ended. */
  private get lastSeenRunning(): number {
    const { window, series } = this.m;
    const isOver = window.to - 2 * window.stepSeconds * 1000;
    return (series.runningByPod ?? []).reduce((sum, { times, values }) => {
      const last = times.at(-1) ?? window.to;
      return last < isOver ? sum + Math.max(0, ...values.slice(-LAST_LOOKS)) : sum;
    }, 0);
  }

  /** Requests that began and of which no counter says how they ended; undefined where all is known, or nothing. */
  get withoutOutcome(): { requests: number; of: number } | undefined {
    const [began, ended] = [this.m.evidence?.counted.began, this.m.evidence?.counted.all];
    if (!began || !ended) {
      return undefined;
    }
    const batch = this.sum('runningByPod');
    const inFlight = (batch.at(-1)?.value ?? 0) - (batch[0]?.value ?? 0);
    const requests = began.value - ended.value - Math.max(0, inFlight);
    const least = Math.max(1, OUTCOMES_MISSED * began.value, began.error + ended.error);
    return requests > least ? { requests, of: began.value } : undefined;
  }

  /** How requests ended by the client, where vLLM does not count it, and the client's reports are of as many requests. */
  get clientOutcomes(): ClientOutcomes | undefined {
    const { client } = this.m;
    const missing = this.withoutOutcome;
    if (client === undefined || missing === undefined) {
      return undefined;
    }
    const made = client.successful + client.errored + client.incomplete;
    return Math.abs(made - missing.of) <= OTHER_REQUESTS * missing.of ? client : undefined;
  }

  /** Why counts of this window are not to be relied on, beyond what they can be off by. */
  get countingProblem(): string | undefined {
    const { evidence, window } = this.m;
    const all = evidence?.counted.all;
    const last = (evidence?.holes.vllm ?? []).find(({ to }) => to === window.to);
    if (last) {
      return t(
        'analysis.problem.last-sample',
        'vLLM’s last sample is {{time}} before the end: what came after it is missing',
        {
          time: formatDuration((window.to - last.from) / 1000),
        }
      );
    }
    return all !== undefined && all.before > Math.max(MOST_BEFORE * all.value, all.error)
      ? t(
          'analysis.problem.before-load',
          '{{count}} requests ended in the five minutes before the load began: clocks differ, or another load ran',
          { count: Math.round(all.before) }
        )
      : undefined;
  }

  /** How far apart two looks at a series are, s: a change is seen so much late. */
  lateness(id: SeriesId): number {
    const { evidence, window } = this.m;
    return (evidence?.interval[SOURCES[id] ?? 'vllm'] ?? window.stepSeconds) + window.stepSeconds;
  }

  /**
   * Whether nothing scales the workload: its replicas are seen and stay as many, an HPA is never seen, and the run does not
   * ask for a scaler.
   */
  get isUnscaled(): boolean {
    const created = this.of('created');
    const isSteady = created.length > 0 && changes(created).length === 0;
    return !isScaled(this.run.mode) && isSteady && this.of('hpaDesired').length === 0;
  }

  get gaps(): Span[] | undefined {
    return this.derived.gaps;
  }

  get provisioning(): Provisioning | undefined {
    return this.derived.provisioning;
  }

  lost(upstream: SeriesId, downstream: SeriesId): Segment[] | undefined {
    return shortfall(this.m, upstream, downstream);
  }

  /** GPU-hours that the created replicas held. */
  get gpuHours(): number | undefined {
    return product(integral(this.of('created')), finite(this.m.gpusPerReplica), 1 / 3600);
  }

  /** Requests that the load profile offers within the window. */
  get plannedRequests(): number | undefined {
    const { loadProfile, loadStartedAt } = this.run;
    const { from, to } = this.m.window;
    if (!loadProfile || loadProfile.steps.length === 0 || !hasKnownRate(loadProfile)) {
      return undefined;
    }
    const points = summedRate(loadProfile);
    return points.reduce((sum, { atSeconds }, i) => {
      const begins = Math.max(from, loadStartedAt + atSeconds * 1000);
      const ends = Math.min(to, loadStartedAt + (points[i + 1]?.atSeconds ?? atSeconds) * 1000);
      return sum + rateAt(loadProfile, atSeconds) * (Math.max(0, ends - begins) / 1000);
    }, 0);
  }

  private get derived(): { gaps?: Span[]; provisioning?: Provisioning } {
    this.known ??= { gaps: gapWindows(this.m), provisioning: provisioning(this.m) };
    return this.known;
  }
}

/** The quotient; undefined where one of the two is, or where there is nothing to divide by. */
export function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined || b === 0 ? undefined : a / b;
}

export function product(...factors: Array<number | undefined>): number | undefined {
  return factors.reduce((all, factor) => (all === undefined || factor === undefined ? undefined : all * factor), 1);
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
