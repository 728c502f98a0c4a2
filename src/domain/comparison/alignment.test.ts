import fc from 'fast-check';

import type { TimeSeries, Window } from '../analysis/types';
import { align, ALIGNMENTS, axisRange, spacing, toAxis, type Alignment, type Line } from './alignment';

const STEPS = [15, 30, 60];

/** A run of some length, measured all the time but for what the mask leaves out; samples lie anywhere within the step. */
const line: fc.Arbitrary<Line> = fc
  .record({
    from: fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }),
    stepSeconds: fc.constantFrom(...STEPS),
    offsetMs: fc.integer({ min: 0, max: 14_999 }),
    values: fc.array(fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { freq: 6 }), {
      minLength: 2,
      maxLength: 120,
    }),
  })
  .map(({ from, stepSeconds, offsetMs, values }) => {
    const window: Window = { from: from * 1000, to: from * 1000 + values.length * stepSeconds * 1000, stepSeconds };
    const samples = values
      .map((value, i) => ({ value, time: window.from + offsetMs + i * stepSeconds * 1000 }))
      .filter((sample): sample is { value: number; time: number } => sample.value !== null);
    const series: TimeSeries = {
      labels: {},
      times: samples.map(({ time }) => time),
      values: samples.map(({ value }) => value),
    };
    return { series, window };
  });
const lines = fc.array(line, { minLength: 1, maxLength: 5 });
const alignment = fc.constantFrom(...ALIGNMENTS);

test('the axis rises, and every line is as long as it', () => {
  fc.assert(
    fc.property(lines, alignment, (given, by) => {
      const { x, ys } = align(given, by);
      expect(x.every((place, i) => i === 0 || place > (x[i - 1] ?? NaN))).toBe(true);
      expect(ys.map((y) => y.length)).toEqual(given.map(() => x.length));
    })
  );
});

test('every value was measured, at its place or less than a cell before it', () => {
  fc.assert(
    fc.property(lines, alignment, (given, by) => {
      const { x, ys } = align(given, by);
      const width = cell(given, by);
      given.forEach(({ series, window }, i) => {
        ys[i]?.forEach((value, k) => {
          if (value === null) {
            return;
          }
          const sources = series.times.filter((time, n) => {
            const before = (x[k] ?? NaN) - toAxis(by, window, time);
            return series.values[n] === value && before > -1e-6 * width && before < width * (1 + 1e-6);
          });
          expect(sources.length).toBeGreaterThan(0);
        });
      });
    })
  );
});

test('what was measured all the time has no hole, at any alignment and beside any other run', () => {
  fc.assert(
    fc.property(lines, alignment, (given, by) => {
      const whole = given.map(filled);
      const { x, ys } = align(whole, by);
      // Beside runs of other places on the axis: a line's own span.
      whole.forEach((_, i) => {
        const own = ys[i] ?? [];
        const first = own.findIndex((value) => value !== null);
        const last = own.length - 1 - [...own].reverse().findIndex((value) => value !== null);
        const width = cell(whole, by);
        const inside = x.slice(first, last + 1).map((place, k) => ({ place, value: own[first + k] }));
        expect(inside.filter(({ value }) => value === null)).toEqual([]);
        expect(inside.every(({ place }, k) => k === 0 || place - (inside[k - 1]?.place ?? NaN) < 1.5 * width)).toBe(
          true
        );
      });
    })
  );
});

test('a hole of two cells or more stays a hole', () => {
  fc.assert(
    fc.property(lines, alignment, (given, by) => {
      const { x, ys } = align(given, by);
      const width = cell(given, by);
      given.forEach(({ series, window }, i) => {
        series.times.slice(1).forEach((time, n) => {
          const before = toAxis(by, window, series.times[n] ?? NaN);
          const after = toAxis(by, window, time);
          if (after - before > 2.001 * width) {
            const between = (ys[i] ?? []).filter(
              (_, k) => (x[k] ?? NaN) > before + width * 1.0001 && (x[k] ?? NaN) < after - width * 1e-6
            );
            expect(between.length).toBeGreaterThan(0);
            expect(between.every((value) => value === null)).toBe(true);
          }
        });
      });
    })
  );
});

test('a run starts at 0 when aligned at its load, ends at 100 % by progress, and keeps its clock otherwise', () => {
  fc.assert(
    fc.property(line, ({ window }) => {
      expect(toAxis('elapsed', window, window.from)).toBe(0);
      expect(toAxis('progress', window, window.from)).toBe(0);
      expect(toAxis('progress', window, window.to)).toBe(100);
      expect(axisRange('absolute', [window])).toEqual({ from: window.from, to: window.to });
    })
  );
});

test('a series that is coarser than its window has no holes at its own spacing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 30 }), alignment, (times, n, by) => {
      const window: Window = { from: 0, to: n * times * 15_000, stepSeconds: 15 };
      const series: TimeSeries = {
        labels: {},
        times: Array.from({ length: n }, (_, i) => i * times * 15_000),
        values: Array.from({ length: n }, (_, i) => i),
      };
      expect(spacing(series, window)).toBe(times * 15);
      const { ys } = align([{ series, window, stepSeconds: spacing(series, window) }], by);
      expect(ys[0]).toEqual(series.values);
    })
  );
});

test('nothing aligned is nothing', () => {
  expect(align([], 'elapsed')).toEqual({ x: [], ys: [] });
  expect(axisRange('elapsed', [])).toBeUndefined();
});

function filled({ window }: Line): Line {
  const times = [];
  for (let time = window.from; time <= window.to; time += window.stepSeconds * 1000) {
    times.push(time);
  }
  return { window, series: { labels: {}, times, values: times.map((_, i) => i) } };
}

/** Width of a cell, worked out apart from the code under test. */
function cell(given: Line[], by: Alignment): number {
  const widths = given.map(({ window }) => {
    const step = window.stepSeconds * 1000;
    return by === 'elapsed' ? step / 60_000 : by === 'progress' ? (100 * step) / (window.to - window.from) : step;
  });
  return Math.max(...widths);
}
