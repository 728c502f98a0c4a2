import fc from 'fast-check';

import { combine, coverage, integral, mean, quantile, seconds, segmentsOf, spansWhere, stddev } from './segments';
import { START, testSeries, testWindow } from './testing';

const STEP = 10;
/** A value a step, or a hole. */
const samples = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined }), { maxLength: 40 });
const segmentsFrom = (values: Array<number | undefined>) => segmentsOf(testSeries(values), testWindow(values.length));

test.each([
  ['nothing', [], undefined],
  ['one sample', [3], 30],
  ['a gap counts as nothing', [2, undefined, undefined, 4], 60],
  ['NaN is a gap', [2, NaN, 4], 60],
])('the integral of %s', (_, values, expected) => {
  expect(integral(segmentsFrom(values))).toBe(expected);
});

test('samples outside the window count as far as they reach into it', () => {
  const series = { times: [START - 4000, START + 6000, START + 16_000], values: [1, 2, 4] };
  const window = { from: START, to: START + 20_000, stepSeconds: STEP };
  expect(segmentsOf(series, window)).toEqual([
    { from: START, to: START + 6000, value: 1 },
    { from: START + 6000, to: START + 16_000, value: 2 },
    { from: START + 16_000, to: START + 20_000, value: 4 },
  ]);
});

test('times that jitter leave no holes', () => {
  const series = { times: [START, START + 12_000, START + 20_000], values: [1, 1, 1] };
  expect(seconds(segmentsOf(series, testWindow(3)))).toBe(30);
});

test('integral, measured time and coverage are those of the samples alone, wherever the gaps are', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const there = values.filter((value) => value !== undefined);
      const segments = segmentsFrom(values);
      expect(seconds(segments)).toBeCloseTo(there.length * STEP, 6);
      expect(integral(segments) ?? 0).toBeCloseTo(
        there.reduce((sum, value) => sum + value * STEP, 0),
        6
      );
      expect(coverage(segments, testWindow(values.length))).toBeCloseTo(there.length / (values.length || Infinity), 6);
    })
  );
});

test('what is measured twice as finely has the same mean, spread and quantiles', () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const coarse = segmentsFrom(values);
      const series = testSeries(values);
      const finer = segmentsOf(
        {
          times: series.times.flatMap((time) => [time, time + 5000]),
          values: series.values.flatMap((value) => [value, value]),
        },
        testWindow(values.length),
        STEP / 2
      );
      expect(mean(finer) ?? -1).toBeCloseTo(mean(coarse) ?? -1, 6);
      expect(stddev(finer) ?? -1).toBeCloseTo(stddev(coarse) ?? -1, 6);
      expect(quantile(finer, q)).toBe(quantile(coarse, q));
    })
  );
});

test('a quantile is a value that was there, rises with its share, and splits the time', () => {
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const segments = segmentsFrom(values);
      const value = quantile(segments, q);
      fc.pre(value !== undefined);
      expect(values).toContain(value);
      expect(quantile(segments, q / 2)).toBeLessThanOrEqual(value);
      const at = (test: (v: number) => boolean) => seconds(segments.filter((segment) => test(segment.value)));
      expect(at((v) => v <= value)).toBeGreaterThanOrEqual(q * seconds(segments) - 1e-6);
      expect(at((v) => v < value)).toBeLessThanOrEqual(q * seconds(segments) + 1e-6);
    })
  );
});

test('two series are combined where both were measured, and only there', () => {
  fc.assert(
    fc.property(samples, samples, (one, other) => {
      const steps = Math.max(one.length, other.length);
      const of = (values: Array<number | undefined>) => segmentsOf(testSeries(values), testWindow(steps));
      const combined = combine(of(one), of(other), (a, b) => a - b);
      const expected = Array.from({ length: steps }, (_, i) => {
        const [a, b] = [one[i], other[i]];
        return a === undefined || b === undefined ? 0 : a - b;
      });
      expect(integral(combined) ?? 0).toBeCloseTo(STEP * expected.reduce((sum, value) => sum + value, 0), 6);
    })
  );
});

test('spans hold exactly the time in which the test holds, and touch each other nowhere', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const spans = spansWhere(segmentsFrom(values), (value) => value > 0);
      // A time without measurement between two that pass is within the span.
      const [known, passes] = [values.map((value) => value !== undefined), values.map((value) => (value ?? 0) > 0)];
      const inside = (i: number) => !known[i] && passes[known.lastIndexOf(true, i)] && passes[known.indexOf(true, i)];
      expect(seconds(spans)).toBeCloseTo(STEP * values.filter((_, i) => passes[i] || inside(i)).length, 6);
      spans.slice(1).forEach((span, i) => expect(span.from).toBeGreaterThan(spans[i]!.to));
    })
  );
});
