import { analysisOf } from './measureKpis';
import { mergeMeasurements } from './mergeMeasurements';
import { testMeasurements, testRun, testSeries } from './testing';
import type { Measurements } from './types';

const of = (replicas: number, gpus: number, part: Partial<Measurements> = {}): Measurements =>
  testMeasurements({
    series: {
      created: [testSeries(Array<number>(6).fill(replicas))],
      ready: [testSeries(Array<number>(6).fill(replicas))],
      kvByPod: [testSeries(Array<number>(6).fill(0.1 * replicas), { pod: `p${replicas}` })],
    },
    latency: { ttft: { bounds: [1, Infinity], counts: [replicas * 10, replicas * 20] } },
    totals: { succeeded: replicas * 100 },
    gpusPerReplica: gpus,
    ...part,
  });
const figures = (...all: Measurements[]) => {
  const merged = mergeMeasurements(all.map((measurements, i) => ({ workload: `w${i}`, measurements })));
  return { merged, kpis: analysisOf(testRun(), merged).kpis };
};

test('one workload is itself', () => {
  const alone = of(2, 4);
  expect(figures(alone).merged).toBe(alone);
});

test('GPU-hours, replicas, requests and histograms add up, of variants of other sizes too', () => {
  const [small, large] = [figures(of(3, 1)).kpis, figures(of(1, 2)).kpis];
  const { kpis, merged } = figures(of(3, 1), of(1, 2));
  expect(kpis['gpu-hours'].value).toBeCloseTo(small['gpu-hours'].value! + large['gpu-hours'].value!, 12);
  expect(kpis['replicas-mean'].value).toBe(4);
  expect(kpis['requests-served'].value).toBe(400);
  expect(merged.latency.ttft?.counts).toEqual([40, 80]);
  expect(merged.series.kvByPod).toHaveLength(2);
  expect(merged.problems).toEqual([]);
});

test('a warning on one workload is one on the sum', () => {
  const { merged, kpis } = figures(of(2, 1), of(1, 1, { warnings: { created: ['partial response'] } }));
  expect(merged.warnings).toEqual({ created: ['w1: partial response'] });
  expect(kpis['gpu-hours'].problem).toContain('w1: partial response');
});

test('where one of the workloads was not measured there is no sum, and where one never is, it is said', () => {
  const holed = of(1, 1, { series: { ready: [testSeries([1, undefined, 1])], created: [testSeries([1])] } });
  expect(figures(of(2, 1), holed).merged.series.ready?.[0]?.values).toEqual([3, 3]);
  const { merged, kpis } = figures(of(2, 1), of(1, 1, { series: { created: [testSeries([1])] } }));
  expect(merged.series.ready).toBeUndefined();
  expect(kpis['replicas-mean'].value).toBeUndefined();
  expect(merged.problems).toEqual(['w1: no series ready, so there is none of all']);
});

test('histograms with other buckets are not added', () => {
  const other = of(1, 1, { latency: { ttft: { bounds: [2, Infinity], counts: [1, 2] } } });
  const { merged, kpis } = figures(of(2, 1), other);
  expect([merged.latency.ttft, kpis['ttft-p99'].value]).toEqual([undefined, undefined]);
  expect(merged.problems.join()).toContain('other buckets for ttft');
});
