/**
 * @jest-environment node
 *
 * Two, three and nine repeats of an experiment, simulated with seeds of their own and measured through a real Prometheus:
 * what is said of them is possible, does not contradict itself, and holds for the repeats that are made afterwards.
 */
import { KPI_IDS, KPIS, type KpiId } from '../../src/domain/analysis/kpis';
import { measureKpis } from '../../src/domain/analysis/measureKpis';
import { checkGate } from '../../src/domain/comparison/checkGate';
import { delta } from '../../src/domain/comparison/deltas';
import { LAB_GATES } from '../../src/domain/comparison/gates';
import { groupKpi, groupRuns, type Member } from '../../src/domain/comparison/groups';
import { measureRun } from '../../src/measuring/measureRun';
import { DIALECTS } from '../../src/queries/dialect';
import { askAsGrafana } from './askAsGrafana';
import { trueRuns, type TrueCase, type TrueRuns } from './trueRuns';

const MOST = 9;
const MODES = ['static', 'wva'] as const;
type Mode = (typeof MODES)[number];

const CASES: TrueCase[] = MODES.flatMap((mode, j) =>
  Array.from({ length: MOST }, (_, i) => ({
    seed: 100 + 2 * i + j,
    pattern: 'p1' as const,
    mode,
    replicas: 2,
    exposition: { labels: 'openshift' as const, wvaVersion: '0.5' as const },
  }))
);

let world: TrueRuns;
const members: Record<Mode, Member[]> = { static: [], wva: [] };

beforeAll(async () => {
  world = await trueRuns(CASES);
  const ask = askAsGrafana(world.url);
  for (const [i, { run }] of world.runs.entries()) {
    const measurements = await measureRun(run, { ask, dialect: DIALECTS.openshift, now: Date.now() });
    members[CASES[i]!.mode].push({ run: { ...run, name: `${run.name}-${i}` }, kpis: measureKpis(run, measurements) });
  }
}, 600_000);
afterAll(() => world?.stop());

/** Figures that cannot exceed 1, beside not being negative. */
const SHARES = KPI_IDS.filter((id) => KPIS[id].unit === 'percentunit' && id !== 'served-share');
const kpisOf = (all: readonly Member[]) => all.map(({ kpis }) => kpis);
const valuesOf = (kpi: KpiId, all: readonly Member[]) => all.map(({ kpis }) => kpis[kpi]);

test.each([2, 3, 9])('%i repeats are one group each, and their intervals are possible', (n) => {
  const groups = groupRuns(MODES.flatMap((mode) => members[mode].slice(0, n)));
  expect(groups.map((group) => [group.mode, group.members.length])).toEqual(MODES.map((mode) => [mode, n]));
  const impossible = groups.flatMap((group) =>
    KPI_IDS.flatMap((kpi) => {
      const { estimate } = groupKpi(group, kpi);
      if (!estimate) {
        return [];
      }
      const { centre, lowest, highest, interval } = estimate;
      const most = SHARES.includes(kpi) ? 1 : Infinity;
      const { low, high, kind } = interval ?? { low: NaN, high: NaN, kind: 'none' };
      const isPossible =
        lowest <= centre && centre <= highest && 0 <= low && low <= centre && centre <= high && high <= most;
      const isOfKind = estimate.n < 2 || kind === (estimate.n < 3 ? 'span' : 'confidence');
      return isPossible && isOfKind ? [] : [`${group.mode} ${kpi}: ${low} to ${centre} to ${high} (${kind})`];
    })
  );
  expect(impossible).toEqual([]);
});

test('what two or three repeats say is not the opposite of what nine say', () => {
  const judged = (kpi: KpiId, n: number) =>
    delta(kpi, valuesOf(kpi, members.wva.slice(0, n)), valuesOf(kpi, members.static.slice(0, n)))?.judgement;
  const opposite = KPI_IDS.flatMap((kpi) => {
    const all = judged(kpi, MOST);
    const said = [2, 3].map((n) => judged(kpi, n));
    return said.some((one) => (one === 'better' && all === 'worse') || (one === 'worse' && all === 'better'))
      ? [`${kpi}: ${said.join(', ')}; of nine ${all}`]
      : [];
  });
  expect(opposite).toEqual([]);
  // It would be no use to say nothing: nine repeats tell most of what differs.
  expect(KPI_IDS.filter((kpi) => ['better', 'worse'].includes(judged(kpi, MOST) ?? '')).length).toBeGreaterThan(10);
});

test('intervals of three repeats hold the centre of all nine about as often as they say', () => {
  const looked = MODES.flatMap((mode) =>
    KPI_IDS.flatMap((kpi) => {
      const all = groupKpi({ members: members[mode] }, kpi).estimate;
      // A figure that is the same in every run has nothing to miss.
      return !all || all.n < MOST || all.lowest === all.highest
        ? []
        : [0, 3, 6].map((from) => {
            const { interval } = groupKpi({ members: members[mode].slice(from, from + 3) }, kpi).estimate!;
            return interval!.low <= all.centre && all.centre <= interval!.high;
          });
    })
  );
  expect(looked.length).toBeGreaterThan(100);
  expect(looked.filter(Boolean).length / looked.length).toBeGreaterThan(0.9);
});

test.each([2, 3, 4])('no gate is shown to fail for %i repeats against as many of the very same', (n) => {
  const failed = MODES.flatMap((mode) =>
    LAB_GATES.map((gate) => {
      const [side, held] = [members[mode].slice(0, n), members[mode].slice(n, 2 * n)];
      return { mode, kpi: gate.kpi, ...checkGate(gate, kpisOf(side), kpisOf(held)) };
    }).filter(({ outcome, certainty }) => outcome !== 'passed' && outcome !== 'unknown' && certainty === 'shown')
  );
  expect(failed).toEqual([]);
});
