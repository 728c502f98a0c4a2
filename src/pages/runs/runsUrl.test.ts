import fc from 'fast-check';

import { RUN_MODES } from '../../domain/run';
import { LISTED_PHASES, NEWEST_FIRST, NO_FILTER, OUTCOME_KEYS, SORT_KEYS } from './runFilter';
import { RUNS_URL } from './runsUrl';

describe('the list in the URL', () => {
  it('is empty at the defaults', () => {
    const written = RUNS_URL.write({ filter: NO_FILTER, sort: NEWEST_FIRST, selected: [], starting: false });
    expect(Object.values(written).flatMap((value) => value ?? [])).toEqual([]);
    expect(RUNS_URL.read({})).toEqual({ filter: NO_FILTER, sort: NEWEST_FIRST, selected: [], starting: false });
  });

  it.each([
    [{ phase: 'failed' }, { phases: ['failed'] }],
    [{ phase: ['failed', 'nonsense'] }, { phases: ['failed'] }],
    [{ mode: '<script>' }, { modes: [] }],
    [{ q: ['first', 'second'] }, { search: 'first' }],
    [{ ns: ['a', ''] }, { namespaces: ['a'] }],
  ])('reads %j', (values, filter) => {
    expect(RUNS_URL.read(values).filter).toEqual({ ...NO_FILTER, ...filter });
  });

  it.each([
    ['name', { by: 'name', descending: false }],
    ['-name', { by: 'name', descending: true }],
    ['created', { by: 'created', descending: false }],
    ['constructor', NEWEST_FIRST],
    ['', NEWEST_FIRST],
  ])('reads sort=%s', (sort, expected) => {
    expect(RUNS_URL.read({ sort }).sort).toEqual(expected);
  });

  it('chooses runs by names only, each once', () => {
    expect(RUNS_URL.read({ select: ['a/b', 'nonsense', 'a/b', 'c/d'] }).selected).toEqual(['a/b', 'c/d']);
  });

  it.each([
    [
      ['verdict', 'nonsense', 'ttft-p99'],
      ['verdict', 'ttft-p99'],
    ],
    [['none'], []],
    [['nonsense'], undefined],
  ])('shows the columns %j', (show, outcomes) => {
    expect(RUNS_URL.read({ show }).outcomes).toEqual(outcomes);
  });

  it('comes back as it was written', () => {
    const texts = fc.array(fc.string({ minLength: 1 }), { maxLength: 3 });
    const states = fc.record({
      filter: fc.record({
        phases: fc.subarray([...LISTED_PHASES]),
        modes: fc.subarray([...RUN_MODES]),
        experiments: texts,
        startedBy: texts,
        namespaces: texts,
        search: fc.string(),
      }),
      sort: fc.record({ by: fc.constantFrom(...SORT_KEYS, ...OUTCOME_KEYS), descending: fc.boolean() }),
      selected: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}\/[a-z0-9-]{1,20}$/), { maxLength: 4 }),
      starting: fc.boolean(),
      outcomes: fc.option(fc.shuffledSubarray([...OUTCOME_KEYS], { maxLength: 5 }), { nil: undefined }),
    });
    fc.assert(fc.property(states, (state) => expect(RUNS_URL.read(RUNS_URL.write(state))).toEqual(state)));
  });
});
