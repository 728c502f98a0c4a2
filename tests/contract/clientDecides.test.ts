/**
 * @jest-environment node
 *
 * Requests of which no counter of vLLM says how they ended, and the client's own reports that do.
 */
import { analysisOf } from '../../src/domain/analysis/measureKpis';
import type { AnalysedRun, ClientOutcomes, Measurements } from '../../src/domain/analysis/types';
import { checkGate } from '../../src/domain/comparison/checkGate';
import { LAB_GATES } from '../../src/domain/comparison/gates';
import { measureRun } from '../../src/measuring/measureRun';
import { DIALECTS } from '../../src/queries/dialect';
import { M } from '../../src/queries/metrics';
import { askAsGrafana } from './askAsGrafana';
import { AFTER, BEFORE, HOUR, Scene } from './scene';
import { writtenPrometheus, type FilledPrometheus } from './simulatedPrometheus';

/** Two requests a second begin; 70 % of them end in an answer, and nothing counts the rest. */
const scene = new Scene('client', 15)
  .cluster()
  .pod(M.success, (s) => 1.4 * Math.min(HOUR, Math.max(0, s)), undefined, { finished_reason: 'stop' })
  .pod(M.success, () => 0, undefined, { finished_reason: 'abort' })
  .pod(`${M.ttft}_count`, (s) => 2 * Math.min(HOUR, Math.max(0, s)));
const ALL = 2 * HOUR;

let prometheus: FilledPrometheus;
let run: AnalysedRun;
let measurements: Measurements;

beforeAll(async () => {
  prometheus = await writtenPrometheus(BEFORE + HOUR + AFTER, scene.series);
  const startedAt = (prometheus.start + BEFORE) * 1000;
  run = {
    namespace: scene.namespace,
    name: 'r',
    phase: 'succeeded',
    workload: { namespace: scene.namespace, variant: 'decode' },
    startedAt,
    finishedAt: startedAt + HOUR * 1000,
    loadStartedAt: startedAt,
    params: [],
    results: [],
    pruned: false,
  };
  const ask = askAsGrafana(prometheus.url);
  measurements = await measureRun(run, { ask, dialect: DIALECTS.openshift, now: Date.now() });
}, 120_000);
afterAll(() => prometheus?.stop());

const gate = LAB_GATES.find(({ kpi }) => kpi === 'error-rate')!;

function judged(client?: ClientOutcomes) {
  const { kpis } = analysisOf(run, { ...measurements, client });
  const good = { ...kpis, 'error-rate': { value: 0, error: 0 } };
  return { ...kpis, outcome: checkGate(gate, [kpis], [good]).outcome };
}

test('without a report the error rate is not known, and neither is its gate', () => {
  const { outcome, 'error-rate': rate } = judged();
  expect(rate.problem).toMatch(/2160 of 7200 requests have no outcome/);
  expect(outcome).toBe('unknown');
});

test.each([
  ['the others failed', { successful: 0.7 * ALL, errored: 0.3 * ALL, incomplete: 0 }, 0.3, 'failed'],
  ['the client cut the others off', { successful: 0.7 * ALL, errored: 0, incomplete: 0.3 * ALL }, 0, 'passed'],
])('a report of these requests decides: %s', (_says, client, share, decision) => {
  const { outcome, 'error-rate': rate, 'requests-failed': failed } = judged(client);
  expect(rate).toEqual({ value: share, error: 0, source: expect.stringMatching(/client’s reports.*2160 requests/) });
  expect(failed.value).toBe(client.errored);
  expect(outcome).toBe(decision);
});

test('a report of other requests, or of a part of them, decides nothing', () => {
  const { outcome, 'error-rate': rate } = judged({ successful: 0.7 * ALL, errored: 0, incomplete: 0 });
  expect(rate.problem).toMatch(/no outcome/);
  expect(rate.source).toBeUndefined();
  expect(outcome).toBe('unknown');
});
