import fc from 'fast-check';

import { analysedFromAnnotation, analysedRun, loadCourse, loadStart } from './analysedRun';
import type { AnnotatedRun } from './runAnnotation';
import type { Run, TaskRun } from './run';

const MINUTE = 60_000;
const START = 1_700_000_000_000;
const load = [{ name: 'a', delaySeconds: 0, durationSeconds: 3600, rate: 1 }];

const annotated = (part: Partial<AnnotatedRun> = {}): AnnotatedRun => ({
  run: { namespace: 'ns', name: 'run' },
  uid: 'u',
  status: 'succeeded',
  variant: 'decode',
  namespace: 'workload',
  startedAt: START,
  endsAt: START + 66 * MINUTE,
  load,
  ...part,
});

test.each<[string, Partial<AnnotatedRun>, number]>([
  ['its planned length before its end, when it succeeded', {}, START + 6 * MINUTE],
  ['its start, when it was cut short', { status: 'failed', endsAt: START + 20 * MINUTE }, START],
  ['its start, when its load is not known', { load: undefined }, START],
  ['its start, when it was shorter than its plan', { endsAt: START + 10 * MINUTE }, START],
])('the load of a pruned run began %s', (_, part, expected) => {
  expect(analysedFromAnnotation(annotated(part))?.loadStartedAt).toBe(expected);
});

test('a pruned run keeps who it was; without a workload it cannot be analysed', () => {
  expect(analysedFromAnnotation(annotated())).toMatchObject({
    namespace: 'ns',
    name: 'run',
    uid: 'u',
    phase: 'succeeded',
    workload: { namespace: 'workload', variant: 'decode' },
    finishedAt: START + 66 * MINUTE,
    pruned: true,
  });
  expect(analysedFromAnnotation(annotated({ status: 'running' }))?.finishedAt).toBeUndefined();
  expect(analysedFromAnnotation(annotated({ variant: undefined }))).toBeUndefined();
});

const task = (pipelineTask: string, startedAt?: number) => ({ pipelineTask, startedAt }) as TaskRun;
const run = (part: Partial<Run> = {}): Run =>
  ({
    namespace: 'ns',
    name: 'run',
    uid: 'u',
    phase: 'running',
    variant: 'decode',
    startedAt: START,
    loadProfile: { steps: [...load, ...load] },
    replicas: '4',
    params: [],
    results: [],
    ...part,
  }) as Run;

test('the load of a run began with the first of its load steps', () => {
  const tasks = [task('reset', START), task('load-test', START + 6 * MINUTE), task('load-test', START + 5 * MINUTE)];
  expect(analysedRun(run(), tasks)).toMatchObject({ loadStartedAt: START + 5 * MINUTE, replicas: '4', pruned: false });
  expect(analysedRun(run(), [])?.loadStartedAt).toBe(START);
});

test('a run that has not started, or names no workload, cannot be analysed', () => {
  expect(analysedRun(run({ startedAt: undefined }))).toBeUndefined();
  expect(analysedRun(run({ variant: undefined }))).toBeUndefined();
});

test('whatever tasks there are, the load began with one of them or is not known', () => {
  const tasks = fc.array(
    fc.record({
      pipelineTask: fc.constantFrom('reset', 'load', 'x'),
      startedAt: fc.option(fc.nat(), { nil: undefined }),
    }),
    { maxLength: 8 }
  );
  fc.assert(
    fc.property(tasks, fc.integer({ min: 0, max: 4 }), (given, steps) => {
      const began = loadStart(given as TaskRun[], steps);
      expect(began === undefined || given.some(({ startedAt }) => startedAt === began)).toBe(true);
    })
  );
});

test.each<[string, Partial<TaskRun>, number | undefined]>([
  ['with its first container', { steps: [{ startedAt: START + MINUTE }] as TaskRun['steps'] }, START + MINUTE],
  ['with its task, where containers say nothing', { steps: [] }, START],
  ['not yet: its pod waits', { steps: [], phase: 'pending' }, undefined],
])('the load is at work %s', (_, part, expected) => {
  const step = { pipelineTask: 'load-test', phase: 'running', startedAt: START, ...part } as TaskRun;
  expect(loadCourse([step], { loadProfile: { steps: load } })).toEqual({ startedAt: expected });
});
