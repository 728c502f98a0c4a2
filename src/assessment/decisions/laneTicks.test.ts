import { clockTicks, elapsedTicks } from './laneTicks';

const MINUTE = 60_000;
const at = Date.UTC(2026, 0, 1, 10, 7, 30);
const utc = (ms: number, pattern: string) => new Date(ms).toISOString().slice(11, 11 + pattern.length);

test.each([
  ['from the start of the load', at, [0, 1 / 3, 2 / 3, 1], ['0', '5 min', '10 min', '15 min']],
  ['with some time before it', at + 3 * MINUTE, [0.2, 0.533, 0.867], ['0', '5 min', '10 min']],
])('a lane %s', (_what, origin, places, texts) => {
  const ticks = elapsedTicks({ from: at, to: at + 15 * MINUTE }, origin);
  expect(ticks.map((tick) => Number(tick.at.toFixed(3)))).toEqual(places.map((place) => Number(place.toFixed(3))));
  expect(ticks.map(({ text }) => text)).toEqual(texts);
});

test.each([
  ['a quarter of an hour', 15 * MINUTE, ['10:10', '10:15', '10:20']],
  ['a minute', MINUTE, ['10:07:30', '10:07:45', '10:08:00', '10:08:15', '10:08:30']],
])('a lane by the clock, %s long', (_what, length, texts) => {
  const ticks = clockTicks({ from: at, to: at + length }, utc);
  expect(ticks.map(({ text }) => text)).toEqual(texts);
  expect(ticks.every(({ at: place }) => place >= 0 && place <= 1)).toBe(true);
});
