import { KPI_IDS, KPIS, type KpiId } from './kpis';
import { analysisOf, measureKpis } from './measureKpis';
import { START, testMeasurements, testRun, testSeries, testWindow } from './testing';
import type { Measurements } from './types';

const byPod = (...pods: number[][]) => pods.map((values, i) => testSeries(values, { namespace: 'n', pod: `p${i}` }));

/** A minute: one replica, then two of which the second is ready 20 s later. */
const measured = testMeasurements({
  window: testWindow(6),
  series: {
    desired: [testSeries([1, 2, 2, 2, 2, 2])],
    hpaDesired: [testSeries([1, 1, 2, 2, 2, 2])],
    created: [testSeries([1, 1, 2, 2, 2, 2])],
    ready: [testSeries([1, 1, 1, 1, 2, 2])],
    kvByPod: byPod([0.9, 0.9, 0.9, 0.9, 0.5, 0.5], []),
    queueByPod: byPod([0, 4, 4, 0, 0, 0]),
    runningByPod: byPod([0, 10, 10, 10, 5, 0]),
    power: [testSeries([100, 100, 200, 200, 300, 300])],
  },
  latency: {
    ttft: { bounds: [1, 2, Infinity], counts: [50, 100, 100] },
    itl: { bounds: [0.1, Infinity], counts: [0, 0] },
  },
  totals: { succeeded: 30, failed: 10, generatedTokens: 6000, promptTokens: 600, preemptions: 0 },
  gpusPerReplica: 2,
});
const run = testRun({ loadProfile: { steps: [{ name: 's', delaySeconds: 0, durationSeconds: 600, rate: 1 }] } });

const HOUR = 3600;

test.each<[KpiId, number]>([
  ['ttft-p50', 1],
  ['ttft-p99', 1.98],
  ['kv-mean', (4 * 0.9 + 2 * 0.5) / 6],
  ['kv-p10', 0.5],
  ['kv-p99', 0.9],
  ['queue-mean', 8 / 6],
  ['queue-stddev', Math.sqrt(32 / 6 - (8 / 6) ** 2)],
  ['power-mean', 200],
  ['requests-served', 30],
  ['error-rate', 0.25],
  ['served-share', 0.5],
  ['requests-per-second', 0.5],
  ['tokens-per-second', 100],
  ['prompt-tokens-per-second', 10],
  ['preemptions', 0],
  ['idle-share', 2 / 6],
  ['idle-share-fleet', 2 / 6],
  ['replicas-mean', 8 / 6],
  ['replicas-peak', 2],
  ['replicas-mean-over-peak', 8 / 12],
  ['scale-ups', 1],
  ['scale-downs', 0],
  ['oscillations', 0],
  ['gap-count', 1],
  ['gap-mean', 30],
  ['gap-longest', 30],
  ['gap-total', 30],
  ['lost-wva-hpa', 10],
  ['lost-hpa-created', 0],
  ['lost-created-ready', 20],
  ['pod-startup', 20],
  ['gpu-hours', (100 * 2) / HOUR],
  ['requests-per-gpu-hour', 30 / ((100 * 2) / HOUR)],
  ['replica-minutes-per-1000-requests', (100 / 60 / 30) * 1000],
  ['energy', 12_000 / HOUR],
  ['energy-per-request', 12_000 / HOUR / 30],
])('%s', (id, expected) => {
  const { value, why, coverage } = measureKpis(run, measured)[id];
  expect(value).toBeCloseTo(expected, 9);
  expect([why, coverage]).toEqual([undefined, undefined]);
});

test('a run without data has no figure, and says of each why', () => {
  const kpis = measureKpis(run, testMeasurements({ limits: { ttftSeconds: 1 } }));
  expect(Object.keys(kpis)).toEqual(KPI_IDS);
  for (const id of KPI_IDS) {
    expect(kpis[id]).toEqual({ why: KPIS[id].noData });
  }
});

test('a run that ended before its load began says so', () => {
  const kpis = measureKpis(
    run,
    testMeasurements({ window: { from: START, to: START, stepSeconds: 10 }, limits: { ttftSeconds: 1 } })
  );
  expect(new Set(KPI_IDS.map((id) => kpis[id].why))).toEqual(new Set(['the run ended before its load began']));
});

test('no answer is distinguished from no data', () => {
  const kpis = measureKpis(run, testMeasurements({ unread: ['created', 'latency:e2e'] }));
  expect(kpis['gpu-hours'].why).toBe('Prometheus gave no answer for created');
  expect(kpis['e2e-p50'].why).toBe('Prometheus gave no answer for latency:e2e');
  expect(kpis['ttft-p50'].why).toBe(KPIS['ttft-p50'].noData);
});

test('a figure over a window that was measured in part says how much', () => {
  const half = { ...measured, series: { ...measured.series, ready: [testSeries([2, 2, 2])] } };
  expect(measureKpis(run, half)['replicas-mean']).toEqual({
    value: 2,
    coverage: 0.5,
    problem: 'only 50 % of the time was measured',
  });
});

test('whatever is not a number is no figure', () => {
  const broken: Measurements = {
    ...measured,
    series: { ...measured.series, power: [testSeries([NaN, Infinity])] },
    totals: { succeeded: NaN, failed: Infinity },
    gpusPerReplica: NaN,
  };
  const kpis = measureKpis(run, broken);
  const none = ['power-mean', 'energy', 'requests-served', 'error-rate', 'gpu-hours'] as const;
  expect(none.map((id) => kpis[id].value)).toEqual(none.map(() => undefined));
  expect(KPI_IDS.filter((id) => kpis[id].value !== undefined && !Number.isFinite(kpis[id].value))).toEqual([]);
});

test('one sample stands for its step', () => {
  const one = testMeasurements({ series: { ready: [testSeries([undefined, 3])], power: [testSeries([360])] } });
  const kpis = measureKpis(run, one);
  expect(kpis['replicas-mean']).toMatchObject({ value: 3, coverage: 1 / 6 });
  expect(kpis.energy).toMatchObject({ value: 1, coverage: 1 / 6 });
});

test('no request served: what is divided by them is no figure', () => {
  const kpis = measureKpis(run, { ...measured, totals: { succeeded: 0, failed: 0 } });
  expect(kpis['error-rate']).toEqual({ why: KPIS['error-rate'].noData });
  expect(kpis['replica-minutes-per-1000-requests'].value).toBeUndefined();
  expect(kpis['requests-per-gpu-hour'].value).toBe(0);
});

test('an analysis has the gap windows and the changes of the ready replicas', () => {
  const { gaps, scalings } = analysisOf(run, measured);
  expect(gaps).toEqual([{ from: START + 10_000, to: START + 40_000 }]);
  expect(scalings).toEqual([{ at: START + 40_000, from: 1, to: 2 }]);
});

test('the catalogue is whole: no id twice, words for everything', () => {
  expect(new Set(KPI_IDS).size).toBe(KPI_IDS.length);
  expect(Object.keys(KPIS)).toEqual(KPI_IDS);
  expect(KPI_IDS.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  const empty = KPI_IDS.filter((id) => Object.values(KPIS[id]).some((text) => text === ''));
  expect(empty).toEqual([]);
});

test('where nothing scales the workload, what an autoscaler wants is no figure of the run', () => {
  const { hpaDesired, ...rest } = measured.series;
  expect(hpaDesired).toBeDefined();
  const without = { ...measured, series: { ...rest, created: [testSeries([1, 1, 1, 1, 1, 1])] } };
  const kpis = measureKpis({ ...run, mode: 'static' }, without);
  for (const id of ['gap-count', 'gap-longest', 'lost-wva-hpa', 'lost-hpa-created'] as const) {
    expect(kpis[id]).toEqual({ why: expect.stringContaining('nothing scales the workload'), applies: false });
  }
  expect(kpis['lost-created-ready'].value).toBeDefined();
  // A run that asks for an autoscaler and has no HPA lacks one: that is not known, or measured, but never "does not apply".
  expect(measureKpis({ ...run, mode: 'wva' }, without)['gap-count'].value).toBe(1);
});

test.each([
  [15, 0],
  [60, 20],
])('looks at GPUs that are %i s apart leave at least %i W of the power unseen', (seconds, least) => {
  const still = { ...measured.series, power: [testSeries([200, 200, 200, 200, 200, 200])] };
  const evidence = { interval: { gpu: seconds }, holes: {}, counted: {} };
  const kpis = measureKpis(run, { ...measured, series: still, evidence });
  expect(kpis['power-mean'].error).toBe(least);
  expect(kpis.energy.error).toBeCloseTo((least * 60) / HOUR, 9);
});
