/** @jest-environment node */
import fc from 'fast-check';

import { duration, fillMacros, parseDuration, stepMs } from './interval';

const HOUR = 3600_000;

test.each([
  ['15s', 15_000],
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['>10s', 10_000],
  ['5', 5000],
  ['', undefined],
  ['soon', undefined],
])('%j is %j ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

describe('the step', () => {
  test.each([
    ['is what the panel asks for', { rangeMs: HOUR, intervalMs: 15_000, maxDataPoints: 1000 }, 15_000],
    [
      'is at least the query’s own interval',
      { rangeMs: HOUR, minInterval: '1m', intervalMs: 15_000, maxDataPoints: 1000 },
      60_000,
    ],
    ['is the scrape interval without either', { rangeMs: HOUR, timeInterval: '30s', maxDataPoints: 1000 }, 30_000],
    ['is fifteen seconds without any', { rangeMs: HOUR, maxDataPoints: 1000 }, 15_000],
    ['grows with the range, in round numbers', { rangeMs: 24 * HOUR, intervalMs: 15_000, maxDataPoints: 1000 }, 60_000],
    [
      'is multiplied by the factor',
      { rangeMs: HOUR, intervalMs: 15_000, maxDataPoints: 1000, intervalFactor: 2 },
      30_000,
    ],
  ])('%s', (_name, input, ms) => {
    expect(stepMs(input)).toBe(ms);
  });

  test('stays near what Prometheus gives: rounding down adds three quarters at most, as in Grafana', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 400 * 24 * HOUR }),
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (rangeMs, intervalMs, maxDataPoints) => {
          expect(rangeMs / stepMs({ rangeMs, intervalMs, maxDataPoints })).toBeLessThanOrEqual(11_000 * 1.75);
        }
      )
    );
  });
});

test.each([
  ['rate(x[$__rate_interval])', 15_000, '15s', 'rate(x[1m])'],
  ['rate(x[$__rate_interval])', 60_000, '15s', 'rate(x[1m15s])'],
  ['rate(x[${__rate_interval}])', 15_000, '5s', 'rate(x[20s])'],
  ['x[$__interval] $__interval_ms', 30_000, '15s', 'x[30s] 30000'],
  ['x[$__range] $__range_s $__range_ms', 15_000, '15s', 'x[3600s] 3600 3600000'],
  ['$__unknown $other', 15_000, '15s', '$__unknown $other'],
])('%s with a step of %d and a scrape every %s', (expr, step, timeInterval, filled) => {
  expect(fillMacros(expr, step, { rangeMs: HOUR, timeInterval })).toBe(filled);
});

test('a duration reads back as itself', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e9 }), (ms) => expect(parseDuration(duration(ms))).toBe(ms)));
});
