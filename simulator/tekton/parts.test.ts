import fc from 'fast-check';

import { formatDuration, parseDuration } from './duration';
import { combinations, hasEmptyArray } from './matrix';
import { childName, podName, taskRunNames } from './naming';
import { parseLoadStep } from './programs/loadStep';
import { substitute, type Variables } from './substitution';

describe('durations', () => {
  it.each([
    ['1h0m0s', 3600],
    ['90s', 90],
    ['1.5h', 5400],
    ['1h30m', 5400],
    ['0', 0],
    ['-5m', -300],
    ['250ms', 0.25],
    ['5', undefined],
    ['', undefined],
    ['abc', undefined],
    ['1h x', undefined],
  ])('%p is %p s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (s) => expect(parseDuration(formatDuration(s))).toBe(s))
    );
  });
  it.each([
    [3600, '1h0m0s'],
    [90, '1m30s'],
    [5, '5s'],
    [0, '0s'],
  ])('%d is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

describe('names', () => {
  it('number the TaskRuns of a matrix', () => {
    expect(taskRunNames('run', 'load', 1)).toEqual(['run-load']);
    expect(taskRunNames('run', 'load', 2)).toEqual(['run-load-0', 'run-load-1']);
    expect(podName('run-load')).toBe('run-load-pod');
  });
  it('are hashed as kmeta.ChildName does', () => {
    // knative.dev/pkg/kmeta/names_test.go
    expect(childName('a', 'b')).toBe('ab');
    expect(childName('a'.repeat(63), '-foo')).toBe('aaaaaaaaaaaaaaaaaaaaaaaaaaab06521f39153d618550606be297466d5-foo');
  });
  it('have at most 63 characters and differ for different parents', () => {
    const name = fc.stringMatching(/^[a-z]{1,80}$/);
    fc.assert(
      fc.property(name, name, fc.stringMatching(/^-[a-z]{1,70}$/), (a, b, suffix) => {
        expect(childName(a, suffix).length).toBeLessThanOrEqual(63);
        expect(childName(a, suffix) === childName(b, suffix)).toBe(a === b);
      })
    );
  });
});

describe('substitution', () => {
  const variables: Variables = new Map<string, string | string[] | Record<string, string>>([
    ['params.a', 'x'],
    ['params.list', ['1', '2']],
    ['params.object', { key: 'v' }],
    ['tasks.t.results.r', 'out'],
  ]);
  it.each([
    ['$(params.a)-$(params.a)', 'x-x'],
    ['$(params["a"])', 'x'],
    ["$(params['a'])", 'x'],
    ['$(params.list[1])', '2'],
    ['$(params.object.key)', 'v'],
    ['$(tasks.t.results.r)', 'out'],
    ['$(params.missing)', '$(params.missing)'],
  ])('%s is %s', (text, result) => expect(substitute(text, variables)).toBe(result));
  it('spreads arrays', () => {
    expect(substitute(['a', '$(params.list[*])'], variables)).toEqual(['a', '1', '2']);
    expect(substitute('$(params.list[*])', variables)).toEqual(['1', '2']);
  });
  it('does not look into what it has put in', () => {
    expect(
      substitute(
        '$(params.a)',
        new Map([
          ['params.a', '$(params.b)'],
          ['params.b', 'no'],
        ])
      )
    ).toBe('$(params.b)');
  });
});

describe('matrix', () => {
  it('has one combination for each choice of its values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
        (lists) => {
          const params = lists.map((value, i) => ({ name: `p${i}`, value }));
          const all = combinations({ params });
          expect(all).toHaveLength(lists.reduce((product, list) => product * list.length, 1));
          expect(new Set(all.map((c) => JSON.stringify(c))).size).toBe(all.length);
        }
      )
    );
  });
  it('has one combination for each include without params', () => {
    const include = ['a', 'b'].map((value) => ({ name: value, params: [{ name: 'x', value }] }));
    expect(combinations({ include })).toEqual([[{ name: 'x', value: 'a' }], [{ name: 'x', value: 'b' }]]);
  });
  it('knows an empty array', () => {
    expect(hasEmptyArray({ params: [{ name: 'x', value: [] }] })).toBe(true);
    expect(hasEmptyArray({ params: [{ name: 'x', value: ['1'] }] })).toBe(false);
  });
});

describe('load steps', () => {
  const good =
    'name: s\ndelay: 60\nduration: 120\nscenario:\n  profile: constant\n  rate: 0.5\n  data: {prompt_tokens: 10, output_tokens: 20}\n';
  it('reads a scenario as a map, as text, with durations and pairs', () => {
    const wanted = { name: 's', delaySeconds: 60, durationSeconds: 120, rate: 0.5, promptTokens: 10, outputTokens: 20 };
    expect(parseLoadStep(good)).toEqual(wanted);
    expect(
      parseLoadStep(
        'name: s\ndelay: 1m\nduration: 2m\nscenario: |\n  rate: [0.5]\n  data: prompt_tokens=10,output_tokens=20\n'
      )
    ).toEqual(wanted);
  });
  it.each([
    ['a: [', 'load step is not YAML'],
    ['text', 'load step is not a YAML map'],
    ['name: s', 'load step has no scenario'],
    [good.replace('rate: 0.5', 'rate: -1'), 'scenario.rate must be greater than 0, got -1'],
    [good.replace('rate: 0.5', 'rate: many'), 'scenario.rate must be a number, got "many"'],
    [good.replace('delay: 60', 'delay: -1'), 'delay must not be negative, got -1'],
    [good.replace('duration: 120', 'duration: 0'), 'duration must be greater than 0, got 0'],
    [good.replace('constant', 'sweep'), 'scenario.profile: only constant and poisson are simulated'],
    [good.replace(/  data.*\n/, ''), 'scenario.data is missing'],
  ])('refuses %j', (text, message) => {
    expect(() => parseLoadStep(text)).toThrow(message);
  });
});
