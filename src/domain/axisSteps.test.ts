import fc from 'fast-check';

import { durationSteps, roundSteps, timeSteps } from './axisSteps';

const texts = (from: number, to: number): string[] => durationSteps(from, to).map(({ text }) => text);

test.each([
  ['from a second to an hour', 0.9, 4000, ['1 s', '10 s', '1 min', '10 min', '1 h']],
  ['between tokens', 0.004, 0.3, ['5 ms', '10 ms', '20 ms', '50 ms', '100 ms', '200 ms']],
  ['within a minute', 3, 50, ['5 s', '10 s', '20 s', '30 s']],
  ['exactly from step to step', 1, 60, ['1 s', '10 s', '1 min']],
  ['between two steps', 1.1, 1.9, []],
])('durations %s', (_what, from, to, expected) => expect(texts(from, to)).toEqual(expected));

test('steps of durations rise and stay within', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
      fc.double({ min: 1, max: 1e4, noNaN: true }),
      (from, times) => {
        const values = durationSteps(from, from * times).map(({ value }) => value);
        expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
        expect(values.every((value) => value >= from && value <= from * times)).toBe(true);
      }
    )
  );
});

test.each([
  ['a share', 0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  ['a queue', 0, 37, 4, [0, 10, 20, 30]],
  ['from between', 3, 11, 4, [4, 6, 8, 10]],
  ['no room', 5, 5, 4, [5]],
])('round steps of %s', (_what, from, to, most, expected) => expect(roundSteps(from, to, most)).toEqual(expected));

test('round steps are no more than asked for, and one at most is missing at each end', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (from, width) => {
        const steps = roundSteps(from, from + width, 4);
        expect(steps.length).toBeLessThanOrEqual(5);
        expect(steps.length).toBeGreaterThan(0);
      }
    )
  );
});

test.each([
  [0, ['0']],
  [4, ['0', '1 s', '2 s', '3 s', '4 s']],
  [60, ['0', '15 s', '30 s', '45 s', '1 min']],
  [480, ['0', '2 min', '4 min', '6 min', '8 min']],
  [900, ['0', '5 min', '10 min', '15 min']],
  [3600, ['0', '15 min', '30 min', '45 min', '1 h']],
  [9000, ['0', '30 min', '1 h', '90 min', '2 h', '150 min']],
])('an axis of %i s', (seconds, expected) => expect(timeSteps(seconds).map(({ text }) => text)).toEqual(expected));

test('an axis of time never has many steps, and all lie on it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (seconds) => {
      const steps = timeSteps(seconds);
      expect(steps.length).toBeLessThanOrEqual(7);
      expect(steps.at(-1)?.value).toBeLessThanOrEqual(seconds);
    })
  );
});
