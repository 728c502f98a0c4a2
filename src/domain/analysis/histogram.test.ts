import fc from 'fast-check';

import { histogramOf, histogramQuantile } from './histogram';
import type { HistogramCounts } from './types';

const BOUNDS = [0.1, 0.5, 1, 5, Infinity];
const histogram = (...counts: number[]): HistogramCounts => ({ bounds: BOUNDS, counts });

/** Observations and the histogram that counts them. */
const observed = fc
  .array(fc.double({ min: 0, max: 4.99, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => ({
    values: [...values].sort((a, b) => a - b),
    counted: histogram(...BOUNDS.map((bound) => values.filter((value) => value <= bound).length)),
  }));
const share = fc.double({ min: 0.002, max: 1, noNaN: true });

test.each([
  ['in the middle of a bucket', 0.5, histogram(0, 10, 10, 10, 10), 0.3],
  ['in the first bucket, from 0 on', 0.5, histogram(10, 10, 10, 10, 10), 0.05],
  ['beyond the last bound', 0.99, histogram(0, 0, 0, 5, 10), 5],
  ['of counts that fall for once', 0.5, histogram(0, 10, 9, 10, 10), 0.3],
  ['of fractions, as increase gives them', 0.5, histogram(0, 0.5, 0.5, 0.5, 0.5), 0.3],
])('a quantile %s', (_, q, given, expected) => {
  expect(histogramQuantile(q, given)).toBeCloseTo(expected, 9);
});

test.each<[string, number, HistogramCounts | undefined]>([
  ['nothing asked', 0.5, undefined],
  ['no observation', 0.5, histogram(0, 0, 0, 0, 0)],
  ['no bucket below +Inf', 0.5, { bounds: [Infinity], counts: [3] }],
  ['no +Inf', 0.5, { bounds: [1, 2], counts: [3, 4] }],
  ['a share above 1', 1.1, histogram(1, 2, 3, 4, 5)],
  ['NaN', NaN, histogram(1, 2, 3, 4, 5)],
])('no quantile: %s', (_, q, given) => {
  expect(histogramQuantile(q, given)).toBeUndefined();
});

test('the quantile lies in the bucket of the true one, and rises with its share', () => {
  fc.assert(
    fc.property(observed, share, ({ values, counted }, q) => {
      const estimate = histogramQuantile(q, counted)!;
      const truth = values[Math.max(0, Math.ceil(q * values.length) - 1)]!;
      const upper = BOUNDS.find((bound) => truth <= bound)!;
      const lower = BOUNDS[BOUNDS.indexOf(upper) - 1] ?? 0;
      expect(estimate).toBeGreaterThanOrEqual(lower - 1e-9);
      expect(estimate).toBeLessThanOrEqual(upper + 1e-9);
      expect(histogramQuantile(q / 2, counted)!).toBeLessThanOrEqual(estimate + 1e-9);
    })
  );
});

test('a multiple of the counts has the same quantiles', () => {
  fc.assert(
    fc.property(observed, share, fc.double({ min: 0.01, max: 100, noNaN: true }), ({ counted }, q, factor) => {
      const scaled = { ...counted, counts: counted.counts.map((count) => count * factor) };
      // A rank on a bound may fall to either side of it.
      fc.pre(counted.counts.every((count) => Math.abs(count - q * counted.counts.at(-1)!) > 1e-6));
      expect(histogramQuantile(q, scaled)).toBeCloseTo(histogramQuantile(q, counted)!, 6);
    })
  );
});

test('buckets come in any order and spelling', () => {
  const buckets = [
    { le: '+Inf', count: 5 },
    { le: '1.0', count: 2 },
    { le: '1', count: 1 },
    { le: '0.5', count: 1 },
    { le: '', count: 9 },
    { le: 'x', count: 9 },
    { le: '2', count: NaN },
  ];
  expect(histogramOf(buckets)).toEqual({ bounds: [0.5, 1, Infinity], counts: [1, 3, 5] });
  expect(histogramQuantile(0.5, histogramOf([{ le: '1', count: 2 }]))).toBeUndefined();
  expect(histogramOf([])).toBeUndefined();
});
