import fc from 'fast-check';

import type { TimeSeries } from '../analysis/types';
import { overPods } from './overPods';

const pod: fc.Arbitrary<TimeSeries> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 100 })), { selector: ([t]) => t })
  .map((points) => points.sort(([a], [b]) => a - b))
  .map((points) => ({ labels: {}, times: points.map(([t]) => t), values: points.map(([, v]) => v) }));

test('sums add up to what the pods measured, means lie between them, and no time is made up', () => {
  fc.assert(
    fc.property(fc.array(pod, { minLength: 1, maxLength: 5 }), (pods) => {
      const [sum, mean] = [overPods(pods, 'sum'), overPods(pods, 'mean')];
      const all = pods.flatMap(({ values }) => values);
      const total = (values: readonly number[] = []) => values.reduce((a, b) => a + b, 0);
      expect(total(sum?.values)).toBe(total(all));
      expect(mean?.values.every((value) => value >= Math.min(...all) && value <= Math.max(...all))).toBe(true);
      const times = [...new Set(pods.flatMap((p) => p.times))].sort((a, b) => a - b);
      expect(sum?.times).toEqual(times);
      expect(mean?.times).toEqual(times);
    })
  );
});

test('no pods, no series', () => {
  expect(overPods(undefined, 'sum')).toBeUndefined();
  expect(overPods([], 'mean')).toBeUndefined();
});
