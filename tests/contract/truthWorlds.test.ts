/**
 * @jest-environment node
 *
 * The figures of a run beside what its simulated world knows, in worlds that are harder than the lab's: other variants of its
 * model, prefill apart, groups of pods, several servers in a pod, scalers of other names and kinds, no WVA at all, two
 * Prometheis, other scrape intervals, a leader that is frozen, and each way to tell whose a pod is.
 */
import { OWNERSHIPS } from '../../simulator/metrics/dialect';
import { countsAt } from '../../simulator/truth/observer';
import { KPI_IDS } from '../../src/domain/analysis/kpis';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { modeInForce } from '../../src/domain/scaler';
import { WVA_VERSIONS } from '../../src/queries/metrics';
import { TOLERANCES } from './tolerances';
import { analysesOf, trueRuns, type TrueCase, type TrueRuns } from './trueRuns';

type Harder = Partial<TrueCase> & { says: string };

const HARDER: Harder[] = [
  ...WVA_VERSIONS.map((wvaVersion, i) => {
    const ownership = OWNERSHIPS[i % OWNERSHIPS.length]!;
    return {
      says: `two variants of a model, of other cost and parallelism, WVA ${wvaVersion}, ownership by ${ownership}`,
      preset: 'variants' as const,
      exposition: { labels: i % 2 === 0 ? ('openshift' as const) : ('plain' as const), wvaVersion, ownership },
    };
  }),
  { says: 'prefill and decode apart', preset: 'disaggregated' },
  { says: 'a LeaderWorkerSet, a replica of two pods', preset: 'groups' },
  { says: 'two servers in a pod', preset: 'servers' },
  ...[30, 60].map((sampleSeconds) => ({ says: `a scrape every ${sampleSeconds} s`, sampleSeconds })),
  { says: 'a scaler named otherwise than its target', scalerName: 'my-scaler' },
  { says: 'KEDA on the router’s queue beside a WVA that looks on', scaler: 'keda-queue' },
  ...(['keda-queue', 'keda-saturation', 'hpa'] as const).map((scaler) => ({
    says: `no WVA, ${scaler}`,
    scaler,
    exposition: { labels: 'plain' as const, wvaVersion: 'none' as const },
  })),
  { says: 'two Prometheis', prometheusReplicas: 2 },
  {
    says: 'a leader that is frozen',
    exposition: { labels: 'openshift', wvaVersion: '0.9', frozenLeader: true },
  },
];
const CASES: TrueCase[] = HARDER.map(({ says: _says, ...harder }, i) => ({
  seed: 500 + i,
  pattern: 'p1',
  mode: 'wva',
  replicas: 1,
  exposition: { labels: 'openshift', wvaVersion: '0.9' },
  ...harder,
}));

let world: TrueRuns;
let analyses: RunAnalysis[];

beforeAll(async () => {
  world = await trueRuns(CASES);
  analyses = await analysesOf(world, CASES);
}, 600_000);
afterAll(() => world?.stop());

const named = HARDER.map(({ says }, i) => [says, i] as const);

test.each(named)('%s: every figure is the true one', (_says, i) => {
  const known = world.runs[i]!;
  const { kpis, measurements } = analyses[i]!;
  expect(measurements.problems).toEqual([]);
  const wrong = KPI_IDS.flatMap((id) => {
    const [truth, { value, why }] = [known.truth[id], kpis[id]];
    if (truth === undefined || value === undefined) {
      return truth === value ? [] : [`${id}: ${value ?? why}, in truth ${truth}`];
    }
    const [low, high] = TOLERANCES[id].allowed(truth, known);
    const slack = 1e-9 * Math.abs(truth);
    return value >= low - slack && value <= high + slack
      ? []
      : [`${id}: ${value}, in truth ${truth}, allowed ${low} to ${high}`];
  });
  expect(wrong).toEqual([]);
});

test.each(named)('%s: the truth is within what each figure says it can be off by', (_says, i) => {
  const { truth } = world.runs[i]!;
  const beyond = KPI_IDS.flatMap((id) => {
    const [real, { value, error, problem }] = [truth[id], analyses[i]!.kpis[id]];
    if (real === undefined || value === undefined || problem !== undefined) {
      return [];
    }
    const isWithin = error !== undefined && Math.abs(value - real) <= error + 1e-9 * Math.abs(real);
    return isWithin ? [] : [`${id}: ${value} ± ${error}, in truth ${real}`];
  });
  expect(beyond).toEqual([]);
});

/** Other variants serve the model too, so that the router's count is not the variant's. */
const WITH_OTHERS = ['variants', 'disaggregated'];

test.each(named)('%s: arrivals are the router’s, where it counts the variant’s alone', (_says, i) => {
  const { observer, window } = world.runs[i]!;
  const [arrived, ...more] = analyses[i]!.measurements.series.arrived ?? [];
  expect(more).toEqual([]);
  if (WITH_OTHERS.includes(CASES[i]!.preset ?? 'lab')) {
    return expect(arrived?.labels).toEqual({ source: 'estimate' });
  }
  expect(arrived?.labels).toEqual({ source: 'router' });
  const arrivedBy = (moment: number) => countsAt(observer.seconds, moment)?.arrived ?? 0;
  const truth = arrivedBy(window.to) - arrivedBy(window.from);
  const mean = arrived!.values.reduce((sum, value) => sum + value, 0) / arrived!.values.length;
  const total = (mean * (window.to - window.from)) / 1000;
  expect(truth).toBeGreaterThan(100);
  // A rate looks back over four scrapes: what came in these before either end is not in it whole.
  const lookBack = (4 * (CASES[i]!.sampleSeconds ?? 15) * 1000) / (window.to - window.from);
  expect(Math.abs(total - truth) / truth).toBeLessThan(lookBack);
});

test.each(named)('%s: the mode is the scaler in force', (_says, i) => {
  const { scaler = 'wva', exposition } = CASES[i]!;
  const byWva = exposition.wvaVersion === '0.9' ? 'wva-v2' : 'wva-v1';
  const { run, measurements } = analyses[i]!;
  expect(run.mode).toBe(scaler === 'wva' ? byWva : scaler);
  // As of a run of which nothing else is known: which signals KEDA reads no metric tells.
  const found = modeInForce(undefined, measurements.scaler, measurements.scaler?.metrics);
  expect(found).toBe(scaler === 'wva' ? byWva : 'keda');
});

test.each(named)('%s: the pods are those of the workload', (_says, i) => {
  const { observer, window } = world.runs[i]!;
  const { measurements } = analyses[i]!;
  const most = Math.max(
    ...observer.seconds.filter(({ at }) => at >= window.from && at < window.to).map(({ created }) => created)
  );
  expect(most).toBeGreaterThan(0);
  expect(measurements.ownership?.pods.length).toBeGreaterThanOrEqual(most);
});
