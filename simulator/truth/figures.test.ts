import type { AnalysedRun } from '../../src/domain/analysis/types';
import type { KpiId } from '../../src/domain/analysis/kpis';
import { heldGpuHours, observedQuantile, trueFigures } from './figures';
import type { Second } from './observer';

const START = Date.UTC(2026, 0, 1);
const at = (seconds: number) => START + seconds * 1000;
const NOTHING = { arrived: 0, served: 0, failed: 0, generatedTokens: 0, promptTokens: 0, preemptions: 0 };
const IDLE = { kv: 0, running: 0, waiting: 0 };
const BUSY = { kv: 0.85, running: 5, waiting: 5 };

/** Five seconds of one replica, then five in which a second one is wanted, made, and ready at last. */
const SECONDS: Second[] = Array.from({ length: 11 }, (_, i) => ({
  at: at(i),
  desired: i < 5 ? 1 : 2,
  hpaDesired: i < 6 ? 1 : 2,
  created: i < 7 ? 1 : 2,
  ready: i < 9 ? 1 : 2,
  unplaced: 0,
  replicas: i < 5 ? [IDLE] : i < 9 ? [BUSY] : [BUSY, IDLE],
  watts: 360,
  gpus: 1,
  counts: { ...NOTHING, served: 2 * i, failed: i < 5 ? 0 : 5, generatedTokens: 100 * i },
}));
const RUN = {
  loadStartedAt: START,
  loadProfile: { steps: [{ name: 's', delaySeconds: 0, durationSeconds: 5, rate: 8 }] },
} as AnalysedRun;
const SPAN = { from: at(0), to: at(10) };
const OBSERVED = { seconds: SECONDS, observations: { ttft: [], itl: [], e2e: [{ at: at(3), value: 2, times: 1 }] } };

test.each<[KpiId, number | undefined]>([
  ['requests-served', 20],
  ['requests-cut-off', 5],
  ['error-rate', 0],
  ['served-share', 0.5],
  ['tokens-per-second', 100],
  ['idle-share', 6 / 11],
  ['idle-share-fleet', 0.5],
  ['kv-mean', (5 * 0.85) / 11],
  ['replicas-mean', 1.1],
  ['scale-ups', 1],
  ['gap-count', 1],
  ['gap-total', 4],
  ['lost-wva-hpa', 1],
  ['lost-hpa-created', 1],
  ['lost-created-ready', 2],
  ['pod-startup', 2],
  // 1.7 caches in demand: 2 replicas by scaleUpThreshold.
  ['under-provisioned', 4 / 60],
  ['over-provisioned', 0],
  ['gpu-hours', (13 * 2) / 3600],
  ['energy', 1],
  ['e2e-p50', 2],
  ['ttft-p50', undefined],
])('%s', (id, expected) => {
  const value = trueFigures(RUN, SPAN, OBSERVED, 2)[id];
  expect(value === undefined ? undefined : Math.round(value * 1e9) / 1e9).toEqual(
    expected === undefined ? undefined : Math.round(expected * 1e9) / 1e9
  );
});

test('GPU-hours held are those of the GPUs', () => {
  expect(heldGpuHours(OBSERVED, SPAN)).toBeCloseTo(10 / 3600, 9);
});

test.each([
  [0.1, 1],
  [0.5, 1],
  [0.51, 3],
  [1, 9],
])('the %f quantile is an observation', (q, expected) => {
  const observations = [
    { at: START, value: 9, times: 1 },
    { at: START, value: 1, times: 5 },
    { at: START, value: 3, times: 4 },
  ];
  expect(observedQuantile(observations, q)).toBe(expected);
});
