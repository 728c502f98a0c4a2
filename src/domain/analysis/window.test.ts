import { START, testRun } from './testing';
import { settledAt, stepFor, windowOf } from './window';

const HOUR = 3_600_000;

test.each([
  ['a finished run', { finishedAt: START + HOUR }, START + 2 * HOUR, HOUR],
  ['one that goes on', { finishedAt: undefined }, START + HOUR / 2, HOUR / 2],
  ['an end that is planned', { finishedAt: START + 2 * HOUR }, START + HOUR, HOUR],
  ['one that failed before its load', { finishedAt: START, loadStartedAt: START + 1000 }, START + HOUR, 0],
])('%s', (_, part, now, length) => {
  const { from, to } = windowOf(testRun(part), now);
  expect(to - from).toBe(length);
});

test.each([
  [0, 5],
  [240, 5],
  [3600, 15],
  [4320, 20],
  [4 * 3600, 60],
  [100 * 86_400, 43_200],
  [1000 * 86_400, 345_600],
])('%d s are looked at every %d s', (seconds, step) => {
  expect(stepFor(seconds)).toBe(step);
  expect(seconds / stepFor(seconds)).toBeLessThanOrEqual(250);
});

test.each([
  ['a minute after the end', { finishedAt: START + HOUR }, START + 2 * HOUR, 60_000],
  ['no later than now', { finishedAt: START + HOUR }, START + HOUR + 5000, 5000],
  ['now, while it goes on', { finishedAt: undefined }, START + HOUR, 0],
])('totals are asked for %s', (_, part, now, after) => {
  const run = testRun(part);
  const window = windowOf(run, now);
  expect(settledAt(window, run, now) - window.to).toBe(after);
});
