import { run, T0 } from './runAnnotation.fixtures';
import type { Run } from './run';
import { AUTOMATIC, runFacts, shownRun } from './shownRun';

const MINUTE = 60_000;
const at = (minutes: number, change: Partial<Run> = {}): Run =>
  run({ name: `run-${minutes}`, createdAt: T0 + minutes * MINUTE, phase: 'succeeded', ...change });
const NOW = { from: T0, to: T0 + 60 * MINUTE, isFixed: false };
const past = (from: number, to: number) => ({ from: T0 + from * MINUTE, to: T0 + to * MINUTE, isFixed: true });
const other = at(55, { managed: false, experiment: undefined, variant: undefined, loadProfile: undefined });
const RUNS = [other, at(50), at(40, { phase: 'running' }), at(30), at(10)];

test.each([
  ['the one in progress', RUNS, AUTOMATIC, NOW, 'run-40'],
  ['else the newest', RUNS.filter(({ phase }) => phase !== 'running'), AUTOMATIC, NOW, 'run-50'],
  ['no other pipeline', [other], AUTOMATIC, NOW, undefined],
  ['in a time of the past the newest in it', RUNS, AUTOMATIC, past(5, 35), 'run-30'],
  ['else the one that began before', RUNS, AUTOMATIC, past(12, 25), 'run-10'],
  ['none before there was one', RUNS, AUTOMATIC, past(1, 5), undefined],
  ['the chosen one, whatever is in progress', RUNS, 'experiment-01/run-10', NOW, 'run-10'],
  ['the chosen one, whatever time is shown', RUNS, 'experiment-01/run-10', past(45, 60), 'run-10'],
  ['the automatic one in place of a chosen one that is gone', RUNS, 'experiment-01/gone', NOW, 'run-40'],
])('a dashboard shows %s', (_, runs, choice, range, expected) => {
  expect(shownRun(runs, choice, range)?.name).toBe(expected);
});

const facts = (shown: Run | undefined, range = NOW) =>
  runFacts(shown, { now: T0 + 60 * MINUTE, range, otherwise: 'no run' });

test('of a run that ended it has its own time, with a little around it to show', () => {
  const ended = at(10, { startedAt: T0 + 11 * MINUTE, finishedAt: T0 + 31 * MINUTE });
  expect(facts(ended)).toEqual({
    name: 'run-10',
    namespace: 'workload',
    variant: 'decode',
    from: String(T0 + 9 * MINUTE),
    to: String(T0 + 33 * MINUTE),
    end: String(T0 / 1000 + 31 * 60),
    seconds: '1200',
  });
});

test.each([
  ['in progress: until now', at(40, { phase: 'running', startedAt: T0 + 41 * MINUTE }), '1140', 'now'],
  ['just begun: a minute at least', at(60, { phase: 'pending', startedAt: undefined }), '60', 'now'],
  ['ended before it began', at(10, { startedAt: undefined, finishedAt: undefined }), '60', String(T0 + 12 * MINUTE)],
  ['none: the time shown', undefined, '3600', 'now'],
])('a run %s', (_, shown, seconds, to) => {
  expect(facts(shown)).toMatchObject({ seconds, to });
});

test('without a run nothing is said of a workload', () => {
  expect(facts(undefined, past(0, 20))).toEqual({
    name: 'no run',
    namespace: '',
    variant: '',
    from: String(T0),
    to: String(T0 + 20 * MINUTE),
    end: String(T0 / 1000 + 1200),
    seconds: '1200',
  });
});
