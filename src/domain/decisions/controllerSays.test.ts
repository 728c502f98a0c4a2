import type { ControllerCycle } from './controllerLog';
import { differencesOf, logTimeOf, saidOf } from './controllerSays';
import { actionText, differenceText } from './controllerText';
import type { Decision } from './types';

const SUBJECT = { namespace: 'llm', names: ['decode', 'decode-scaler'] };
const MINUTE = 60_000;
const cycle = (
  minute: number,
  current: number,
  target: number,
  more: Partial<ControllerCycle> = {}
): ControllerCycle => ({
  at: minute * MINUTE,
  model: 'm',
  namespace: 'llm',
  analyses: [
    {
      kind: 'capacity',
      analyzer: 'saturation',
      supply: 1000,
      demand: 1200,
      utilization: 1.2,
      required: 400,
      spare: 0,
      scaleUpThreshold: 0.85,
      scaleDownBoundary: 0.7,
      variants: [],
    },
  ],
  decisions: [
    { name: 'decode-scaler', current, target, action: target > current ? 'up' : target < current ? 'down' : 'none' },
  ],
  ...more,
});
const decision: Decision = {
  scaler: { kind: 'wva-v2', certainty: 'known' },
  rule: 'required-capacity',
  certainty: 'known',
  missing: [],
  measured: [
    { quantity: 'utilization', value: 1.22, threshold: 0.85, source: 'scaleUpThreshold, default' },
    { quantity: 'required', value: 410, threshold: 0 },
  ],
  current: 1,
  wanted: 2,
  done: 2,
  direction: 'up',
  changed: true,
};
const CYCLES = [cycle(1, 1, 1), cycle(2, 1, 2), cycle(3, 2, 2), cycle(4, 2, 3)];
const SPAN = { from: 1.5 * MINUTE, to: 2.5 * MINUTE };

test('a change is the cycle that made it; what stays is the last cycle before', () => {
  expect(saidOf(CYCLES, SUBJECT, SPAN, decision)).toMatchObject({
    cycle: { at: 2 * MINUTE },
    decision: { current: 1, target: 2 },
    around: CYCLES.slice(0, 3),
  });
  const stays = { ...decision, changed: false };
  expect(saidOf(CYCLES, SUBJECT, SPAN, stays)?.cycle.at).toBe(MINUTE);
  expect(saidOf(CYCLES, SUBJECT, { from: 0, to: 2 * MINUTE }, stays)?.cycle.at).toBe(MINUTE);
});

test('a variant of another namespace or name, and another time, are not it', () => {
  for (const other of [
    { namespace: 'b', names: ['decode-scaler'] },
    { namespace: 'llm', names: ['decode'] },
  ]) {
    expect(saidOf(CYCLES, other, SPAN, decision)).toBeUndefined();
  }
  expect(saidOf(CYCLES, SUBJECT, { from: 60 * MINUTE, to: 61 * MINUTE }, decision)).toBeUndefined();
});

test('the log is read for the beginning of a span, however long it is', () => {
  expect(logTimeOf({ from: 10 * MINUTE, to: 11 * MINUTE })).toEqual({ from: 7.5 * MINUTE, to: 11.5 * MINUTE });
  expect(logTimeOf({ from: 10 * MINUTE, to: 700 * MINUTE })).toEqual({ from: 7.5 * MINUTE, to: 13 * MINUTE });
});

const says = () => saidOf(CYCLES, SUBJECT, SPAN, decision)!;
const measured = (value: number, threshold = 0.85): Decision => ({
  ...decision,
  measured: [{ quantity: 'utilization', value, threshold, source: 'scaleUpThreshold, default' }],
});

test.each<[string, Decision, string]>([
  ['nothing', decision, 'Metrics and log agree.'],
  ['a value', measured(0.9), 'Metrics and log differ: Demand over supply 0.9 by metrics, 1.2 by the log.'],
  [
    'a threshold',
    measured(1.2, 0.8),
    'Metrics and log differ: threshold of Demand over supply 0.8 here, 0.85 in the log.',
  ],
  [
    'the outcome, and a value',
    { ...measured(2), done: 4 },
    'Metrics and log differ: Demand over supply 2 by metrics, 1.2 by the log; 4 replicas asked for by metrics, 2 by the log.',
  ],
  [
    'a direction',
    { ...decision, measured: [], rule: 'scale-down', direction: 'down' },
    'Metrics and log differ: by metrics a scale-down is possible, the log has none.',
  ],
])('what differs is said in a sentence: %s', (_, told, sentence) => {
  expect(differenceText(differencesOf(says(), SUBJECT, told))).toBe(sentence);
});

test('metrics that tell nothing do not agree with the log', () => {
  const told: Decision = { ...decision, measured: [], certainty: 'unknown', rule: 'unknown' };
  expect(differenceText(differencesOf(says(), SUBJECT, told), told.certainty)).toBe(
    'What metrics do not tell is in the log alone.'
  );
});

test.each([
  [1, 'No change: 1 replica'],
  [2, 'No change: 2 replicas'],
])('a decision that changes nothing, of %i', (target, sentence) => {
  expect(actionText({ name: 'decode', current: target, target, action: 'none' })).toBe(sentence);
});

test('values of the cycle before or after are no difference', () => {
  const [before, at, after] = CYCLES as [ControllerCycle, ControllerCycle, ControllerCycle];
  const low = { ...before, analyses: before.analyses.map((one) => ({ ...one, utilization: 0.7, required: 0 })) };
  const around = saidOf([low, at, after], SUBJECT, SPAN, decision)!;
  expect(differencesOf(around, SUBJECT, measured(0.72))).toEqual([]);
  expect(differencesOf(around, SUBJECT, measured(0.6))).toEqual([
    { what: 'value', quantity: 'utilization', log: 0.7, metrics: 0.6 },
  ]);
});
