/**
 * What a Prometheus beside the lab's workload has seen of one of its runs, and the figures that follow from it. Each run has
 * its own, since in the lab each has the workload to itself.
 */
import { onPath } from '../../../scripts/onPath';
import type { RunAnalysis } from '../../../src/domain/analysis/runAnalysis';
import type { AnalysedRun, KpiValue } from '../../../src/domain/analysis/types';
import { rateAt } from '../../../src/domain/loadProfile';
import { isByWva } from '../../../src/domain/scaler';
import { analyseRun } from '../../../src/measuring/analyseRun';
import { askDetection } from '../../../src/measuring/askDetection';
import { httpPrometheus } from '../../../src/prometheus/http/httpPrometheus';
import { M } from '../../../src/queries/metrics';
import { writtenPrometheus, type WrittenSeries } from '../../contract/simulatedPrometheus';
import { until } from '../until';

/** Between two scrapes, s. */
export const SCRAPE_SECONDS = 5;
/** From the first sample to the load. */
const BEFORE_SECONDS = 90;
/** Replicas at the end of a run that WVA scales. */
export const MOST_REPLICAS = 3;
const BOUNDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20];

/** The programs that are not there; without them nothing can be measured. */
export const missingPrograms = (): string[] =>
  ['prometheus', 'promtool'].filter((name) => onPath([name]) === undefined);

/** Whether a figure is as far from the truth as it says at most. */
export const isWithin = ({ value = NaN, error = NaN }: KpiValue, truth: number): boolean =>
  Math.abs(value - truth) <= error + 1e-9;

const always = (value: number) => () => value;

/** What happens in the window of a run. */
export interface History {
  pods: string[];
  /** Requests that end in it. */
  requests: number;
  /** Mean of the ready replicas. */
  ready: number;
  series: WrittenSeries[];
}

/** Upper bounds of the buckets that all observations of a run fall into, s: one replica is slow, a scaled run slow at first. */
export function latenciesOf({ mode, replicas }: AnalysedRun): { ttft: number; e2e: number } {
  if (isByWva(mode)) {
    return { ttft: 0.5, e2e: 5 };
  }
  return replicas === '1' ? { ttft: 2, e2e: 20 } : { ttft: 0.2, e2e: 5 };
}

/** Static runs have their replicas all the time; WVA adds its own in the middle of the window, ready after two thirds. */
export function historyOf(run: AnalysedRun): History {
  const { namespace, variant } = run.workload;
  const [from, to] = [run.loadStartedAt / 1000, (run.finishedAt ?? NaN) / 1000];
  const part = (share: number) => from + share * (to - from);
  const scaled = isByWva(run.mode);
  const [first, last] = scaled ? [1, MOST_REPLICAS] : [Number(run.replicas), Number(run.replicas)];
  const [createdAt, readyAt] = [part(1 / 2), part(2 / 3)];
  const rising = (at: number) => (now: number) => (now < at ? first : last);

  // Requests come at the planned rate and go round the replicas that are ready.
  const rate = run.loadProfile ? rateAt(run.loadProfile, 0) : NaN;
  const came = (now: number) => Math.floor(rate * Math.max(0, Math.min(now, to) - from));
  const turns = (requests: number, among: number, i: number) =>
    i < among ? Math.floor((requests + among - 1 - i) / among) : 0;
  const served = (i: number) => (now: number) =>
    turns(came(Math.min(now, readyAt)), first, i) + turns(came(Math.max(now, readyAt)) - came(readyAt), last, i);

  const written = (name: string, labels: Record<string, string>, value: (now: number) => number | undefined) => {
    const text = Object.entries({ namespace, ...labels }).map(([label, one]) => `${label}="${one}"`);
    return { series: `${name}{${text.join(',')}}`, at: (_after: number, now: number) => value(now) };
  };
  const replicaSet = `${variant}-6b7c9d8f5`;
  const owner = (kind: string, name: string) => ({ owner_kind: kind, owner_name: name });
  const pods = Array.from({ length: last }, (_, i) => `${replicaSet}-aaaa${i}`);
  const latency = latenciesOf(run);
  const ofPod = (pod: string, i: number): WrittenSeries[] => {
    const [exists, serves] = [createdAt, readyAt].map((at) => (now: number) => i < first || now >= at);
    const existing = (value: number) => (now: number) => (exists!(now) ? value : undefined);
    const serving = (value: (now: number) => number) => (now: number) => (serves!(now) ? value(now) : undefined);
    const vllm = { pod, model_name: 'm', engine: '0' };
    const histogram = (name: string, upTo: number) => [
      ...[...BOUNDS, Infinity].map((bound) => {
        const le = bound === Infinity ? '+Inf' : String(bound);
        return written(`${name}_bucket`, { ...vllm, le }, serving(bound < upTo ? always(0) : served(i)));
      }),
      written(`${name}_count`, vllm, serving(served(i))),
    ];
    return [
      written(M.podOwner, { pod, ...owner('ReplicaSet', replicaSet) }, existing(1)),
      written(M.podReady, { pod, condition: 'true' }, (now) => (exists!(now) ? Number(serves!(now)) : undefined)),
      written(M.gpuRequests, { pod, container: 'vllm', resource: 'nvidia_com_gpu', unit: 'integer' }, existing(1)),
      written(M.running, vllm, serving(always(1))),
      written(M.waiting, vllm, serving(always(0))),
      written(M.success, { ...vllm, finished_reason: 'stop' }, serving(served(i))),
      ...histogram(M.ttft, latency.ttft),
      ...histogram(M.e2e, latency.e2e),
    ];
  };
  const hpa = { horizontalpodautoscaler: 'keda-hpa-decode' };
  const scaler = [
    written(M.wvaDesired, { variant_name: variant, accelerator_type: 'L40S' }, rising(part(1 / 3))),
    written(M.hpaDesired, hpa, rising(part(0.4))),
    written(M.hpaInfo, { ...hpa, scaletargetref_kind: 'Deployment', scaletargetref_name: variant }, () => 1),
  ];
  return {
    pods,
    requests: came(to),
    ready: first + (last - first) / 3,
    series: [
      written(M.replicaSetOwner, { replicaset: replicaSet, ...owner('Deployment', variant) }, () => 1),
      written(M.created, { deployment: variant }, rising(createdAt)),
      written(M.ready, { deployment: variant }, rising(readyAt)),
      ...(scaled ? scaler : []),
      ...pods.flatMap(ofPod),
    ],
  };
}

/** The run as the app analyses it some scrapes after its end, by a real Prometheus that has the history until then. */
export async function analysed(run: AnalysedRun, { series }: History): Promise<RunAnalysis> {
  const scraped = (run.finishedAt ?? NaN) + 3 * SCRAPE_SECONDS * 1000;
  await until('the end of the run to be scraped', async () => Date.now() >= scraped);
  const seconds = Math.ceil((Date.now() - run.loadStartedAt) / 1000) + BEFORE_SECONDS;
  const filled = await writtenPrometheus(seconds, series, SCRAPE_SECONDS);
  try {
    const prometheus = httpPrometheus({ url: filled.url });
    const range = { from: run.loadStartedAt, to: run.finishedAt ?? NaN };
    const { dialect } = await askDetection(prometheus.ask, range);
    return await analyseRun(run, { prometheus, dialect });
  } finally {
    await filled.stop();
  }
}
