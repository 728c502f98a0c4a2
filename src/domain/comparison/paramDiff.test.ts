import fc from 'fast-check';

import type { NamedValue } from '../run';
import { diffParams, flattenParams } from './paramDiff';

const step = (name: string, rate: number) => `name: ${name}
delay: 0
duration: 600
scenario: |
  request_type: text_completions
  profile: constant
  rate: ${rate}
`;
const scaled = (max: number) => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
spec:
  minReplicaCount: 1
  maxReplicaCount: ${max}
  triggers:
    - type: prometheus
      metadata: { threshold: '1' }
`;
const params = (given: Record<string, NamedValue['value']>): NamedValue[] =>
  Object.entries(given).map(([name, value]) => ({ name, value }));

test.each<[string, NamedValue[][], Array<[string, Array<string | undefined>]>]>([
  ['the same params', [params({ model: 'm' }), params({ model: 'm' })], []],
  ['a plain param', [params({ model: 'a' }), params({ model: 'b' })], [['model', ['a', 'b']]]],
  ['a param that one lacks', [params({ model: 'a' }), params({})], [['model', ['a', undefined]]]],
  [
    'the rate of one step, deep in its scenario',
    [
      params({ 'load-steps': [step('one', 0.5), step('two', 0.5)] }),
      params({ 'load-steps': [step('one', 0.5), step('two', 2)] }),
    ],
    [['load-steps[two].scenario.rate', ['0.5', '2']]],
  ],
  [
    'an inserted step is one difference',
    [params({ 'load-steps': [step('one', 1), step('two', 1)] }), params({ 'load-steps': [step('two', 1)] })],
    [['load-steps[one]', [expect.stringContaining('scenario.rate: 1') as string, undefined]]],
  ],
  [
    'bounds of the autoscaler',
    [params({ 'scaled-object': scaled(12) }), params({ 'scaled-object': scaled(6) })],
    [['scaled-object.spec.maxReplicaCount', ['12', '6']]],
  ],
  [
    'a static run beside one with the autoscaler: one row, not one a field',
    [params({ 'scaled-object': '' }), params({ 'scaled-object': scaled(12) })],
    [['scaled-object', [undefined, expect.stringContaining('spec.maxReplicaCount: 12') as string]]],
  ],
])('%s', (_, runs, expected) => {
  expect(diffParams(runs).differing.map(({ path, values }) => [path, values])).toEqual(expected);
});

test('names that only tell runs apart can be left out', () => {
  const runs = [params({ 'test-name': 'a', model: 'm' }), params({ 'test-name': 'b', model: 'm' })];
  expect(diffParams(runs, ['test-name'])).toEqual({ differing: [], same: 1 });
});

const value = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
  fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 20 }), { maxKeys: 4 }),
  fc.constantFrom(step('one', 1), scaled(3), '- a\n- b: 1\n', '&a [*a]\n', '{broken', 'x: y: z\n')
);
const runParams = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z-]{1,12}$/), value }), {
  selector: ({ name }) => name,
  maxLength: 6,
});

test('a run never differs from itself, whatever its params say', () => {
  fc.assert(
    fc.property(runParams, (given) => {
      expect(diffParams([given, given, given]).differing).toEqual([]);
    })
  );
});

test('differences are found whatever the order of the runs, and of their params', () => {
  fc.assert(
    fc.property(runParams, runParams, (a, b) => {
      const there = diffParams([a, b]).differing.map(({ path }) => path);
      const back = diffParams([[...b].reverse(), a]).differing.map(({ path }) => path);
      expect([...back].sort()).toEqual([...there].sort());
      const same = JSON.stringify([...flattenParams(a)].sort()) === JSON.stringify([...flattenParams(b)].sort());
      expect(there.length === 0).toBe(same);
    })
  );
});
