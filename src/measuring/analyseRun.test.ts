import { START, testRun } from '../domain/analysis/testing';
import type { Ask } from '../domain/prometheus';
import { DIALECTS } from '../queries/dialect';
import { forgetCaches } from '../domain/moduleCaches';
import { analyseRun } from './analyseRun';

const ask = jest.fn<ReturnType<Ask>, Parameters<Ask>>();

const HOUR = 3_600_000;
const RUN = testRun({ uid: 'u', startedAt: START - HOUR, finishedAt: START + HOUR });
const OPTIONS = { prometheus: { id: 'p', ask }, dialect: DIALECTS.plain, now: START + 2 * HOUR };

beforeEach(() => {
  forgetCaches();
  ask.mockReset();
  ask.mockImplementation(async (queries) => new Map(queries.map(({ refId }) => [refId, { series: [] }])));
});
const requests = () => ask.mock.calls.length;

test('a finished run is asked for once, and told anew with what is known of it now', async () => {
  await analyseRun(RUN, OPTIONS);
  const before = requests();
  const again = await analyseRun({ ...RUN, phase: 'failed' }, OPTIONS);
  expect(requests()).toBe(before);
  expect(again.run.phase).toBe('failed');
});

test.each([
  ['goes on', { ...RUN, finishedAt: undefined }, {}],
  ['ended just now', RUN, { now: RUN.finishedAt! + 1000 }],
])('a run that %s is asked for again', async (_, run, part) => {
  await analyseRun(run, { ...OPTIONS, ...part });
  const before = requests();
  await analyseRun(run, { ...OPTIONS, ...part });
  expect(requests()).toBe(2 * before);
});

test('an analysis with holes is not kept', async () => {
  ask.mockImplementationOnce(async () => {
    throw new Error('503');
  });
  const { measurements } = await analyseRun(RUN, OPTIONS);
  expect(measurements.problems).toHaveLength(1);
  const before = requests();
  await analyseRun(RUN, OPTIONS);
  expect(requests()).toBe(2 * before);
});

test('runs that are analysed together share the turn', async () => {
  let active = 0;
  let most = 0;
  ask.mockImplementation(async (queries) => {
    most = Math.max(most, ++active);
    await new Promise((resolve) => setTimeout(resolve, 1));
    active--;
    return new Map(queries.map(({ refId }) => [refId, { series: [] }]));
  });
  await Promise.all(['a', 'b', 'c'].map((uid) => analyseRun({ ...RUN, uid }, OPTIONS)));
  expect(most).toBe(2);
});

test('a pruned run’s load begins with its first request, also when it is told again', async () => {
  const pruned = { ...RUN, loadStartedAt: RUN.startedAt, pruned: true };
  ask.mockImplementation(async (queries) => {
    const times = [RUN.startedAt, START];
    const series = (refId: string) => (refId === 'running' ? [{ labels: {}, times, values: [0, 1] }] : []);
    return new Map(queries.map(({ refId }) => [refId, { series: series(refId) }]));
  });
  const first = await analyseRun(pruned, OPTIONS);
  expect(first.run.loadStartedAt).toBe(START - 30_000);
  expect(first.measurements.window.from).toBe(START - 30_000);
  expect((await analyseRun(pruned, OPTIONS)).run).toEqual(first.run);
});
