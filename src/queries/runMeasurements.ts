/**
 * Everything that is asked of Prometheus about one run, each question once: series over the window of its load, and whole
 * windows in one instant where that says it all. The texts stand alone, without Grafana's variables: what is exported with
 * the figures pastes into Explore.
 */
import { arrivedBySource } from './arrivals';
import { REASONS, withReason } from './finishReasons';
import { gpuPower } from './gpu';
import { each, presentHeld } from './gpuSeries';
import { increaseOf, type CountedSpan } from './increase';
import { failed, generatedTokens, promptTokens, served } from './load';
import { M, type MetricKey } from './metrics';
import { podsOf } from './owners';
import { GPU, POD, perServer, podMatchers, replicaOf } from './ownership';
import { aggregate, matching, series, underAnyName, type Read } from './promql';
import { created, desired, hpaDesired, ready } from './replicas';
import { MODEL_SERIES, modelQueries, requested, type ModelQueryKey } from './runVariants';
import { quote, quoteRegex, type Dialect, type Scope } from './selector';
import { scalerSigns } from './state';

/** Latencies that a run is judged by. */
export const RUN_LATENCIES = ['ttft', 'itl', 'e2e'] as const;
export type RunLatency = (typeof RUN_LATENCIES)[number];

export const RUN_SERIES = [
  'desired',
  'hpaDesired',
  'created',
  'ready',
  'arrived',
  'served',
  'failed',
  'runningByPod',
  'queueByPod',
  'kvByPod',
  'power',
  'gpus',
  'generatedTokens',
  'promptTokens',
] as const;
export type RunSeries = (typeof RUN_SERIES)[number];

/** What a query is asked for; the keys of `Measurements.queries`. */
export type RunQueryKey =
  | RunSeries
  | `latency:${RunLatency}`
  | `latencyOverTime:${RunLatency}`
  | 'total:ended'
  | 'total:generatedTokens'
  | 'total:promptTokens'
  | 'total:preemptions'
  | 'gpusPerReplica'
  | 'scaler'
  | ModelQueryKey;

export interface RunQuery {
  key: RunQueryKey;
  expr: string;
  /** Resolution of a range query, s; undefined: an instant query, about the time before it. */
  stepSeconds?: number;
  /** Those of one word may be asked as one: their answers are small, and over the same time. */
  join?: string;
}

/** Which series are asked together: what counts replicas, what counts requests and tokens, gauges by pod, GPUs. */
const TOGETHER: Readonly<Record<RunSeries, string>> = {
  desired: 'replicas',
  hpaDesired: 'replicas',
  created: 'replicas',
  ready: 'replicas',
  arrived: 'rates',
  served: 'rates',
  failed: 'rates',
  generatedTokens: 'rates',
  promptTokens: 'rates',
  runningByPod: 'byPod',
  queueByPod: 'byPod',
  kvByPod: 'byPod',
  power: 'gpus',
  gpus: 'gpus',
};

/** What is asked about, s. */
export interface RunWindow {
  /** From the window's start to the moment of the instant queries. */
  seconds: number;
  /** Resolution of the series. */
  stepSeconds: number;
  /** Between two scrapes of vLLM. */
  scrapeSeconds?: number;
}

/** The resolution of latencies over time is so many times coarser: a percentile needs requests to be one of. */
const LATENCY_STEP = 4;
/** Their requests are those of so many steps before each point: five minutes for a run of an hour. */
const LATENCY_WINDOW = 20;
/** A rate needs some scrapes to be one. */
const SCRAPES_A_RATE = 4;
/** Between two scrapes where nobody knows better, s. */
const USUAL_SCRAPE_SECONDS = 15;

/** The workload under test as the scope of a query. */
export function runScope(
  workload: { namespace: string; variant: string },
  dialect: Dialect
): Scope & { variant: string } {
  return { dialect, namespace: quoteRegex(workload.namespace), variant: quote(workload.variant) };
}

/** What is asked before anything else: the pods that the workload had within the window (by `pod` and `source`). */
export function podsQuery(s: Scope & { variant: string }, windowSeconds: number): string {
  return podsOf(s, windowSeconds);
}

/**
 * All queries of a run: 14 series, three latencies over time with the signs of the scaler, eight whole-window instants, and those
 * of its model; seven questions in all, since those of one word are one.
 */
export function runQueries(s: Scope, window: RunWindow): RunQuery[] {
  const { stepSeconds, scrapeSeconds = USUAL_SCRAPE_SECONDS } = window;
  const rateSeconds = Math.max(SCRAPES_A_RATE * scrapeSeconds, stepSeconds);
  const whole = { seconds: window.seconds, scrapeSeconds };
  return [
    ...RUN_SERIES.map((key): RunQuery => {
      return { key, expr: runSeries(s, key, rateSeconds), stepSeconds, join: TOGETHER[key] };
    }),
    ...RUN_LATENCIES.map((which): RunQuery => {
      const expr = bucketIncrease(s, which, {
        seconds: Math.max(stepSeconds * LATENCY_WINDOW, rateSeconds),
        scrapeSeconds: Math.max(stepSeconds * LATENCY_STEP, scrapeSeconds),
      });
      return { key: `latencyOverTime:${which}`, expr, stepSeconds: stepSeconds * LATENCY_STEP, join: 'now and then' };
    }),
    { key: 'scaler', expr: scalerSigns(s), stepSeconds: stepSeconds * LATENCY_STEP, join: 'now and then' },
    ...RUN_LATENCIES.map((which): RunQuery => {
      return { key: `latency:${which}`, expr: bucketIncrease(s, which, whole), join: 'latencies' };
    }),
    { key: 'total:ended', expr: ended(s, whole), join: 'totals' },
    { key: 'total:generatedTokens', expr: total(s, 'generationTokens', whole), join: 'totals' },
    { key: 'total:promptTokens', expr: total(s, 'promptTokens', whole), join: 'totals' },
    { key: 'total:preemptions', expr: total(s, 'preemptions', whole), join: 'totals' },
    { key: 'gpusPerReplica', expr: gpusPerReplica(s, window.seconds), join: 'model' },
    ...modelQueries(s, whole).map(({ key, expr }): RunQuery => {
      return isOverTime(key) ? { key, expr, stepSeconds, join: 'replicas' } : { key, expr, join: 'model' };
    }),
  ];
}

const isOverTime = (key: ModelQueryKey): boolean => MODEL_SERIES.some((one) => one === key);

/** One series over time; those by pod are labelled `namespace` and `pod`. */
function runSeries(s: Scope, key: RunSeries, rateSeconds: number): string {
  const rate = (expr: string) => expr.replaceAll('$__rate_interval', `${rateSeconds}s`);
  switch (key) {
    case 'desired':
      return desired(s);
    case 'hpaDesired':
      return hpaDesired(s);
    case 'created':
      return created(s);
    case 'ready':
      return ready(s);
    case 'arrived':
      return rate(arrivedBySource(s));
    case 'served':
      return rate(served(s));
    case 'failed':
      return rate(failed(s));
    case 'generatedTokens':
      return rate(generatedTokens(s));
    case 'promptTokens':
      return rate(promptTokens(s));
    case 'runningByPod':
      return ofReadyPods(s, 'running');
    case 'queueByPod':
      return ofReadyPods(s, 'waiting');
    case 'kvByPod':
      return ofReadyPods(s, 'kvUse');
    case 'power':
      return gpuPower(s);
    case 'gpus':
      return gpusHeldNow(s);
  }
}

/**
 * A vLLM gauge of each replica that is ready: one that starts or drains has readings too, but serves nobody. Where
 * kube-state-metrics says nothing of the namespace's pods, of each replica.
 */
function ofReadyPods(s: Scope, key: Extract<MetricKey, 'running' | 'waiting' | 'kvUse'>): string {
  const gauge = underAnyName(key, (name) =>
    aggregate(key === 'kvUse' ? 'max' : 'sum', POD, perServer(series(name, podMatchers(s))))
  );
  const isTrue = { label: 'condition', op: '=', value: 'true' } as const;
  const isReady = series(M.podReady, [...matching('namespace', s.namespace, true), isTrue]);
  return `(${gauge} and on (namespace, pod) (${isReady} == 1)) or (${gauge} unless on (namespace) ${isReady})`;
}

/** GPUs that the workload's pods hold. One that draws no power at all is a reading that has gone, not a GPU. */
function gpusHeldNow(s: Scope): string {
  return `(count(${each(s, 'gpuPower', GPU)} > 0) or count(${presentHeld(s, GPU)}))`;
}

/**
 * GPUs that a replica of the workload had within the window, of replicas that differ the most: those that its containers
 * asked for or, where that is not known, those that its pods held.
 */
function gpusPerReplica(s: Scope, windowSeconds: number): string {
  const ever: Read = (selector) => `last_over_time(${selector}[${windowSeconds}s])`;
  const { dialect, namespace, pods, variant } = s;
  const { gpuNamespace, gpuPod } = dialect;
  const ofPods = podMatchers({ dialect, namespace, pods, variant });
  const asked = aggregate('sum', ['namespace', 'replica'], replicaOf(requested(ofPods, ever), s));
  const everHeld = replicaOf(presentHeld(s, [...GPU, gpuNamespace, gpuPod], ever), s, gpuPod);
  // Two pods of a replica that share a GPU hold one.
  const once = aggregate('group', [...GPU, gpuNamespace, 'replica'], everHeld);
  return `(max(${asked}) or max(${aggregate('count', [gpuNamespace, 'replica'], once)}))`;
}

/** Observations by bucket (`le`) over so long. One name of the metric counts: buckets of two must never mix. */
function bucketIncrease(s: Scope, which: RunLatency, over: CountedSpan): string {
  const counted = (name: string) =>
    aggregate('sum', ['le'], increaseOf(`${name}_bucket`, podMatchers(s), over, ['le']));
  return underAnyName(which, counted, 'or on ()');
}

/** Requests that ended within the window, by `finished_reason`. */
function ended(s: Scope, whole: CountedSpan): string {
  return aggregate('sum', ['finished_reason'], withReason(increaseOf(M.success, podMatchers(s), whole, REASONS)));
}

/** What a counter of vLLM counted within the window. */
function total(s: Scope, key: 'generationTokens' | 'promptTokens' | 'preemptions', whole: CountedSpan): string {
  return aggregate('sum', [], increaseOf(M[key], podMatchers(s), whole));
}
