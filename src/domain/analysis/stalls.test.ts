import { stalledSince, stalls, STALL_SECONDS } from './stalls';
import { START, testMeasurements, testRun, testSeries, testWindow } from './testing';

const STEPS = 100;
/** Steps of 10 s that make a stall, both ends included. */
const LONG = STALL_SECONDS / 10 + 1;

type Values = Array<number | undefined>;
const all = (value: number): Values => Array.from({ length: STEPS }, () => value);
const from = (values: Values, start: number, count: number, value: number | undefined): Values =>
  values.map((one, i) => (i >= start && i < start + count ? value : one));

const busy = all(2);
const idle = (start: number, count: number) => from(busy, start, count, 0);
const measured = (series: Record<string, Values>, planned: Values | null = all(2)) =>
  testMeasurements({
    window: testWindow(STEPS),
    series: Object.fromEntries(
      Object.entries({ ...series, ...(planned && { planned }) }).map(([id, values]) => [id, [testSeries(values)]])
    ),
  });
const ended = testRun({ finishedAt: START + STEPS * 10_000 });
const going = testRun({ finishedAt: undefined, phase: 'running' });
const span = (start: number, count: number) => ({
  from: START + start * 10_000,
  to: START + (start + count - 1) * 10_000,
});

test('a load that neither arrives nor ends for five minutes has stalled, and no sooner', () => {
  const of = (count: number) => stalls(ended, measured({ arrived: idle(10, count), served: idle(10, count) }));
  expect(of(LONG)).toEqual([span(10, LONG)]);
  expect(of(LONG - 1)).toEqual([]);
});

test.each([
  ['requests end', { arrived: idle(10, LONG), served: busy }],
  ['requests fail', { arrived: idle(10, LONG), served: idle(10, LONG), failed: busy }],
  ['a long answer is being written', { arrived: idle(10, LONG), served: idle(10, LONG), generatedTokens: busy }],
  ['nothing was measured for a while', { arrived: from(idle(10, LONG), 20, 3, undefined), served: idle(10, LONG) }],
  ['nobody knows what ended', { arrived: idle(10, LONG) }],
])('it has not where %s', (_, series) => {
  expect(stalls(ended, measured(series))).toEqual([]);
});

test('a pause that the plan has is none, nor is one between requests of a slow load', () => {
  const series = { arrived: idle(10, LONG), served: idle(10, LONG) };
  expect(stalls(ended, measured(series, from(all(2), 10, LONG, 0)))).toEqual([]);
  expect(stalls(ended, measured(series, all(0.001)))).toEqual([]);
});

test('of a load that is not known a run in progress is told, an ended one is not', () => {
  const series = { arrived: idle(60, 40), served: idle(60, 40) };
  expect(stalls(going, measured(series, null))).toEqual([span(60, 40)]);
  expect(stalls(ended, measured(series, null))).toEqual([]);
});

test('a run is stalled now where it is in progress and the stall reaches its last sample', () => {
  const since = (run: typeof going, start: number, count: number) => {
    const series = measured({ arrived: idle(start, count), served: idle(start, count) });
    return stalledSince(run, series, stalls(run, series));
  };
  expect(since(going, 60, 40)).toBe(START + 600_000);
  expect(since(going, 10, LONG)).toBeUndefined();
  expect(since(ended, 60, 40)).toBeUndefined();
});
