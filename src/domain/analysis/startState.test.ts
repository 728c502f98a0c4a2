import { groupRuns } from '../comparison/groups';
import { testKpis, testRun } from '../comparison/testing';
import { leftovers, startState, type StartState } from './startState';
import { START, testMeasurements, testSeries } from './testing';
import type { AnalysedRun, Measurements } from './types';

const params = (initial: string, reset = 'true') => [
  { name: 'initial-replicas', value: initial },
  { name: 'reset-llm-d', value: reset },
];
const CLEAN: StartState = { desired: 1, ready: 1, queue: 0, kv: 0, inFlight: 0, planned: 1 };
const wva = (part: Partial<AnalysedRun> = {}) =>
  testRun({ mode: 'wva', replicas: '1..12', params: params('1'), ...part });

/** One sample before the load begins, and one after, when all has changed. */
const measured = ([desired, ready, queue, kv, inFlight]: number[]): Measurements => {
  const window = { from: START + 4000, to: START + 60_000, stepSeconds: 10 };
  const series = { desired, ready, queueByPod: queue, kvByPod: kv, runningByPod: inFlight };
  return testMeasurements({
    window,
    series: Object.fromEntries(Object.entries(series).map(([id, value]) => [id, [testSeries([value, 99])]])),
  });
};

test('the state is that of the last look before the first load step, over all replicas', () => {
  const m = measured([5, 1, 2, 0.4, 3]);
  const two = {
    ...m,
    series: {
      ...m.series,
      queueByPod: [testSeries([2], { pod: 'a' }), testSeries([4], { pod: 'b' })],
      kvByPod: [testSeries([0.4], { pod: 'a' }), testSeries([0.1], { pod: 'b' })],
    },
  };
  expect(startState(wva(), two)).toEqual({ desired: 5, ready: 1, queue: 6, kv: 0.4, inFlight: 3, planned: 1 });
});

test('what was not measured then is not known', () => {
  const late = { ...testMeasurements(), window: { from: START - 1, to: START + 60_000, stepSeconds: 10 } };
  expect(startState(wva(), { ...late, series: { ready: [testSeries([4])] } })).toEqual({ planned: 1 });
});

test.each<[string, AnalysedRun, Partial<StartState>, string[]]>([
  ['a clean start', wva(), {}, []],
  ['what the scaler still wants', wva(), { desired: 5 }, ['desired']],
  ['replicas that are still there', wva(), { ready: 3 }, ['ready']],
  ['replicas that are not there yet', wva(), { ready: 0 }, ['ready']],
  ['requests of another load', wva(), { queue: 2, inFlight: 5, kv: 0.3 }, ['queue', 'inFlight', 'kv']],
  ['the rest of a rounding', wva(), { kv: 0.004 }, []],
  ['of a static run what the scaler wants says nothing', testRun({ mode: 'static' }), { desired: 5 }, []],
  [
    'nothing is known',
    wva(),
    { desired: undefined, ready: undefined, queue: undefined, kv: undefined, inFlight: undefined },
    [],
  ],
  ['it is not known what the run sets', wva(), { planned: undefined, ready: 7 }, []],
])('left over: %s', (_, run, part, ids) => {
  expect(leftovers(run, { ...CLEAN, ...part }).map(({ id }) => id)).toEqual(ids);
});

test.each([
  ['a run that resets', params('2'), 2],
  ['one that does not', params('2', 'false'), undefined],
  ['one that does not say to what', params('auto'), undefined],
  ['a pruned one', [], undefined],
])('replicas that are set by %s', (_, given, planned) => {
  expect(startState(wva({ params: given }), testMeasurements()).planned).toBe(planned);
});

test('repeats that began with other replicas are a group of their own, and say with which', () => {
  const member = (name: string, state: number[]) => ({
    run: wva({ name }),
    kpis: testKpis(),
    measurements: measured(state),
  });
  const groups = groupRuns([
    member('a', [1, 1, 0, 0, 0]),
    member('b', [5, 1, 0, 0, 0]),
    member('c', [1, 1, 0, 0, 0]),
    member('d', [1, 1, 3, 0, 1]),
  ]);
  expect(groups.map(({ members }) => members.map(({ run }) => run.name))).toEqual([['a', 'c', 'd'], ['b']]);
  expect(groups.map(({ began }) => began)).toEqual([[], [{ id: 'desired', value: 5, planned: 1 }]]);
});
