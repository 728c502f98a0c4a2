import fc from 'fast-check';

import { effectiveThresholds } from '../variant';
import { anyScaler, anyState } from './anyState.fixtures';
import { decide } from './decide';
import { NUMBER_FACTS } from './moments';
import { scalerOf } from './scaler';
import { CERTAINTIES, type DecisionRule, type ScalerInForce, type VariantState } from './types';
import { missingText } from './missing';
import { decisionText } from './sentences';

const LIMITS = effectiveThresholds();
const wvaTrigger = (value: number) => [{ name: 's0-prometheus', type: 'average', value, target: 1 }];

const settled: VariantState = {
  desired: 2,
  hpaDesired: 2,
  hpaMin: 1,
  hpaMax: 4,
  created: 2,
  ready: 2,
  spareKv: 0.6,
  spareQueue: 4.5,
  saturated: 0,
  reporting: 2,
  ageSeconds: 20,
  scalingActive: 1,
  scalingLimited: 0,
  byKeda: 1,
  triggers: wvaTrigger(1),
};
const V1: ScalerInForce = { kind: 'wva-v1', certainty: 'known' };
const V2: ScalerInForce = { kind: 'wva-v2', certainty: 'known' };
const KEDA: ScalerInForce = { kind: 'keda', certainty: 'known' };
const NONE: ScalerInForce = { kind: 'none', certainty: 'likely' };

type Case = [string, Partial<VariantState>, DecisionRule];
const busy = { spareKv: 0.3, spareQueue: 3.5 };

test.each<Case>([
  ['room', busy, 'room'],
  ['exactly at the triggers is still room', { spareKv: 0.1, spareQueue: 3 }, 'room'],
  ['KV below its trigger', { spareKv: 0.09 }, 'spare-kv'],
  ['queue below its trigger', { spareQueue: 2.9 }, 'spare-queue'],
  ['all saturated', { spareKv: undefined, spareQueue: undefined, saturated: 2 }, 'all-saturated'],
  ['no load metrics', { spareKv: undefined, spareQueue: undefined, saturated: undefined }, 'no-load'],
  ['half of the load metrics', { spareQueue: undefined }, 'unknown'],
  ['a scale-up is due at the maximum', { spareKv: 0.01, desired: 4, created: 4, ready: 4 }, 'at-max'],
  ['the limiter finds no GPU', { spareKv: 0.01, limited: 2 }, 'limited'],
  ['the load fits into one', {}, 'scale-down'],
  ['the load fits into one, and two is the minimum', { hpaMin: 2 }, 'at-min'],
  ['a saturated replica is none to spread the load over', { saturated: 1 }, 'room'],
  ['created lags', { desired: 3 }, 'in-transition'],
  ['created lags for longer than pods take', { desired: 3, apartSeconds: 600 }, 'stuck'],
  ['pods start', { ready: 1, spareKv: 0.05 }, 'in-transition'],
  ['due and nothing happens', { spareKv: 0.05, dueSeconds: 300 }, 'inert'],
  ['old sample', { ageSeconds: 121, spareKv: 0.05 }, 'stale'],
  ['no WVA', { desired: undefined }, 'no-number'],
  ['the workload is gone', { gone: 2 }, 'gone'],
])('V1: %s', (_, change, expected) => {
  expect(decide({ ...settled, ...change }, { limits: LIMITS, scaler: V1 }).rule).toBe(expected);
});

const tokens = { utilization: 0.6, required: 0, spareTokens: 1000 };
test.each<Case>([
  ['room', tokens, 'room'],
  ['demand beyond the supply', { ...tokens, utilization: 0.95, required: 500, spareTokens: 0 }, 'required-capacity'],
  ['the same while pods start', { ...tokens, required: 500, created: 3 }, 'starting'],
  ['the same at the maximum', { ...tokens, required: 500, hpaMax: 2 }, 'at-max'],
  ['half of the replicas are spare', { ...tokens, utilization: 0.2 }, 'scale-down'],
  ['all zeros are the fault of 0.8', { utilization: 0, required: 0, spareTokens: 0 }, 'no-load'],
  ['a version that does not say', {}, 'unknown'],
  ['V1’s triggers say nothing of it', { ...tokens, spareKv: 0.01, spareQueue: 0 }, 'room'],
])('V2: %s', (_, change, expected) => {
  expect(decide({ ...settled, ...change }, { limits: LIMITS, scaler: V2 }).rule).toBe(expected);
});

const reads = (value: number, target = 16) => ({ triggers: [{ name: 's0', type: 'average', value, target }] });
test.each<Case>([
  ['within a tenth of the target', reads(17), 'tolerance'],
  ['asks for just what there is', reads(14), 'largest-trigger'],
  ['asks for more than the maximum', { ...reads(80), hpaDesired: 4, created: 4, scalingLimited: 1 }, 'at-max'],
  ['asks for fewer than the minimum', { ...reads(0), hpaDesired: 1, created: 1, scalingLimited: 1 }, 'at-min'],
  ['held by its window', reads(24), 'held-by-window'],
  ['held by a policy', { ...reads(24), scalingLimited: 1 }, 'held-by-policy'],
  ['no value', { triggers: [{ name: 's0', type: 'average', target: 16 }] }, 'inactive'],
  ['not active', { ...reads(17), scalingActive: 0 }, 'inactive'],
  ['asks for nothing', { ...reads(0), hpaDesired: 1, created: 1 }, 'held-by-window'],
  ['paused', { ...reads(24), paused: 1 }, 'paused'],
  ['no metrics of the HPA', { triggers: undefined }, 'unknown'],
])('KEDA: %s', (_, change, expected) => {
  expect(decide({ ...settled, ...change }, { limits: LIMITS, scaler: KEDA }).rule).toBe(expected);
});

test('a change of WVA’s number names its direction and the value that led to it', () => {
  const up = decide({ ...settled, spareQueue: 2 }, { limits: LIMITS, scaler: V1, after: { ...settled, desired: 3 } });
  expect(up).toMatchObject({ rule: 'spare-queue', direction: 'up', changed: true, current: 2, done: 3 });
  const down = decide(settled, { limits: LIMITS, scaler: V1, after: { ...settled, desired: 1 } });
  expect(down).toMatchObject({ rule: 'scale-down', direction: 'down', changed: true, done: 1 });
  const unseen = decide(
    { ...settled, ...busy },
    { limits: LIMITS, scaler: V1, after: { ...settled, ...busy, desired: 3 } }
  );
  expect(unseen).toMatchObject({ rule: 'spare-queue', direction: 'up', certainty: 'likely' });
  const byHand = decide({ ...settled, desired: 5 }, { limits: LIMITS, scaler: V1, after: settled });
  expect(byHand).toMatchObject({ rule: 'in-transition', direction: 'none' });
});

test('V2 goes on deciding: a number that goes back is room, and one that the limiter cut is limited', () => {
  const short = { ...settled, ...tokens, utilization: 2, required: 500, spareTokens: 0 };
  const back = { ...settled, ...tokens };
  const of = (state: VariantState, after: VariantState) => decide(state, { limits: LIMITS, scaler: V2, after });
  expect(of({ ...back, desired: 3 }, back)).toMatchObject({ rule: 'room', direction: 'none', changed: false });
  const up = of(back, { ...short, desired: 4 });
  expect(up).toMatchObject({ rule: 'required-capacity', direction: 'up', done: 4 });
  const cut = of({ ...back, limited: 1 }, { ...short, desired: 3, limited: 2 });
  expect(cut).toMatchObject({ rule: 'limited', direction: 'up', changed: true, done: 3 });
  expect(decisionText(cut)).toContain('finds free GPUs for a part of it');
});

test('what the HPA asks for next shows whether it went where its triggers want it', () => {
  const more = { ...settled, ...reads(24) };
  const up = decide(settled, { limits: LIMITS, scaler: KEDA, after: { ...more, hpaDesired: 3 } });
  expect(up).toMatchObject({ rule: 'largest-trigger', direction: 'up', changed: true, current: 2, wanted: 3, done: 3 });
  const held = decide(settled, { limits: LIMITS, scaler: KEDA, after: more });
  expect(held).toMatchObject({ rule: 'held-by-window', changed: false, wanted: 3, done: 2 });
});

test.each<[string, Partial<VariantState>, string]>([
  ['WVA’s trigger', {}, 'wva-v1'],
  ['V2 says so', { analyzerV2: 1 }, 'wva-v2'],
  ['WVA has a number, and the HPA reads another metric', { triggers: [...wvaTrigger(9), ...wvaTrigger(3)] }, 'keda'],
  ['an HPA without KEDA', { desired: undefined, byKeda: 0 }, 'hpa'],
  ['no HPA', { hpaDesired: undefined, hpaMax: undefined }, 'none'],
  ['nothing known', { hpaDesired: undefined, hpaMax: undefined, created: undefined }, 'unknown'],
])('who scales: %s', (_, change, expected) => {
  expect(scalerOf([{ ...settled, ...change }]).kind).toBe(expected);
});

test('an HPA whose single metric has a target of 1 and reads something else over time is not WVA’s', () => {
  const queue = [0, 4, 7, 0, 3].map((value): VariantState => ({ ...settled, triggers: wvaTrigger(value) }));
  expect(scalerOf(queue).kind).toBe('keda');
});

test('nothing scales: no word of pods that nobody asked for', () => {
  const idle = { ...settled, desired: 1, created: 6, ready: 6 };
  const decision = decide(idle, { limits: LIMITS, scaler: NONE });
  expect(decision.rule).toBe('unscaled');
  expect(decisionText(decision)).toBe('Nothing scales this workload: WVA wants 1, and nothing acts on it.');
});

test('more missing data never makes the answer more certain', () => {
  const facts = fc.subarray([...NUMBER_FACTS.filter((fact) => fact !== 'gone'), 'triggers' as const]);
  fc.assert(
    fc.property(anyState, fc.option(anyState, { nil: undefined }), anyScaler, facts, (state, next, given, lost) => {
      const nothing = Object.fromEntries(lost.map((fact) => [fact, undefined]));
      const full = decide(state, { limits: LIMITS, scaler: given, after: next });
      const after = next && { ...next, ...nothing };
      const poor = decide({ ...state, ...nothing }, { limits: LIMITS, scaler: given, after });
      expect(CERTAINTIES.indexOf(poor.certainty)).toBeLessThanOrEqual(CERTAINTIES.indexOf(full.certainty));
    }),
    { numRuns: 3000 }
  );
});

test('who scales is never surer without the HPA’s metrics', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const [full, poor] = [state, { ...state, triggers: undefined }].map((one) => scalerOf([one]));
      expect(poor!.certainty === 'known' && full!.certainty !== 'known').toBe(false);
    })
  );
});

test('every decision has a sentence, and one that is not known says what is missing', () => {
  fc.assert(
    fc.property(anyState, anyScaler, (state, given) => {
      const decision = decide(state, { limits: LIMITS, scaler: given });
      expect(decisionText(decision)).not.toMatch(/undefined|NaN|\{\{/);
      expect(decision.certainty === 'unknown' ? missingText(decision) : '').toBeDefined();
    })
  );
});
