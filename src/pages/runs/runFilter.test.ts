import fc from 'fast-check';

import type { ListedRun } from '../../assessment/listedRuns';
import { RUN_PHASES } from '../../domain/run';
import { facetsOf, NEWEST_FIRST, NO_FILTER, NONE, selectRuns, SORT_KEYS, type RunFilter } from './runFilter';

const run = (name: string, over: Partial<ListedRun> = {}): ListedRun => ({
  namespace: 'experiment-01',
  name,
  uid: `uid-${name}`,
  resourceVersion: '1',
  phase: 'succeeded',
  reason: 'Succeeded',
  createdAt: 1000,
  managed: true,
  origin: 'cluster',
  modeFrom: 'params',
  ...over,
});

const RUNS = [
  run('stair-wva-a', {
    createdAt: 3000,
    experiment: 'stair',
    mode: 'wva',
    startedBy: 'ada',
    phase: 'running',
    variant: 'decode',
  }),
  run('stair-static-b', { createdAt: 2000, experiment: 'stair', mode: 'static', startedBy: 'bob', phase: 'failed' }),
  run('hand-made', { createdAt: 1000, namespace: 'experiment-02', pipeline: 'wva-load-test', managed: false }),
];
const names = (filter: Partial<RunFilter>, sort = NEWEST_FIRST) =>
  selectRuns(RUNS, { ...NO_FILTER, ...filter }, sort).map((r) => r.name);

describe('selectRuns', () => {
  it.each<[string, Partial<RunFilter>, string[]]>([
    ['no filter', {}, ['stair-wva-a', 'stair-static-b', 'hand-made']],
    ['one phase', { phases: ['failed'] }, ['stair-static-b']],
    ['two phases are ORed', { phases: ['failed', 'running'] }, ['stair-wva-a', 'stair-static-b']],
    ['facets are ANDed', { experiments: ['stair'], modes: ['wva'] }, ['stair-wva-a']],
    ['runs without an experiment', { experiments: [NONE] }, ['hand-made']],
    ['runs that say no starter', { startedBy: [NONE, 'ada'] }, ['stair-wva-a', 'hand-made']],
    ['namespace', { namespaces: ['experiment-02'] }, ['hand-made']],
    ['search ignores case', { search: 'STAIR-W' }, ['stair-wva-a']],
    ['every word must occur', { search: 'stair bob' }, []],
    ['search looks at pipeline and variant', { search: 'load-test' }, ['hand-made']],
    ['blank search is no search', { search: '  ' }, ['stair-wva-a', 'stair-static-b', 'hand-made']],
    ['search is text, not a pattern', { search: '.*' }, []],
  ])('%s', (_, filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });

  it.each([
    ['name, ascending', { by: 'name', descending: false }, ['hand-made', 'stair-static-b', 'stair-wva-a']],
    [
      "phase in the order of a run's life",
      { by: 'phase', descending: false },
      ['stair-wva-a', 'hand-made', 'stair-static-b'],
    ],
    [
      'equal ones stay newest first',
      { by: 'experiment', descending: true },
      ['stair-wva-a', 'stair-static-b', 'hand-made'],
    ],
    ['oldest first', { by: 'created', descending: false }, ['hand-made', 'stair-static-b', 'stair-wva-a']],
  ] as const)('sorts by %s', (_, sort, expected) => {
    expect(names({}, sort)).toEqual(expected);
  });

  it('neither loses, doubles nor invents a run, whatever the order', () => {
    const anyRun = fc.record({
      name: fc.string(),
      createdAt: fc.nat(5),
      phase: fc.constantFrom(...RUN_PHASES),
      experiment: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(anyRun), fc.constantFrom(...SORT_KEYS), fc.boolean(), (parts, by, descending) => {
        const runs = parts.map((part, i) => run(part.name, { ...part, uid: String(i) }));
        const uids = (rs: ListedRun[]) => rs.map((r) => Number(r.uid)).sort((a, b) => a - b);
        expect(uids(selectRuns(runs, NO_FILTER, { by, descending }))).toEqual(runs.map((_, i) => i));
      })
    );
  });

  it('takes less than a tenth of a second over 5,000 runs', () => {
    const many = Array.from({ length: 5000 }, (_, i) => run(`run-${i}`, { createdAt: i, experiment: `e${i % 7}` }));
    const start = performance.now();
    expect(selectRuns(many, { ...NO_FILTER, search: 'run-49' }, { by: 'name', descending: false })).toHaveLength(111);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('facetsOf', () => {
  it('counts the values of all runs', () => {
    expect(facetsOf(RUNS)).toEqual({
      phases: [
        { value: 'running', count: 1 },
        { value: 'succeeded', count: 1 },
        { value: 'failed', count: 1 },
      ],
      modes: [
        { value: 'static', count: 1 },
        { value: 'wva', count: 1 },
      ],
      experiments: [
        { value: 'stair', count: 2 },
        { value: NONE, count: 1 },
      ],
      startedBy: [
        { value: NONE, count: 1 },
        { value: 'ada', count: 1 },
        { value: 'bob', count: 1 },
      ],
      namespaces: [
        { value: 'experiment-01', count: 2 },
        { value: 'experiment-02', count: 1 },
      ],
    });
  });
});
