import fc from 'fast-check';
import { parse } from 'yaml';

import type { LoadStep } from '../domain/loadProfile';
import { DecodeError } from './decodeError';
import { decodeLoadStep, decodeLoadSteps, encodeLoadStep, MAX_STEP_BYTES } from './loadSteps';

const STEP = `# the first step
name: step-1
delay: 600
duration: 3000
owner: lab # kept
scenario:
  request_type: chat_completions
  profile: constant
  rate: 0.5
  data:
    prompt_tokens: 8000
    prompt_tokens_stdev: 8500
    output_tokens: 800
`;

test('a step is read', () => {
  expect(decodeLoadStep(STEP)).toEqual({
    name: 'step-1',
    delaySeconds: 600,
    durationSeconds: 3000,
    rate: 0.5,
    promptTokens: 8000,
    outputTokens: 800,
  });
});

test.each([
  ['numbers as text', 'duration: "60"\nscenario: {rate: "2", data: {}}', { durationSeconds: 60, rate: 2 }],
  ['a rate in a list', 'duration: 60\nscenario: {rate: [0.5]}', { rate: 0.5 }],
  [
    'data as pairs',
    'duration: 60\nscenario: {rate: 1, data: "prompt_tokens=1024, output_tokens=2048"}',
    { promptTokens: 1024, outputTokens: 2048 },
  ],
  [
    'a scenario as text',
    'duration: 60\nscenario: |\n  rate: 3\n  data: {prompt_tokens: 5}\n',
    { rate: 3, promptTokens: 5 },
  ],
  ['no name and no delay', 'duration: 60\nscenario: {rate: 1}', { name: '', delaySeconds: 0 }],
])('a step with %s is read', (_what, yaml, expected) => {
  expect(decodeLoadStep(yaml)).toMatchObject(expected);
});

test.each([
  ['broken YAML', 'a: [', /not YAML \(line \d+\)/],
  ['text', 'hello', /expected a map/],
  ['nothing', '', /is missing/],
  ['no scenario', 'duration: 1', /scenario: is missing/],
  ['no duration', 'scenario: {rate: 1}', /duration: is missing/],
  ['a rate that is no number', 'duration: 1\nscenario: {rate: fast}', /scenario.rate: expected a number/],
  ['a duration that is not finite', 'duration: .inf\nscenario: {rate: 1}', /duration: expected a number/],
  ['a huge text', 'x'.repeat(MAX_STEP_BYTES + 1), /longer than 64 kB/],
  ['two documents', 'a: 1\n---\nb: 2', /not YAML/],
])('%s is refused in words', (_what, yaml, message) => {
  expect(() => decodeLoadStep(yaml)).toThrow(DecodeError);
  expect(() => decodeLoadStep(yaml)).toThrow(message);
});

test('a bomb of aliases is refused', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
    'c: [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
  ].join('\n');
  expect(() => decodeLoadStep(bomb)).toThrow(DecodeError);
});

test('the failing element of a list is named', () => {
  expect(() => decodeLoadSteps([STEP, 'duration: 1'])).toThrow('load-steps[1]: scenario');
});

test('an edit keeps what it does not know, comments too', () => {
  const edited = encodeLoadStep({ ...decodeLoadStep(STEP), rate: 2, outputTokens: undefined }, STEP);
  expect(edited).toContain('# the first step');
  expect(edited).toContain('owner: lab # kept');
  expect(parse(edited)).toMatchObject({
    scenario: { rate: 2, request_type: 'chat_completions', data: { prompt_tokens_stdev: 8500 } },
  });
  expect(parse(edited).scenario.data).not.toHaveProperty('output_tokens');
});

test('no edit changes nothing', () => {
  expect(encodeLoadStep(decodeLoadStep(STEP), STEP)).toBe(STEP);
});

const stepArbitrary: fc.Arbitrary<LoadStep> = fc
  .record({
    name: fc.string(),
    delaySeconds: fc.nat(86_400),
    durationSeconds: fc.integer({ min: 1, max: 86_400 }),
    rate: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    promptTokens: fc.option(fc.nat(100_000), { nil: undefined }),
    outputTokens: fc.option(fc.nat(100_000), { nil: undefined }),
  })
  .map(({ promptTokens, outputTokens, ...step }) => ({
    ...step,
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  }));

const bases = fc.constantFrom(
  undefined,
  STEP,
  'not: [valid',
  'scenario: "rate: 1"',
  'scenario: {data: "prompt_tokens=1"}',
  'just text',
  ''
);

test('what was written is read back, whatever it was written over', () => {
  fc.assert(
    fc.property(stepArbitrary, bases, (step, base) => {
      expect(decodeLoadStep(encodeLoadStep(step, base))).toEqual(step);
    })
  );
});

test('reading any text fails with a DecodeError or not at all', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        decodeLoadStep(text);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    })
  );
});

describe('profiles of GuideLLM', () => {
  const step = (scenario: string) => `name: s\ndelay: 0\nduration: 600\nscenario: ${scenario}\n`;
  const data = 'data: {prompt_tokens: 550, output_tokens: 250}';

  test.each([
    [`{profile: concurrent, rate: 32, ${data}}`, { users: 32, profile: 'concurrent' }],
    [`{profile: synchronous, ${data}}`, { users: 1, profile: 'synchronous' }],
    [`{profile: poisson, rate: 20, ${data}}`, { rate: 20, profile: 'poisson' }],
    [`{profile: sweep, ${data}}`, { profile: 'sweep' }],
    [`{profile: throughput, ${data}}`, { profile: 'throughput' }],
    [`{profile: constant, rate: [1, 2], ${data}}`, { profile: 'constant' }],
    [`{profile: {kind: constant, rate: 2}, constraints: [{kind: max_duration}], ${data}}`, { profile: 'constant' }],
  ])('%s', (scenario, intensity) => {
    const read = decodeLoadStep(step(scenario));
    const { rate, users, profile } = read;
    expect({ rate, users, profile }).toEqual({ rate: undefined, users: undefined, ...intensity });
    expect(decodeLoadStep(encodeLoadStep(read, step(scenario)))).toEqual(read);
  });

  test('a list of data has no one mean, and stays as it was written', () => {
    const yaml = step('{profile: {kind: sweep}, data: [{kind: synthetic_text, prompt_tokens: 256}]}');
    expect(decodeLoadStep(yaml).promptTokens).toBeUndefined();
    expect(encodeLoadStep(decodeLoadStep(yaml), yaml)).toContain('[ { kind: synthetic_text, prompt_tokens: 256 } ]');
  });
});
