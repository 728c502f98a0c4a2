import type { Run } from '../domain/run';
import { wantedAnnotation, type RunAnnotation } from '../domain/runAnnotation';
import { UserError } from '../shared/errors';
import { MemoryTekton } from '../experiment/testing/memoryTekton';
import { aRun, aTask, NOW } from '../experiment/testing/samples';
import { resolveRun } from './resolveRun';
import { unmeasured } from '../measuring/unmeasured';

const REF = { namespace: 'experiment-01', name: 'stair-wva-abcde' };
const ended = aRun({ phase: 'succeeded', finishedAt: NOW });
const links = { run: () => '/run' };
const kept: RunAnnotation = { id: 1, ...wantedAnnotation(ended, links, NOW) };
const store = (...annotations: RunAnnotation[]) => ({ list: jest.fn(async () => annotations) });

test('a run of the cluster is asked there, and its annotation is not read', async () => {
  const annotations = store(kept);
  const run = await resolveRun({ api: new MemoryTekton([ended]), annotations }, REF);
  expect(run).toMatchObject({ ...REF, phase: 'succeeded', pruned: false, finishedAt: NOW });
  expect(annotations.list).not.toHaveBeenCalled();
});

test('one that the cluster does not have is taken from its annotation', async () => {
  const run = await resolveRun({ api: new MemoryTekton([]), annotations: store(kept) }, REF);
  expect(run).toMatchObject({ ...REF, phase: 'succeeded', pruned: true, workload: { variant: 'decode' } });
});

const BROKEN = aRun({ startedAt: undefined, phase: 'failed', reason: 'CouldntGetTask', finishedAt: NOW });

function withTasks(run: Run, ...names: string[]): MemoryTekton {
  const api = new MemoryTekton([run]);
  api.tasks = names.map((name) => aTask({ pipelineTask: name, startedAt: NOW - 30_000 }));
  return api;
}

test.each([
  ['its load runs', aRun({ loadTasks: ['load-test'] })],
  ['it is not known which task is its load', aRun({ loadTasks: [] })],
])('a run is measured when %s', async (_, run) => {
  await expect(
    resolveRun({ api: withTasks(run, 'reset', 'load-test'), annotations: store() }, REF)
  ).resolves.toMatchObject({ phase: 'running' });
});

test('coming back helps only where the load is still to come', () => {
  expect(unmeasured(BROKEN)).toMatchObject({
    state: 'never',
    message: expect.stringContaining('Failed, CouldntGetTask') as string,
  });
  expect(unmeasured(aRun({})).nextStep).toContain('by themselves');
  expect(unmeasured(BROKEN).nextStep).not.toMatch(/by themselves|come back|later/i);
});

test.each<[string, MemoryTekton, RunAnnotation[], string]>([
  ['unknown to both', new MemoryTekton([]), [], 'No such run'],
  [
    'has not started',
    new MemoryTekton([aRun({ startedAt: undefined, phase: 'pending' })]),
    [],
    'The load has not begun',
  ],
  ['ended before it started', new MemoryTekton([BROKEN]), [], 'Nothing was measured'],
  [
    'runs the tasks before its load',
    withTasks(aRun({ loadTasks: ['load-test'] }), 'reset'),
    [],
    'The load has not begun',
  ],
  [
    'failed in the tasks before its load',
    withTasks(aRun({ ...BROKEN, startedAt: NOW - 60_000, loadTasks: ['load-test'] }), 'reset'),
    [],
    'Nothing was measured',
  ],
  ['names no workload', new MemoryTekton([aRun({ variant: undefined })]), [], 'The run names no workload'],
])('a run that %s is an error with a next step', async (_, api, annotations, title) => {
  const failure = resolveRun({ api, annotations: store(...annotations) }, REF);
  await expect(failure).rejects.toMatchObject({ kind: 'user-error', title, nextStep: expect.stringMatching(/\w/) });
});

test('when the cluster does not answer, the annotation does not stand in for it', async () => {
  const api = new MemoryTekton([ended]);
  api.failure = new UserError({ title: 'No answer', message: '503', nextStep: 'Wait.', status: 503 });
  await expect(resolveRun({ api, annotations: store(kept) }, REF)).rejects.toThrow('503');
});
