import fc from 'fast-check';

import { analysedFromAnnotation } from './analysedRun';
import {
  isWindow,
  LONGEST_WINDOW_MS,
  marksOfWindow,
  SHORTEST_WINDOW_MS,
  windowAnnotation,
  windowProblems,
  windowRef,
  windowsIn,
  type MarkedWindow,
} from './markedWindow';
import { annotatedRun, isFinalAnnotation, reconcile } from './runAnnotation';
import { links, run, T0 } from './runAnnotation.fixtures';

const HOUR = 3600_000;
const NOW = T0 + 10 * HOUR;
const LOAD = [{ name: 'step-1', delaySeconds: 0, durationSeconds: 600, rate: 2, promptTokens: 512, outputTokens: 128 }];

const aWindow = (change: Partial<MarkedWindow> = {}): MarkedWindow => ({
  namespace: 'llm-d',
  workload: 'decode',
  experiment: 'Harness B',
  from: T0,
  to: T0 + HOUR,
  load: LOAD,
  markedBy: 'ana',
  ...change,
});
const marked = (window: MarkedWindow, id = 1) => ({ id, ...windowAnnotation(window, links) });

it.each([
  ['is well named and over', {}, []],
  [
    'has no name',
    { experiment: ' ', workload: 'De code', namespace: '' },
    ['no-experiment', 'no-namespace', 'no-workload'],
  ],
  ['ends before it begins', { to: T0 - 1 }, ['backwards']],
  ['ends when it begins', { to: T0 }, ['backwards']],
  ['has no end', { to: NaN }, ['no-time']],
  ['lies in the future', { from: NOW - HOUR, to: NOW + 1 }, ['future']],
  ['is shorter than a look', { to: T0 + SHORTEST_WINDOW_MS - 1, load: undefined }, ['too-short']],
  ['is as short as it may be', { to: T0 + SHORTEST_WINDOW_MS, load: undefined }, []],
  ['is too long', { from: NOW - LONGEST_WINDOW_MS - 1, to: NOW }, ['too-long']],
  ['has more load than time', { to: T0 + 599_000 }, ['load-too-long']],
])('a window that %s', (_, change, problems) => {
  expect(windowProblems(aWindow(change), NOW)).toEqual(problems);
});

test('the mark holds all that an analysis needs, and is final', () => {
  const mark = marked(aWindow());
  expect(mark.tags).toEqual([
    'wva-run',
    `run:llm-d/${windowRef(aWindow()).name}`,
    'experiment:Harness B',
    'status:unknown',
  ]);
  expect(isFinalAnnotation(mark)).toBe(true);
  const [found] = windowsIn([mark]);
  expect(found).toMatchObject({ variant: 'decode', namespace: 'llm-d', startedBy: 'ana', startedAt: T0, load: LOAD });
  expect(found && analysedFromAnnotation(found)).toMatchObject({
    ...windowRef(aWindow()),
    workload: { namespace: 'llm-d', variant: 'decode' },
    startedAt: T0,
    loadStartedAt: T0,
    finishedAt: T0 + HOUR,
    loadProfile: { steps: LOAD },
    params: [],
  });
  expect(mark.text).toMatch(/^Harness B window: llm-d\//);
});

test('a run of the cluster is no window', () => {
  expect(isWindow(run())).toBe(false);
  expect(isWindow({})).toBe(false);
});

test('whoever marks the same workload and time marks the same run; any other is another one', () => {
  const uidOf = (window: MarkedWindow) => annotatedRun(marked(window))?.uid;
  expect(uidOf(aWindow({ experiment: 'other', markedBy: 'ben', load: undefined }))).toBe(uidOf(aWindow()));
  const others = [{ from: T0 + 1000 }, { to: T0 + 2000 }, { workload: 'prefill' }, { namespace: 'other' }];
  expect(new Set([{}, ...others].map((change) => uidOf(aWindow(change)))).size).toBe(5);
  expect(
    marksOfWindow(aWindow(), [marked(aWindow(), 7), marked(aWindow({ to: T0 + 1 }), 8), marked(aWindow(), 3)])
  ).toMatchObject([{ id: 3 }, { id: 7 }]);
});

test('reconciling leaves windows alone, though the cluster has no such run', () => {
  const census = { uids: new Set<string>(), namespaces: new Set(['llm-d']), asOf: NOW };
  expect(reconcile({ runs: [], now: NOW, census }, [marked(aWindow())], links)).toEqual([]);
});

test('whatever the experiment is called, the run has a name that Kubernetes takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (experiment) => {
      const { name } = windowRef(aWindow({ experiment }));
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    })
  );
});
