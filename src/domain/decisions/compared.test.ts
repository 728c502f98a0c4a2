import fc from 'fast-check';

import { effectiveThresholds } from '../variant';
import { comparedOf, type Compared } from './compared';
import { comparedAbout, comparedSummary, comparedTitle, nothingText, thresholdTitle } from './comparedText';
import { laneOf } from './lane';
import { scalersOf } from './scaler';
import type { Moment, VariantState } from './types';
import { dueBy } from './wvaV1';

const LIMITS = effectiveThresholds({ values: { kvSpareTrigger: 0.2 }, source: 'ConfigMap wva/saturation' });
const STEP = 15;
const OPTIONS = { limits: LIMITS, stepSeconds: STEP };
const ofWva: VariantState = {
  desired: 1,
  hpaDesired: 1,
  created: 1,
  ready: 1,
  reporting: 1,
  saturated: 0,
  spareKv: 0.5,
  spareQueue: 5,
  triggers: [{ name: 's0', type: 'average', value: 1, target: 1 }],
};
const ofKeda: VariantState = {
  hpaDesired: 1,
  created: 1,
  ready: 1,
  byKeda: 1,
  triggers: [
    { name: 'queue', type: 'average', value: 4, target: 16 },
    { name: 'running', type: 'average', target: 32 },
  ],
};
const course = (base: VariantState, ...states: Array<Partial<VariantState>>): Moment[] =>
  states.map((change, i) => ({ at: i * STEP * 1000, state: { ...base, ...change } }));
const timeText = (at: number) => `${at / 1000} s`;
const told = (all: readonly Compared[]) => all.map((one) => `${comparedTitle(one)}: ${comparedSummary(one, timeText)}`);

test('V1 compares both spares with their triggers; with every replica saturated there is no room', () => {
  const moments = course(
    ofWva,
    {},
    { spareKv: 0.1 },
    { spareKv: undefined, spareQueue: undefined, saturated: 1 },
    { spareKv: 0.3 }
  );
  const { all, nothing } = comparedOf(moments, OPTIONS);
  expect(nothing).toEqual([]);
  expect(told(all)).toEqual([
    'Spare KV cache: Below kvSpareTrigger 0.2 for 30s, first at 15 s; lowest 0.',
    'Spare queue: Below queueSpareTrigger 3 for 15s, first at 30 s; lowest 0.',
  ]);
  expect(all[0]).toMatchObject({
    by: 'wva-v1',
    isEstimate: false,
    value: { times: [0, 15_000, 30_000, 45_000], values: [0.5, 0.1, 0, 0.3] },
    thresholds: [{ source: 'ConfigMap wva/saturation', series: { values: [0.2, 0.2, 0.2, 0.2] } }],
  });
  expect(comparedAbout(all[0]!)).toContain('`kvSpareTrigger` from: ConfigMap wva/saturation.');
});

test('V2 compares demand over supply with both thresholds, as WVA reports it', () => {
  const v2 = { ...ofWva, analyzerV2: 1, required: 0, spareTokens: 100 };
  const moments = course(v2, { utilization: 0.6 }, { utilization: 0.9 }, { utilization: 0.8 });
  const { all } = comparedOf(moments, OPTIONS);
  expect(told(all)).toEqual(['Demand over supply: Above scaleUpThreshold 0.85 for 15s, first at 15 s; highest 0.9.']);
  expect(all[0]?.thresholds.map(thresholdTitle)).toEqual(['scaleUpThreshold 0.85', 'scaleDownBoundary 0.7']);
});

test('zeros of 0.8 are no report: what V2 compares is then an estimate, and called so', () => {
  const v2 = { ...ofWva, analyzerV2: 1, utilization: 0, required: 0, spareTokens: 0 };
  const { all, nothing } = comparedOf(course(v2, { estimatedDemand: 0.4 }, { estimatedDemand: 0.95 }), OPTIONS);
  expect(nothing.map((why) => nothingText(why))).toEqual([expect.stringContaining('does not report its demand')]);
  expect(told(all)).toEqual([
    'Demand over supply, V2 estimate: Above scaleUpThreshold 0.85 for 15s, first at 15 s; highest 0.95.',
  ]);
  expect(all[0]).toMatchObject({ isEstimate: true, by: 'wva-v2' });
});

test('an HPA compares each metric with its target; one without a value is not drawn', () => {
  const trigger = (value: number, target = 16) => ({
    triggers: [{ name: 'queue', type: 'average', value, target }, ofKeda.triggers![1]!],
  });
  const { all } = comparedOf(course(ofKeda, trigger(17), trigger(18)), OPTIONS);
  expect(told(all)).toEqual(['queue: More than a tenth above Target 16 for 15s, first at 15 s; highest 18.']);
  // Another target is another scaler's state, and still the same metric.
  const changed = comparedOf(course(ofKeda, trigger(4), trigger(5, 8)), OPTIONS).all;
  expect(told(changed)).toEqual(['queue: Never more than a tenth above Target; highest 5.']);
});

test.each<[string, VariantState, string]>([
  ['nothing scales', { created: 2, ready: 2 }, 'unscaled'],
  ['nothing is known', {}, 'unknown'],
  ['no replica reports its load', { ...ofWva, spareKv: undefined, spareQueue: undefined }, 'no-load'],
  ['no metric has a value', { ...ofKeda, triggers: [{ name: 'queue', type: 'average', target: 16 }] }, 'no-triggers'],
])('%s: the reason stands in place of charts', (_, state, why) => {
  const { all, nothing } = comparedOf(course(state, {}, {}), OPTIONS);
  expect([all, nothing]).toEqual([[], [why]]);
});

test('a reason for part of the time says that it is for part of it', () => {
  expect(nothingText('unscaled')).toBe('Nothing scales this workload, so nothing was compared.');
  expect(nothingText('unscaled', true)).toMatch(/^For part of this time: Nothing scales/);
});

test('a scaler that takes over compares from then on', () => {
  const moments = [
    ...course(ofWva, {}, {}),
    ...course(ofKeda, {}, {}).map(({ at, state }) => ({ at: at + 30_000, state })),
  ];
  expect(comparedOf(moments, OPTIONS).all.map(({ by, value }) => [by, value.times])).toEqual([
    ['wva-v1', [0, 15_000]],
    ['wva-v1', [0, 15_000]],
    ['keda', [30_000, 45_000]],
  ]);
});

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const count = maybe(fc.nat(4));
const share = maybe(fc.double({ min: 0, max: 2, noNaN: true }));
const anyMoments = fc
  .array(
    fc.record({
      gap: fc.nat(3),
      state: fc.record({
        desired: count,
        hpaDesired: count,
        created: count,
        ready: count,
        saturated: count,
        reporting: count,
        spareKv: share,
        spareQueue: share,
        utilization: share,
        estimatedDemand: share,
        analyzerV2: maybe(fc.nat(1)),
        triggers: maybe(
          fc.array(
            fc.record({ name: fc.constantFrom('a', 'b'), type: fc.constant('average'), value: share, target: share }),
            {
              maxLength: 2,
            }
          )
        ),
      }),
    }),
    { maxLength: 30 }
  )
  .map((all) => {
    let at = 0;
    return all.map(({ gap, state }): Moment => ({ at: (at += (1 + gap) * STEP * 1000), state }));
  });

test('every value drawn was measured, in the order of time, each with its threshold; asking spans lie apart within them', () => {
  fc.assert(
    fc.property(anyMoments, (moments) => {
      const at = new Set(moments.map((moment) => moment.at));
      for (const { value, thresholds, asking } of comparedOf(moments, OPTIONS).all) {
        expect(value.times.length).toBe(value.values.length);
        expect(value.times.every((time, i) => at.has(time) && time > (value.times[i - 1] ?? -1))).toBe(true);
        expect(value.values.every(Number.isFinite)).toBe(true);
        expect(thresholds.length).toBeGreaterThan(0);
        expect(asking.every(({ from, to }, i) => to > from && from > (asking[i - 1]?.to ?? -1))).toBe(true);
        expect(asking.every(({ from }) => value.times.includes(from))).toBe(true);
      }
    })
  );
});

test('each scaler in force is either drawn or has a reason', () => {
  fc.assert(
    fc.property(anyMoments, (moments) => {
      const { all, nothing } = comparedOf(moments, OPTIONS);
      const kinds = new Set(scalersOf(moments).map(({ kind }) => kind));
      const drawn = new Set(all.filter(({ isEstimate }) => !isEstimate).map(({ by }) => by));
      expect(drawn.size + nothing.length).toBe(kinds.size);
    })
  );
});

test('V1’s charts ask for more wherever its rule does', () => {
  fc.assert(
    fc.property(anyMoments, (moments) => {
      const inForce = scalersOf(moments);
      const spans = comparedOf(moments, OPTIONS).all.flatMap(({ by, asking }) => (by === 'wva-v1' ? asking : []));
      moments.forEach(({ at, state }, i) => {
        if (inForce[i]?.kind === 'wva-v1' && dueBy(state, LIMITS)) {
          expect(spans.some(({ from, to }) => from <= at && at < to)).toBe(true);
        }
      });
    })
  );
});

test('lane and compared values are of the same scalers', () => {
  const moments = [...course(ofWva, {}, {}), ...course({ created: 1 }, {}).map(({ state }) => ({ at: 30_000, state }))];
  const { scalers } = laneOf(moments, { from: 0, to: 45_000 }, OPTIONS);
  const { all, nothing } = comparedOf(moments, OPTIONS);
  expect(scalers.map(({ kind }) => kind)).toEqual(['wva-v1', 'none']);
  expect([new Set(all.map(({ by }) => by)), nothing]).toEqual([new Set(['wva-v1']), ['unscaled']]);
});
