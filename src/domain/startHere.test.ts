import type { RunSummary } from './run';
import { offersOf } from './startHere';

/** Newest first. */
const runs = (...all: Array<Partial<RunSummary> & { name: string }>): RunSummary[] =>
  all.map((run, i) => ({
    namespace: 'n',
    uid: run.name,
    resourceVersion: '1',
    phase: 'succeeded',
    reason: '',
    createdAt: 1000 - i,
    experiment: 'e',
    managed: true,
    ...run,
  }));
const compared = (...all: Parameters<typeof runs>) => offersOf(runs(...all)).compared.map(({ name }) => name);

test.each<[string, Parameters<typeof runs>, string[]]>([
  ['no run', [], []],
  [
    'one mode only',
    [
      { name: 'a', mode: 'wva' },
      { name: 'b', mode: 'wva' },
    ],
    [],
  ],
  [
    'two modes, the static one as baseline',
    [
      { name: 'a', mode: 'wva' },
      { name: 'b', mode: 'static' },
    ],
    ['b', 'a'],
  ],
  [
    'three, though only two modes',
    [
      { name: 'a', mode: 'wva' },
      { name: 'b', mode: 'static' },
      { name: 'c', mode: 'static' },
    ],
    ['c', 'b', 'a'],
  ],
  [
    'another experiment, or a failure, in between',
    [
      { name: 'x', mode: 'wva', experiment: 'other' },
      { name: 'y', mode: 'hpa', phase: 'failed' },
      { name: 'a', mode: 'wva' },
      { name: 'b', mode: 'static' },
    ],
    ['b', 'a'],
  ],
  [
    'four modes: the newest three',
    [
      { name: 'a', mode: 'wva' },
      { name: 'b', mode: 'hpa' },
      { name: 'c', mode: 'keda' },
      { name: 'd', mode: 'static' },
    ],
    ['c', 'b', 'a'],
  ],
])('compares of %s', (_, all, expected) => {
  expect(compared(...all)).toEqual(expected);
});

test('explains the newest run that a scaler had in its hands', () => {
  expect(offersOf(runs({ name: 'a', mode: 'static' }, { name: 'b', mode: 'hpa' })).scaled?.name).toBe('b');
  expect(offersOf(runs({ name: 'a', mode: 'static' }, { name: 'b' })).scaled).toBeUndefined();
});
