/**
 * What the clients of one run measured, over all their reports. Instances are laid over each other by absolute time; a
 * latency is a difference within one client's clock, so clocks that differ move requests in time, never their latencies.
 */
import { LATENCY_PERCENTILES, type LatencyPercentile } from '../domain/analysis/kpiDistributions';
import type { LatencyId, Window } from '../domain/analysis/types';
import { benchmarkTotal, isSampled, type ClientBenchmark, type GuidellmReport, type RequestStatus } from './report';
import { weightedPoints, quantileOf, type WeightedPoint } from './distribution';

export const CLIENT_LATENCIES: readonly LatencyId[] = ['ttft', 'itl', 'e2e'];

/** A benchmark and where it is from. */
export interface Instance {
  fileName: string;
  benchmark: ClientBenchmark;
  /** Names of error kinds by their number less one. */
  errorKinds: readonly string[];
}

/** A benchmark that is not counted, and why. */
export interface LeftOut {
  fileName: string;
  reason: 'twice' | 'other-time';
  /** How far it lies before (negative) or after the run, seconds; where that is the reason. */
  offSeconds?: number;
}

export interface ClientErrors {
  kind: string;
  /** In the files: where requests are sampled, there were more. */
  count: number;
  example: string;
}

export interface ClientMeasurements {
  instances: Instance[];
  leftOut: LeftOut[];
  from: number;
  to: number;
  totals: Record<RequestStatus, number>;
  /** Requests in the files; the rest of the totals is known by GuideLLM's sums only. */
  inFiles: number;
  /** Seconds; no entry without a measured request. */
  latency: Partial<Record<LatencyId, Record<LatencyPercentile, number>>>;
  /** Answers per second between the first request and the last end. */
  requestsPerSecond?: number;
  tokensPerSecond?: number;
  errors: ClientErrors[];
}

/**
 * @param window the run's: a benchmark without a moment in it belongs to another run
 * @returns undefined when no benchmark is left
 */
export function mergeReports(
  reports: readonly GuidellmReport[],
  window: Pick<Window, 'from' | 'to'> | undefined
): { client?: ClientMeasurements; leftOut: LeftOut[] } {
  const instances: Instance[] = [];
  const leftOut: LeftOut[] = [];
  for (const { fileName, benchmarks, errorKinds } of reports) {
    for (const benchmark of benchmarks) {
      const offSeconds = window ? outside(benchmark, window) : 0;
      if (instances.some((known) => isSame(known.benchmark, benchmark))) {
        leftOut.push({ fileName, reason: 'twice' });
      } else if (offSeconds !== 0) {
        leftOut.push({ fileName, reason: 'other-time', offSeconds });
      } else {
        instances.push({ fileName, benchmark, errorKinds: errorKinds.map(({ kind }) => kind) });
      }
    }
  }
  return instances.length === 0
    ? { leftOut }
    : { client: { ...measure(instances), leftOut, errors: errorsOf(instances, reports) }, leftOut };
}

/** Seconds between the window and the benchmark: negative before it, 0 where they meet. */
function outside({ from, to }: ClientBenchmark, window: Pick<Window, 'from' | 'to'>): number {
  return to < window.from ? (to - window.from) / 1000 : from > window.to ? (from - window.to) / 1000 : 0;
}

/** Dropped twice: by GuideLLM's own id, else by its times and counts. */
function isSame(a: ClientBenchmark, b: ClientBenchmark): boolean {
  return (
    (a.id === undefined || b.id === undefined || a.id === b.id) &&
    a.from === b.from &&
    a.to === b.to &&
    benchmarkTotal(a) === benchmarkTotal(b)
  );
}

function measure(instances: Instance[]): Omit<ClientMeasurements, 'leftOut' | 'errors'> {
  const benchmarks = instances.map(({ benchmark }) => benchmark);
  const from = Math.min(...benchmarks.map((one) => one.from));
  const to = Math.max(...benchmarks.map((one) => one.to));
  const sum = (pick: (benchmark: ClientBenchmark) => number) => benchmarks.reduce((all, one) => all + pick(one), 0);
  const totals = {
    successful: sum((one) => one.totals.successful),
    errored: sum((one) => one.totals.errored),
    incomplete: sum((one) => one.totals.incomplete),
  };
  const seconds = (to - from) / 1000;
  const tokens = benchmarks.map(outputTokens);
  return {
    instances,
    from,
    to,
    totals,
    inFiles: sum(({ requests }) => requests.count),
    latency: Object.fromEntries(
      CLIENT_LATENCIES.flatMap((id) => {
        const points = benchmarks.flatMap((benchmark) => weightedPoints(benchmark, id));
        return points.length === 0 ? [] : [[id, { ...percentiles(points), ...reported(benchmarks, id) }]];
      })
    ),
    requestsPerSecond: seconds > 0 ? totals.successful / seconds : undefined,
    tokensPerSecond:
      seconds > 0 && tokens.every((count) => count !== undefined)
        ? tokens.reduce((all, count) => all + count, 0) / seconds
        : undefined,
  };
}

function percentiles(points: WeightedPoint[]): Record<LatencyPercentile, number> {
  const quantile = quantileOf(points);
  return Object.fromEntries(LATENCY_PERCENTILES.map((p) => [p, quantile(p / 100)])) as Record<
    LatencyPercentile,
    number
  >;
}

/** Of one benchmark whose requests are not all in the file: what it says itself, in place of what its distribution gives. */
function reported(benchmarks: readonly ClientBenchmark[], id: LatencyId): Partial<Record<LatencyPercentile, number>> {
  const [only, ...others] = benchmarks;
  const points = only && others.length === 0 && isSampled(only) ? (only.summaries[id]?.points ?? []) : [];
  return Object.fromEntries(
    LATENCY_PERCENTILES.flatMap((p) => {
      const point = points.find(([share]) => share === p / 100);
      return point === undefined ? [] : [[p, point[1]]];
    })
  );
}

/** Of answers; undefined when neither the sums nor every request tells. */
function outputTokens(benchmark: ClientBenchmark): number | undefined {
  const { requests } = benchmark;
  if (isSampled(benchmark)) {
    return benchmark.outputTokens;
  }
  let tokens = 0;
  for (let i = 0; i < requests.count; i++) {
    tokens += requests.status[i] === 0 ? requests.outputTokens[i]! : 0;
  }
  return Number.isNaN(tokens) ? benchmark.outputTokens : tokens;
}

function errorsOf(instances: readonly Instance[], reports: readonly GuidellmReport[]): ClientErrors[] {
  const examples = new Map(reports.flatMap(({ errorKinds }) => errorKinds.map(({ kind, example }) => [kind, example])));
  const counts = new Map<string, number>();
  for (const { benchmark, errorKinds } of instances) {
    for (const number of benchmark.requests.error) {
      const kind = errorKinds[number - 1];
      if (kind !== undefined) {
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
    }
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, count, example: examples.get(kind) ?? '' }))
    .sort((a, b) => b.count - a.count);
}
