import fc from 'fast-check';

import { defaultedParams, paramsInForce } from './paramsInForce';
import type { ParamSpec } from './pipeline';
import type { NamedValue, ParamValue } from './run';

const context = { namespace: 'experiment-01', name: 'stair-1', uid: 'u-1', pipeline: 'wva-load-test' };
const spec = (name: string, byDefault?: ParamValue): ParamSpec => ({
  name,
  type: Array.isArray(byDefault) ? 'array' : typeof byDefault === 'object' ? 'object' : 'string',
  description: '',
  ...(byDefault === undefined ? {} : { default: byDefault }),
});
const inForce = (given: NamedValue[], declared: ParamSpec[]) =>
  Object.fromEntries(paramsInForce(given, declared, context).map(({ name, value }) => [name, value]));

test('a run that leaves a param out has the default of the Pipeline', () => {
  const declared = [spec('deployment-name', 'decode'), spec('test-name')];
  const given = [{ name: 'test-name', value: 'nightly' }];
  expect(inForce(given, declared)).toEqual({ 'deployment-name': 'decode', 'test-name': 'nightly' });
  expect(defaultedParams(given, paramsInForce(given, declared, context))).toEqual(['deployment-name']);
});

test.each<[string, ParamValue, ParamValue]>([
  ['another default', '$(params.registry)/app', 'reg/org/app'],
  ['a value of the run', 'run of $(params.own)', 'run of mine'],
  ['brackets', '$(params["own"]) $(params[\'own\'])', 'mine mine'],
  ['an element', '$(params.tags[1])', 'b'],
  ['a key', '$(params.image.repo)', 'r'],
  [
    'the context',
    '$(context.pipelineRun.name) in $(context.pipelineRun.namespace) of $(context.pipeline.name)',
    'stair-1 in experiment-01 of wva-load-test',
  ],
  ['elements of an array', ['$(params.own)', 'x'], ['mine', 'x']],
  ['values of an object', { a: '$(context.pipelineRun.uid)' }, { a: 'u-1' }],
  ['itself', '$(params.subject)', '$(params.subject)'],
  ['a param that is not there', '$(params.none)', '$(params.none)'],
  ['a result', '$(tasks.a.results.b)', '$(tasks.a.results.b)'],
])('a default that refers to %s', (_, value, expected) => {
  const given = [
    { name: 'own', value: 'mine' },
    { name: 'tags', value: ['a', 'b'] },
    { name: 'image', value: { repo: 'r' } },
  ];
  const declared = [spec('base', 'reg'), spec('registry', '$(params.base)/org'), spec('subject', value)];
  expect(inForce(given, declared).subject).toEqual(expected);
});

test('a value of the run refers to the context, and to nothing else', () => {
  const given = [{ name: 'test-name', value: '$(context.pipelineRun.name) $(params.model)' }];
  expect(inForce(given, [spec('model', 'm')])['test-name']).toBe('stair-1 $(params.model)');
});

test('circles and deep chains end', () => {
  const chain = Array.from({ length: 40 }, (_, i) => spec(`p${i}`, `$(params.p${(i + 1) % 40})`));
  expect(Object.keys(inForce([], chain))).toHaveLength(40);
});

test('a value that the run gave without a reference is never changed', () => {
  const plain = fc.string({ unit: 'binary' }).filter((text) => !text.includes('$('));
  fc.assert(
    fc.property(plain, plain, (given, byDefault) => {
      expect(inForce([{ name: 'a', value: given }], [spec('a', byDefault)]).a).toBe(given);
    })
  );
});
