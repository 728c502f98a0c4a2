import { START, testRun } from '../domain/analysis/testing';
import type { Ask } from '../domain/prometheus';
import { DIALECTS } from '../queries/dialect';
import { withLoadStart } from './findLoadStart';

const MINUTE = 60_000;
/** An hour is looked at every 15 s. */
const RUN = testRun({ finishedAt: START + 60 * MINUTE });
const STEP = 15_000;

/** Running requests at each step from the start. */
const answering = (values: number[]): Ask =>
  jest.fn(async ([query]) => {
    const times = values.map((_, i) => START + i * STEP);
    return new Map([[query!.refId, { series: values.length === 0 ? [] : [{ labels: {}, times, values }] }]]);
  });
const startOf = async (ask: Ask, run = RUN) =>
  (await withLoadStart(run, { ask, dialect: DIALECTS.plain, now: START + 120 * MINUTE })).loadStartedAt;

test.each([
  ['a step before the first request is seen', [0, 0, 0, 2, 3], START + 2 * STEP],
  ['the run’s start, where requests ran already', [4, 0, 0, 2], START],
  ['the run’s start, where requests ran in its first step', [0, 4, 0, 2], START],
  ['the run’s start, where none ever ran', [0, 0, 0], START],
  ['the run’s start, where vLLM says nothing', [], START],
])('%s', async (_, values, expected) => {
  expect(await startOf(answering(values))).toBe(expected);
});

test('what the TaskRuns told is not asked for', async () => {
  const ask = answering([0, 0, 0, 2]);
  expect(await startOf(ask, { ...RUN, loadStartedAt: START + MINUTE })).toBe(START + MINUTE);
  expect(ask).not.toHaveBeenCalled();
});
