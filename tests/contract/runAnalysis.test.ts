/**
 * @jest-environment node
 */
import { measureRun } from '../../src/measuring/measureRun';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { analysisOf } from '../../src/domain/analysis/measureKpis';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { DIALECTS } from '../../src/queries/dialect';
import type { Ask, SeriesAnswer, SeriesQuery } from '../../src/domain/prometheus';
import { askAsGrafana } from './askAsGrafana';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';

const HOUR = 3600;
const NAMESPACE = 'n';
const POD = `namespace="${NAMESPACE}",pod="v-6d5f8-x2x4z",model_name="m",engine="0"`;
const GPU = `Hostname="h",gpu="0",namespace="${NAMESPACE}",pod="v-6d5f8-x2x4z"`;

/** Ended requests at one a second; the container starts again after half an hour, and counts from 0. */
const counter = (perSecond: number) => (after: number) => perSecond * (after < HOUR / 2 ? after : after - HOUR / 2);
/** Nobody scraped between minute 10 and 30. */
const holed = (value: number) => (after: number) => (after >= 600 && after < 1800 ? undefined : value);
const deployment = (name: string) => `${name}{namespace="${NAMESPACE}",deployment="v"}`;
const buckets = (name: string, upTo: Array<[le: string, share: number]>): WrittenSeries[] =>
  upTo.map(([le, share]) => ({ series: `${name}_bucket{${POD},le="${le}"}`, at: counter(share) }));

const SERIES: WrittenSeries[] = [
  { series: deployment('kube_deployment_status_replicas'), at: holed(2) },
  { series: deployment('kube_deployment_status_replicas_ready'), at: () => 1 },
  // Scraped by two jobs: still one replica.
  { series: `kube_deployment_status_replicas_ready{namespace="${NAMESPACE}",deployment="v",job="again"}`, at: () => 1 },
  { series: deployment('kube_deployment_status_replicas').replace('"v"', '"v-other"'), at: () => 9 },
  { series: `vllm:request_success_total{${POD},finished_reason="stop"}`, at: counter(0.9) },
  { series: `vllm:request_success_total{${POD},finished_reason="error"}`, at: counter(0.1) },
  { series: `vllm:generation_tokens_total{${POD}}`, at: counter(100) },
  { series: `vllm:num_requests_running{${POD}}`, at: (after) => (after % 120 < 60 ? 0 : 4) },
  { series: `vllm:num_requests_waiting{${POD}}`, at: () => 2 },
  { series: `vllm:kv_cache_usage_perc{${POD}}`, at: (after) => (after < HOUR / 2 ? 0.2 : 0.4) },
  // Two versions of vLLM at once: the new name counts, its bounds and no others.
  ...buckets('vllm:inter_token_latency_seconds', [
    ['0.1', 0],
    ['0.2', 1],
    ['+Inf', 1],
  ]),
  ...buckets('vllm:time_per_output_token_seconds', [
    ['0.15', 5],
    ['+Inf', 5],
  ]),
  // Another pod's, and another namespace's.
  { series: `vllm:generation_tokens_total{${POD.replace('v-6d5f8', 'w-6d5f8')}}`, at: counter(1000) },
  { series: `vllm:generation_tokens_total{${POD.replace('"n"', '"n2"')}}`, at: counter(1000) },
  { series: `DCGM_FI_DEV_GPU_UTIL{${GPU},UUID="a"}`, at: () => 50 },
  { series: `DCGM_FI_DEV_GPU_UTIL{${GPU},UUID="b"}`, at: () => 50 },
  { series: `DCGM_FI_DEV_POWER_USAGE{${GPU},UUID="a"}`, at: () => 100 },
  { series: `DCGM_FI_DEV_POWER_USAGE{${GPU},UUID="b"}`, at: () => 200 },
];

let filled: FilledPrometheus;
let run: AnalysedRun;
let analysis: RunAnalysis;

beforeAll(async () => {
  filled = await writtenPrometheus(HOUR + 120, SERIES);
  const startedAt = filled.start * 1000;
  run = {
    namespace: NAMESPACE,
    name: 'r',
    phase: 'succeeded',
    workload: { namespace: NAMESPACE, variant: 'v' },
    startedAt,
    finishedAt: startedAt + HOUR * 1000,
    loadStartedAt: startedAt,
    params: [],
    results: [],
    pruned: false,
  };
  analysis = analysisOf(
    run,
    await measureRun(run, { ask: askAsGrafana(filled.url), dialect: DIALECTS.plain, now: Date.now() })
  );
}, 60_000);
afterAll(() => filled?.stop());

test('what is asked is answered', () => {
  expect(analysis.measurements.problems).toEqual([]);
});

test('what is asked as one is answered as when it is asked one by one', async () => {
  const ask = askAsGrafana(filled.url);
  const refused: SeriesAnswer = { error: 'query processing would load too many samples' };
  const oneByOne: Ask = async (queries, range, signal) => {
    const isJoined = ({ expr }: SeriesQuery) => expr.includes('"part"');
    const answers = await ask(
      queries.filter((query) => !isJoined(query)),
      range,
      signal
    );
    return new Map([
      ...answers,
      ...queries.filter(isJoined).map(({ refId }): [string, SeriesAnswer] => [refId, refused]),
    ]);
  };
  const apart = await measureRun(run, { ask: oneByOne, dialect: DIALECTS.plain, now: Date.now() });
  expect(apart).toEqual(analysis.measurements);
});

test('a counter that starts again goes on counting', () => {
  const { kpis } = analysis;
  // An hour and the minute after it; the first second after a restart is on no scrape.
  expect(kpis['requests-served'].value).toBeGreaterThan(0.9 * (HOUR - 30));
  expect(kpis['requests-served'].value).toBeLessThan(0.9 * (HOUR + 90));
  expect(kpis['error-rate'].value).toBeCloseTo(0.1, 6);
  expect(kpis['tokens-per-second'].value! / 100).toBeCloseTo(1, 1);
});

test('a gap is not counted, beyond the five minutes that Prometheus carries a value on, and is told', () => {
  const { value, coverage } = analysis.kpis['replica-minutes-per-1000-requests'];
  const measured = (HOUR - 1200 + 300) / HOUR;
  expect(coverage).toBeCloseTo(measured, 1);
  const minutes = (value! * analysis.kpis['requests-served'].value!) / 1000;
  expect(minutes).toBeCloseTo(2 * 60 * coverage!, 6);
  expect(analysis.kpis['scale-ups']).toMatchObject({ value: 0 });
});

test('a series that is scraped twice counts once, and another workload’s not at all', () => {
  expect(analysis.kpis['replicas-mean']).toMatchObject({ value: 1 });
  expect(analysis.kpis['tokens-per-second'].value).toBeLessThan(150);
});

test('of two names of a histogram one counts', () => {
  expect(analysis.measurements.latency.itl?.bounds).toEqual([0.1, 0.2, Infinity]);
  expect(analysis.kpis['itl-p50'].value).toBeCloseTo(0.15, 6);
});

test('without kube-state-metrics’ word on pods every replica that vLLM reports counts as ready', () => {
  const { kpis } = analysis;
  expect(kpis['kv-mean'].value).toBeCloseTo(0.3, 2);
  expect(kpis['kv-p50'].value).toBe(0.2);
  expect(kpis['kv-p99'].value).toBe(0.4);
  expect(kpis['idle-share'].value).toBeCloseTo(0.5, 1);
  expect(kpis['queue-mean'].value).toBe(2);
});

test('two GPUs a replica', () => {
  expect(analysis.measurements.gpusPerReplica).toBe(2);
  // 300 W for an hour; the first scrape may be one interval late.
  expect(analysis.kpis.energy.value).toBeLessThanOrEqual(300);
  expect(analysis.kpis.energy.value).toBeGreaterThan(300 * (1 - 15 / HOUR));
  expect(analysis.measurements.series.gpus?.[0]?.values[0]).toBe(2);
});

test('what is not there says why', () => {
  const { kpis } = analysis;
  expect(kpis['gap-total'].why).toContain('does not apply: there is no HPA');
  expect(kpis['lost-hpa-created']).toMatchObject({ applies: false });
  expect(kpis['e2e-p99'].why).toBe('no observation in the window');
  expect(kpis['served-share'].why).toContain('no load profile');
});
