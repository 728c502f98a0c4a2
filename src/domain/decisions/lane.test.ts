import fc from 'fast-check';

import { effectiveThresholds } from '../variant';
import { anyScaler, anyState } from './anyState.fixtures';
import { laneOf, spanAt } from './lane';
import { lossOf, type Loss } from './loss';
import { isOfVariant, momentsOf, stateOf } from './moments';
import type { Moment, ScalerKindInForce, VariantState } from './types';

const LIMITS = effectiveThresholds();
const STEP = 15;
const settled: VariantState = {
  desired: 1,
  hpaDesired: 1,
  hpaMin: 1,
  hpaMax: 4,
  created: 1,
  ready: 1,
  spareKv: 0.5,
  spareQueue: 5,
  saturated: 0,
  reporting: 1,
  ageSeconds: 5,
  scalingActive: 1,
  scalingLimited: 0,
  byKeda: 1,
  triggers: [{ name: 's0', type: 'average', value: 1, target: 1 }],
};
/** One moment a step, from the beginning on. */
const course = (...states: Array<Partial<VariantState>>): Moment[] =>
  states.map((change, i) => ({ at: i * STEP * 1000, state: { ...settled, ...change } }));
const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);
const range = (moments: readonly Moment[]) => ({ from: 0, to: moments.length * STEP * 1000 });
const rules = (moments: readonly Moment[]) =>
  laneOf(moments, range(moments), { limits: LIMITS, stepSeconds: STEP }).spans.map(({ from, decision }) => [
    from / 1000,
    decision.rule,
    decision.changed,
  ]);

test('a scale-up from room to room', () => {
  const short = { spareKv: 0.05 };
  const wanted = { ...short, desired: 2 };
  const starting = { ...wanted, hpaDesired: 2, created: 2 };
  const there = { desired: 2, hpaDesired: 2, created: 2, ready: 2, reporting: 2, spareKv: 0.2 };
  expect(rules(course({}, {}, short, short, wanted, starting, starting, there))).toEqual([
    [0, 'room', false],
    [30, 'spare-kv', false],
    [45, 'spare-kv', true],
    [60, 'in-transition', false],
    [105, 'room', false],
  ]);
});

test('a scale-up that does not come is inert from the fifth minute on', () => {
  expect(rules(course(...times(30, { spareKv: 0.01 })))).toEqual([
    [0, 'spare-kv', false],
    [300, 'inert', false],
  ]);
});

test('what pods never do is stuck from the tenth minute on', () => {
  expect(
    rules(
      course(
        ...times(50, { desired: 2, hpaDesired: 2, triggers: [{ name: 's0', type: 'average', value: 2, target: 1 }] })
      )
    )
  ).toEqual([
    [0, 'in-transition', false],
    [600, 'stuck', false],
  ]);
});

test('a scaler that goes leaves replicas that nothing scales, and is not stuck', () => {
  const gone = {
    desired: 1,
    hpaDesired: undefined,
    hpaMax: undefined,
    hpaMin: undefined,
    triggers: undefined,
    created: 4,
  };
  const moments = course({}, {}, ...times(60, gone));
  expect(rules(moments)).toEqual([
    [0, 'room', false],
    [30, 'unscaled', false],
  ]);
  const { scalers } = laneOf(moments, range(moments), { limits: LIMITS, stepSeconds: STEP });
  expect(scalers.map(({ kind }) => kind)).toEqual(['wva-v1', 'none']);
});

test('a time without samples is not known', () => {
  const moments = course(...times(10, {})).filter((_, i) => i < 3 || i > 6);
  expect(
    laneOf(moments, { from: 0, to: 150_000 }, { limits: LIMITS, stepSeconds: STEP }).spans.map(
      ({ from, to, decision }) => [from / 1000, to / 1000, decision.rule]
    )
  ).toEqual([
    [0, 45, 'room'],
    [45, 105, 'unknown'],
    [105, 150, 'room'],
  ]);
});

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
/** Of whatever scalers, one after the other. */
const anyMoments = fc
  .array(fc.record({ gap: fc.nat(4), state: anyState, scaler: anyScaler }), { maxLength: 40 })
  .map((all) => {
    let at = 0;
    const moments = all.map(({ gap, state }): Moment => {
      at += (1 + gap) * STEP * 1000;
      return { at, state };
    });
    return { moments, inForce: all.map(({ scaler }) => scaler) };
  });

test('the lane covers the range without gap or overlap', () => {
  fc.assert(
    fc.property(
      anyMoments,
      fc.nat(400),
      fc.integer({ min: 1, max: 3000 }),
      fc.boolean(),
      (any, start, length, given) => {
        const [from, to] = [start * 1000, (start + length) * 1000];
        const { moments, inForce } = any;
        const options = { limits: LIMITS, stepSeconds: STEP, inForce: given ? inForce : undefined };
        const { spans } = laneOf(moments, { from, to }, options);
        expect(spans[0]?.from).toBe(from);
        expect(spans.at(-1)?.to).toBe(to);
        spans.forEach((span, i) => {
          expect(span.to).toBeGreaterThan(span.from);
          expect(spans[i + 1]?.from ?? to).toBe(span.to);
        });
        expect(spanAt(spans, from)).toBe(spans[0]);
        expect(spanAt(spans, to)).toBe(spans.at(-1));
      }
    )
  );
});

test('the lane of an hour is computed within 50 ms', () => {
  const hour = course(...Array.from({ length: 240 }, (_, i) => ({ spareKv: (i % 40) / 100 })));
  const run = () => laneOf(hour, range(hour), { limits: LIMITS, stepSeconds: STEP });
  run();
  const before = performance.now();
  run();
  expect(performance.now() - before).toBeLessThan(50);
});

test('facts are read from the answer; what is no number is not known', () => {
  const sample = (series: string, value: number, more = {}) => ({ labels: { series, ...more }, value });
  const metric = { metric_name: 's0', metric_target_type: 'average' };
  expect(
    stateOf([
      sample('desired', 3),
      sample('spareKv', NaN),
      sample('toString', 1),
      sample('ready', 0),
      sample('triggerTarget', 16, metric),
      sample('triggerValue', 4, metric),
    ])
  ).toEqual({ desired: 3, ready: 0, triggers: [{ name: 's0', type: 'average', target: 16, value: 4 }] });
});

test('the age of decisions alone says nothing of a variant', () => {
  expect(isOfVariant({ decisionAgeSeconds: 20 })).toBe(false);
  expect(isOfVariant({ decisionAgeSeconds: 20, ready: 0 })).toBe(true);
});

test('series become moments, each with what was measured at it', () => {
  const series = [
    { labels: { series: 'ready' }, times: [1000, 2000], values: [1, 2] },
    { labels: { series: 'created' }, times: [2000], values: [3] },
  ];
  expect(momentsOf(series)).toEqual([
    { at: 1000, state: { ready: 1 } },
    { at: 2000, state: { ready: 2, created: 3 } },
  ]);
});

test.each<[string, VariantState, Loss, ScalerKindInForce?]>([
  ['all agree', { desired: 3, hpaDesired: 3, created: 3, ready: 3 }, { at: 'none' }],
  ['the HPA has not followed', { desired: 4, hpaDesired: 2, hpaMax: 12, created: 2 }, { at: 'hpa', replicas: 2 }],
  ['the HPA is at its maximum', { desired: 15, hpaDesired: 12, hpaMax: 12 }, { at: 'hpa-max', replicas: 3 }],
  ['the HPA is at its minimum', { desired: 0, hpaDesired: 1, hpaMin: 1, created: 1 }, { at: 'hpa-min', replicas: 1 }],
  ['pods are not created', { desired: 4, hpaDesired: 4, created: 3, ready: 3 }, { at: 'creating', replicas: 1 }],
  ['pods still stop', { desired: 1, hpaDesired: 1, created: 3, ready: 3 }, { at: 'deleting', replicas: 2 }],
  ['pods start', { desired: 4, hpaDesired: 4, created: 4, ready: 1 }, { at: 'starting', replicas: 3 }],
  ['nothing carries it out', { desired: 1, created: 6, ready: 6 }, { at: 'unscaled', wanted: 1, created: 6 }, 'none'],
  ['another scaler decides', { desired: 1, hpaDesired: 3, created: 3, ready: 3 }, { at: 'none' }, 'keda'],
  ['nothing known', {}, { at: 'unknown' }],
  ['one number alone agrees with nothing', { desired: 5 }, { at: 'unknown' }],
  ['the workload is gone', { desired: 5, gone: 5 }, { at: 'gone', last: 5 }],
])('loss: %s', (_, state, expected, scaler = 'wva-v1') => {
  expect(lossOf(state, scaler)).toEqual(expected);
});

test('a loss says how many replicas, at least one', () => {
  const counts = fc.record({
    desired: maybe(fc.nat(20)),
    hpaDesired: maybe(fc.nat(20)),
    created: maybe(fc.nat(20)),
    ready: maybe(fc.nat(20)),
  });
  fc.assert(
    fc.property(counts, (given) => {
      const loss = lossOf(given, 'wva-v1');
      expect(!('replicas' in loss) || loss.replicas >= 1).toBe(true);
    })
  );
});
