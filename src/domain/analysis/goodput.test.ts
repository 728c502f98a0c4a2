import fc from 'fast-check';

import { both, shareWithin } from './goodput';
import { analysisOf } from './measureKpis';
import { testMeasurements, testRun } from './testing';
import type { HistogramCounts, LatencyLimits } from './types';

const BOUNDS = [0.1, 0.5, 1, 5, Infinity];
const histogram = (counts: number[], bounds = BOUNDS): HistogramCounts => ({ bounds, counts });
const TTFT = histogram([10, 50, 80, 95, 100]);

test.each<[string, number, HistogramCounts | undefined, ReturnType<typeof shareWithin>]>([
  ['at a bound it is exact', 0.5, TTFT, { low: 0.5, high: 0.5, value: 0.5 }],
  ['within a bucket linear', 0.75, TTFT, { low: 0.5, high: 0.8, value: 0.65 }],
  ['in the first bucket from 0 on', 0.05, TTFT, { low: 0, high: 0.1, value: 0.05 }],
  ['beyond the last bound anything', 60, TTFT, { low: 0.95, high: 1, value: 0.975 }],
  ['counts that fall never do', 0.5, histogram([10, 5, 80, 95, 100]), { low: 0.1, high: 0.1, value: 0.1 }],
  ['without an observation', 1, histogram([0, 0, 0, 0, 0]), undefined],
  ['without +Inf', 1, histogram([1, 2], [0.1, 0.5]), undefined],
  ['without a histogram', 1, undefined, undefined],
])('share within a limit: %s', (_, limit, given, expected) => {
  const share = shareWithin(limit, given);
  expect(share).toEqual(
    expected && {
      low: expect.closeTo(expected.low, 12) as number,
      high: expect.closeTo(expected.high, 12) as number,
      value: expect.closeTo(expected.value, 12) as number,
    }
  );
});

test('the true share lies between the bounds, whatever was observed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 9, noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0.001, max: 9, noNaN: true }),
      (values, limit) => {
        const counts = BOUNDS.map((bound) => values.filter((value) => value <= bound).length);
        const share = shareWithin(limit, histogram(counts))!;
        const truth = values.filter((value) => value <= limit).length / values.length;
        expect(truth).toBeGreaterThanOrEqual(share.low - 1e-12);
        expect(truth).toBeLessThanOrEqual(share.high + 1e-12);
        expect(share.value).toBeGreaterThanOrEqual(share.low - 1e-12);
        expect(share.value).toBeLessThanOrEqual(share.high + 1e-12);
      }
    )
  );
});

test('what meets both limits lies between the bounds, however the two go together', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 60 }), (requests) => {
      const share = (is: (one: [boolean, boolean]) => boolean) => requests.filter(is).length / requests.length;
      const exact = (value: number) => ({ low: value, high: value, value });
      const { low, high, value } = both(exact(share(([a]) => a)), exact(share(([, b]) => b)));
      const truth = share(([a, b]) => a && b);
      expect(truth).toBeGreaterThanOrEqual(low - 1e-12);
      expect(truth).toBeLessThanOrEqual(high + 1e-12);
      expect(value).toBeGreaterThanOrEqual(low - 1e-12);
      expect(value).toBeLessThanOrEqual(high + 1e-12);
    })
  );
});

describe('of a run', () => {
  const kpis = (limits: LatencyLimits | undefined) =>
    analysisOf(
      testRun(),
      testMeasurements({
        limits,
        evidence: { interval: {}, holes: {}, counted: {} },
        latency: { ttft: TTFT, itl: histogram([100, 200, 300, 400, 400]) },
        totals: { succeeded: 90, failed: 10 },
      })
    ).kpis;

  it('counts what was served within the limit; failed requests never are', () => {
    const { 'goodput-share': share, goodput } = kpis({ ttftSeconds: 0.5 });
    expect(share.value).toBeCloseTo(0.5 * 0.9, 9);
    expect(goodput.value).toBeGreaterThan(0);
    expect(goodput.error).toBeGreaterThan(0);
  });

  it('of two limits gives the middle of what is possible, with that as its error', () => {
    const { value, error } = kpis({ ttftSeconds: 0.5, itlSeconds: 1 })['goodput-share'];
    // 50 % and 75 %: both meet between 25 % and 50 % of what was answered, 90 %.
    expect(value).toBeCloseTo(0.375 * 0.9, 9);
    expect(error).toBeGreaterThanOrEqual(0.125 * 0.9);
  });

  it.each([[undefined], [{}]])('does not apply without a limit: %p', (limits) => {
    expect(kpis(limits).goodput).toMatchObject({ applies: false, why: expect.stringContaining('no limit') as string });
  });

  it('is not known without a histogram', () => {
    const { kpis: none } = analysisOf(
      testRun(),
      testMeasurements({ limits: { ttftSeconds: 1 }, latency: {}, totals: { succeeded: 1, failed: 0 } })
    );
    expect(none.goodput.value).toBeUndefined();
    expect(none.goodput.applies).toBeUndefined();
  });
});
