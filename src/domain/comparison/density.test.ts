import fc from 'fast-check';

import type { HistogramCounts } from '../analysis/types';
import { countValues, distribution, span, type DensityScale } from './density';

const histogram: fc.Arbitrary<HistogramCounts> = fc
  .array(fc.tuple(fc.double({ min: 0.001, max: 10, noNaN: true }), fc.double({ min: 0, max: 1000, noNaN: true })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((buckets) => {
    let [bound, count] = [0, 0];
    const cumulative = buckets.map(([width, n]) => ({ bound: (bound += width), count: (count += n) }));
    return {
      bounds: [...cumulative.map((b) => b.bound), Infinity],
      counts: [...cumulative.map((b) => b.count), count + 1],
    };
  });
const scale = fc.constantFrom<DensityScale>('linear', 'log');

test('the area under the density is the share within the bounds: all but what lies beyond', () => {
  fc.assert(
    fc.property(histogram, scale, (given, by) => {
      const { buckets, beyond } = distribution(given, by) ?? { buckets: [], beyond: NaN };
      const area = buckets.reduce(
        (sum, { from, to, density }) => sum + density * (by === 'linear' ? to - from : Math.log(to) - Math.log(from)),
        0
      );
      expect(area).toBeCloseTo(1 - beyond, 6);
      expect(beyond).toBeCloseTo(1 / (given.counts.at(-1) ?? NaN), 6);
      expect(buckets.every(({ density }) => density >= 0)).toBe(true);
    })
  );
});

test('twice the observations have the same shape', () => {
  fc.assert(
    fc.property(histogram, scale, (given, by) => {
      const twice = { ...given, counts: given.counts.map((count) => count * 2) };
      const [a, b] = [distribution(given, by), distribution(twice, by)];
      a?.buckets.forEach((bucket, i) => expect(b?.buckets[i]?.density).toBeCloseTo(bucket.density, 9));
    })
  );
});

test('each value of a gauge is counted once', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1.2, noNaN: true })), (values) => {
      const { bounds, counts } = countValues(values, [0.25, 0.5, 0.75, 1]);
      expect(counts.at(-1)).toBe(values.length);
      expect(bounds.at(-1)).toBe(Infinity);
      expect(counts[1]).toBe(values.filter((value) => value <= 0.5).length);
    })
  );
});

test.each<[string, number[]]>([
  ['no counts', []],
  ['only zeros', [0, 0, 0]],
])('%s: no distribution', (_, counts) => {
  expect(distribution({ bounds: [1, 2, Infinity].slice(0, counts.length), counts }, 'linear')).toBeUndefined();
});

test('counts that fall are no observations', () => {
  const shape = distribution({ bounds: [1, 2, 3, Infinity], counts: [4, 3, 5, 5] }, 'linear');
  expect(shape?.buckets.map(({ share }) => share)).toEqual([0.8, 0, expect.closeTo(0.2, 9)]);
});

test('the axis spans what any of them holds', () => {
  const of = (counts: number[]) => distribution({ bounds: [1, 2, 3, Infinity], counts }, 'linear');
  const shapes = [of([0, 5, 5, 5]), of([0, 0, 3, 3])].flatMap((shape) => shape ?? []);
  expect(span(shapes)).toEqual({ from: 1, to: 3 });
  expect(span([])).toBeUndefined();
});
