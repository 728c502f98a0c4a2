/** A measured run of an hour with twelve replicas, for tests of records. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { analysisOf } from '../domain/analysis/measureKpis';
import { START, testMeasurements, testRun } from '../domain/analysis/testing';
import type { SeriesId, TimeSeries } from '../domain/analysis/types';

const STEP_MS = 15_000;
const POINTS = 240;
const REPLICAS = 12;

function series(value: (i: number) => number, labels: Record<string, string> = {}): TimeSeries {
  const at = Array.from({ length: POINTS }, (_, i) => i);
  return { labels, times: at.map((i) => START + i * STEP_MS), values: at.map(value) };
}

/** Values that repeat little, as measured ones. */
const noise = (i: number, seed: number): number => Math.abs(Math.sin(i * 12.9898 + seed * 78.233) * 43_758.5453) % 1;

/** @param slower factor on the latencies and on the failed requests */
export function testAnalysis(name: string, slower = 1): RunAnalysis {
  const byPod = (scale: number): TimeSeries[] =>
    Array.from({ length: REPLICAS }, (_, pod) =>
      series((i) => noise(i, pod) * scale, { pod: `llm-d-modelservice-decode-6b7c9d8f5-${pod}` })
    );
  const latencies = (['ttft', 'itl', 'e2e'] as const).flatMap((id, n) =>
    ([10, 25, 50, 75, 90, 99] as const).map((p): [SeriesId, TimeSeries[]] => [
      `${id}P${p}`,
      [series((i) => noise(i, n * 100 + p) * slower)],
    ])
  );
  const counts = (scale: number) => ({
    bounds: [0.1 * scale * slower, scale * slower, 10 * scale * slower, Infinity],
    counts: [100, 5000, 7190, 7200],
  });
  const run = testRun({ name, finishedAt: START + 3_600_000, experiment: 'stair', phase: 'succeeded' });
  const measurements = testMeasurements({
    window: { from: START, to: START + 3_600_000, stepSeconds: 15 },
    series: {
      ready: [series(() => REPLICAS)],
      created: [series(() => REPLICAS)],
      desired: [series((i) => (i < 20 ? REPLICAS + 1 : REPLICAS))],
      runningByPod: byPod(64),
      queueByPod: byPod(20),
      kvByPod: byPod(1),
      power: [series((i) => 3000 + noise(i, 1) * 500)],
      ...Object.fromEntries(latencies),
    },
    latency: { ttft: counts(1), itl: counts(0.01), e2e: counts(20) },
    totals: { succeeded: 7200 - 72 * slower, failed: 72 * slower, generatedTokens: 7_000_000 },
    gpusPerReplica: 1,
    queries: { ready: 'sum(kube_deployment_status_replicas_ready)' },
  });
  return analysisOf(run, measurements);
}
