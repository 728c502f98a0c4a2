/**
 * @jest-environment node
 */
import fc from 'fast-check';

import { histogramQuantile } from '../../src/domain/analysis/histogram';
import type { HistogramCounts } from '../../src/domain/analysis/types';
import { askInstant } from './promClient';
import { writtenPrometheus, type FilledPrometheus } from './simulatedPrometheus';

const SHARES = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** A count of less is none: Prometheus 3 takes differences below 1e-12 of a count for rounding. */
const LEAST = 1e-3;

/** Counts as they come: fractions, zeros, and now and then one that falls. */
const histogram = fc
  .record({
    bounds: fc.uniqueArray(fc.double({ min: -1, max: 100, noNaN: true }), { minLength: 0, maxLength: 8 }),
    steps: fc.array(
      fc.oneof(
        fc.constant(0),
        fc.double({ min: LEAST, max: 50, noNaN: true }),
        fc.double({ min: -1, max: -LEAST, noNaN: true })
      ),
      {
        minLength: 9,
        maxLength: 9,
      }
    ),
  })
  .map(({ bounds, steps }): HistogramCounts => {
    const rising = [...bounds.map((bound) => bound || 0)].sort((a, b) => a - b);
    let count = 0;
    return {
      bounds: [...rising, Infinity],
      counts: [...rising, 0].map((_, i) => (count = Math.max(0, count + steps[i]!))),
    };
  });

const HISTOGRAMS = fc.sample(histogram, { seed: 20, numRuns: 150 });
const le = (bound: number) => (bound === Infinity ? '+Inf' : String(bound));

let filled: FilledPrometheus;
beforeAll(async () => {
  const series = HISTOGRAMS.flatMap(({ bounds, counts }, i) =>
    bounds.map((bound, k) => ({ series: `h_bucket{nth="${i}",le="${le(bound)}"}`, at: () => counts[k]! }))
  );
  filled = await writtenPrometheus(60, series);
}, 60_000);
afterAll(() => filled?.stop());

test.each(SHARES)('the %f quantile of any histogram is Prometheus’ own', async (q) => {
  const answers = await askInstant(filled.url, `histogram_quantile(${q}, h_bucket)`, filled.end);
  expect(answers).toHaveLength(HISTOGRAMS.length);
  for (const { labels, value } of answers) {
    const own = histogramQuantile(q, HISTOGRAMS[Number(labels.nth)]);
    if (Number.isNaN(value)) {
      expect([labels.nth, own]).toEqual([labels.nth, undefined]);
    } else {
      expect(Math.abs((own ?? NaN) - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    }
  }
});
