/**
 * Everything that is asked of Prometheus about one run, each question once: series over the window of its load, and whole
 * windows in one instant where that says it all. The texts stand alone, without Grafana's variables: what is exported with
 * the figures pastes into Explore.
 */
import { gpuPower } from './gpu';
import { each, gpuId, held } from './gpuSeries';
import { arrived, failed, generatedTokens, promptTokens, served } from './load';
import { M, type MetricKey } from './metrics';
import { POD, aggregate, podMatchers, series, underAnyName } from './promql';
import { created, desired, hpaDesired, ready } from './replicas';
import { quoteRegex, type Dialect, type Scope } from './selector';

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
  | 'gpusPerReplica';

export interface RunQuery {
  key: RunQueryKey;
  expr: string;
  /** Resolution of a range query, s; undefined: an instant query, about the time before it. */
  stepSeconds?: number;
}

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
export function runScope(workload: { namespace: string; variant: string }, dialect: Dialect): Scope {
  return { dialect, namespace: quoteRegex(workload.namespace), variant: quoteRegex(workload.variant) };
}

/** All queries of a run: 14 series, three latencies over time, eight whole-window instants. */
export function runQueries(s: Scope, window: RunWindow): RunQuery[] {
  const { stepSeconds, scrapeSeconds = USUAL_SCRAPE_SECONDS } = window;
  const rateSeconds = Math.max(SCRAPES_A_RATE * scrapeSeconds, stepSeconds);
  return [
    ...RUN_SERIES.map((key): RunQuery => ({ key, expr: runSeries(s, key, rateSeconds), stepSeconds })),
    ...RUN_LATENCIES.map((which): RunQuery => {
      const expr = bucketIncrease(s, which, Math.max(stepSeconds * LATENCY_WINDOW, rateSeconds));
      return { key: `latencyOverTime:${which}`, expr, stepSeconds: stepSeconds * LATENCY_STEP };
    }),
    ...RUN_LATENCIES.map((which): RunQuery => {
      return { key: `latency:${which}`, expr: bucketIncrease(s, which, window.seconds) };
    }),
    { key: 'total:ended', expr: ended(s, window.seconds) },
    { key: 'total:generatedTokens', expr: total(s, 'generationTokens', window.seconds) },
    { key: 'total:promptTokens', expr: total(s, 'promptTokens', window.seconds) },
    { key: 'total:preemptions', expr: total(s, 'preemptions', window.seconds) },
    { key: 'gpusPerReplica', expr: gpusPerReplica(s, window.seconds) },
  ];
}

/** One series over time; those by pod are labelled `namespace` and `pod`. */
export function runSeries(s: Scope, key: RunSeries, rateSeconds: number): string {
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
      return rate(arrived(s));
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
  const gauge = underAnyName(key, (name) => {
    const perEngine = aggregate('max', [...POD, 'engine'], series(name, podMatchers(s)));
    return aggregate(key === 'kvUse' ? 'max' : 'sum', POD, perEngine);
  });
  const inNamespace = podMatchers({ ...s, variant: undefined, model: undefined });
  const isReady = series(M.podReady, [...inNamespace, { label: 'condition', op: '=', value: 'true' }]);
  return `(${gauge} and on (namespace, pod) (${isReady} == 1)) or (${gauge} unless on (namespace) ${isReady})`;
}

/** GPUs that the workload's pods hold. One that draws no power at all is a reading that has gone, not a GPU. */
function gpusHeldNow(s: Scope): string {
  return `count(${each(s, 'gpuPower', gpuId(s))} > 0)`;
}

/** GPUs that a pod of the workload held within the window; of pods that differ, the most. */
function gpusPerReplica(s: Scope, windowSeconds: number): string {
  const { gpuNamespace, gpuPod } = s.dialect;
  const everHeld = held(s, (selector) => `last_over_time(${selector}[${windowSeconds}s])`);
  const once = aggregate('max', [...gpuId(s), gpuNamespace, gpuPod], everHeld);
  return `max(${aggregate('count', [gpuNamespace, gpuPod], once)})`;
}

/** Observations by bucket (`le`) over so many seconds. One name of the metric counts: buckets of two must never mix. */
function bucketIncrease(s: Scope, which: RunLatency, seconds: number): string {
  const increase = (name: string) => {
    const once = aggregate('max', [...POD, 'engine', 'le'], increaseOf(`${name}_bucket`, s, seconds));
    return aggregate('sum', ['le'], once);
  };
  return underAnyName(which, increase, 'or on ()');
}

/** Requests that ended over so many seconds, by `finished_reason`. */
function ended(s: Scope, seconds: number): string {
  const once = aggregate('max', [...POD, 'engine', 'finished_reason'], increaseOf(M.success, s, seconds));
  return aggregate('sum', ['finished_reason'], once);
}

/** What a counter of vLLM counted over so many seconds. */
function total(s: Scope, key: 'generationTokens' | 'promptTokens' | 'preemptions', seconds: number): string {
  return aggregate('sum', [], aggregate('max', [...POD, 'engine'], increaseOf(M[key], s, seconds)));
}

function increaseOf(name: string, s: Scope, seconds: number): string {
  return `increase(${series(name, podMatchers(s), `[${seconds}s]`)})`;
}
