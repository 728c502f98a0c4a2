import fc from 'fast-check';

import { changes, demand, gapWindows, oscillations, provisioning, segmentsFor, shortfall } from './replicas';
import { integral, seconds } from './segments';
import { START, testMeasurements, testSeries, testWindow } from './testing';
import type { Measurements, SeriesId } from './types';

const STEP = 10;
type Values = Array<number | undefined>;

function measured(series: Partial<Record<SeriesId, Values | Record<string, Values>>>): Measurements {
  const all = Object.values(series).flatMap((given) => (Array.isArray(given) ? [given] : Object.values(given)));
  const steps = Math.max(...all.map((values) => values.length));
  return testMeasurements({
    window: testWindow(steps),
    series: Object.fromEntries(
      Object.entries(series).map(([id, given]) => [
        id,
        Array.isArray(given)
          ? [testSeries(given)]
          : Object.entries(given).map(([pod, values]) => testSeries(values, { namespace: 'n', pod })),
      ])
    ),
  });
}

const span = (from: number, to: number) => ({ from: START + from * STEP * 1000, to: START + to * STEP * 1000 });
const _ = undefined;

test.each([
  ['none', [1, 1, 1], [1, 1, 1], []],
  ['one', [1, 3, 3, 3], [1, 1, 2, 3], [span(1, 3)]],
  ['two, and one to the end', [2, 1, 2, 2], [1, 1, 1, 1], [span(0, 1), span(2, 4)]],
  ['more ready than wanted is none', [1, 1], [4, 4], []],
  ['an unmeasured time splits none', [2, 2, _, 2], [1, _, 1, 1], [span(0, 4)]],
  ['nor is it one', [2, _, _, 1], [1, _, _, 1], [span(0, 1)]],
])('gap windows: %s', (_name, desired, ready, expected) => {
  expect(gapWindows(measured({ desired, ready }))).toEqual(expected);
});

test('without one of the two there are no gap windows, which is not the same as none', () => {
  expect(gapWindows(measured({ ready: [1, 1] }))).toBeUndefined();
  expect(gapWindows(measured({ desired: [1, 1], ready: [_, _] }))).toBeUndefined();
});

const replicas = fc.array(fc.nat(12), { minLength: 1, maxLength: 40 });
/** What WVA wants, the HPA asks for, exists, serves: a step each. */
const chains = fc.array(fc.array(fc.nat(12), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 40 });

test('the total of the gap windows is the time in which desired is above ready', () => {
  fc.assert(
    fc.property(replicas, replicas, (desired, ready) => {
      const both = Math.min(desired.length, ready.length);
      const m = measured({ desired: desired.slice(0, both), ready: ready.slice(0, both) });
      const short = desired.slice(0, both).filter((value, i) => value > ready[i]!).length;
      expect(seconds(gapWindows(m)!)).toBeCloseTo(short * STEP, 6);
    })
  );
});

test('what the hops of the chain lose is at least what is lost from its beginning to its end', () => {
  fc.assert(
    fc.property(chains, (rows) => {
      const column = (i: number) => rows.map((row) => row[i]!);
      const m = measured({ desired: column(0), hpaDesired: column(1), created: column(2), ready: column(3) });
      const lost = (up: SeriesId, down: SeriesId) => integral(shortfall(m, up, down)!)!;
      const hops = lost('desired', 'hpaDesired') + lost('hpaDesired', 'created') + lost('created', 'ready');
      expect(hops).toBeGreaterThanOrEqual(lost('desired', 'ready') - 1e-6);
    })
  );
});

describe('changes', () => {
  const changesOf = (values: Values) => changes(segmentsFor(measured({ created: values }), 'created'));

  test('say when, from what and to what', () => {
    expect(changesOf([1, 1, 4, _, 2])).toEqual([
      { at: START + 2 * STEP * 1000, from: 1, to: 4 },
      { at: START + 4 * STEP * 1000, from: 4, to: 2 },
    ]);
  });

  test('add up from the first value to the last', () => {
    fc.assert(
      fc.property(replicas, (values) => {
        const sum = changesOf(values).reduce((all, { from, to }) => all + to - from, 0);
        expect(values[0]! + sum).toBe(values.at(-1));
      })
    );
  });

  test.each([
    ['up and up again', [1, 2, 3], 0],
    ['up and soon down', [1, 2, 1], 1],
    ['up, down, up', [1, 2, 1, 2], 2],
    ['up and down after more than ten minutes', [1, ...Array<number>(61).fill(2), 1], 0],
    ['up and down after ten minutes', [1, ...Array<number>(60).fill(2), 1], 1],
  ])('%s: oscillations', (_name, values, expected) => {
    expect(oscillations(changesOf(values))).toBe(expected);
  });
});

describe('fit to the load', () => {
  const fitOf = (ready: number, kv: number[], running: number[], waiting: number[]) => {
    const pods = (values: number[]) => Object.fromEntries(values.map((value, i) => [`p${i}`, [value]]));
    const m = measured({
      ready: [ready],
      kvByPod: pods(kv),
      runningByPod: pods(running),
      queueByPod: pods(waiting),
    });
    const fit = provisioning(m)!;
    return [demand(m).values[0], integral(fit.over)! / STEP, integral(fit.under)! / STEP];
  };

  test.each([
    ['idle replicas: all but one are too many', 3, [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 2, 0]],
    ['between the thresholds', 1, [0.8], [10], [0], [0.8, 0, 0]],
    ['waiting requests want as much cache as running ones', 1, [0.85], [10], [10], [1.7, 0, 1]],
    ['waiting without running: as elsewhere', 2, [0.4, 0], [4, 0], [0, 3], [0.7, 1, 0]],
    ['waiting and none running anywhere: not known, so nothing', 1, [0], [0], [9], [0, 0, 0]],
  ])('%s', (_name, ready, kv, running, waiting, expected) => {
    fitOf(ready, kv, running, waiting).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 9));
  });

  test('a replica is never missing and spare at once', () => {
    const load = fc.record({ kv: fc.double({ min: 0, max: 1, noNaN: true }), run: fc.nat(50), wait: fc.nat(50) });
    fc.assert(
      fc.property(fc.nat(12), fc.array(load, { minLength: 1, maxLength: 12 }), (ready, pods) => {
        const [, over, under] = fitOf(
          ready,
          pods.map(({ kv }) => kv),
          pods.map(({ run }) => run),
          pods.map(({ wait }) => wait)
        );
        expect(Math.min(over!, under!)).toBe(0);
      })
    );
  });
});
