import fc from 'fast-check';

import type { Run, TaskRun } from '../../domain/run';
import { timelineOf } from './timeline';

const RUN: Run = {
  namespace: 'ns',
  name: 'run',
  uid: 'u',
  resourceVersion: '1',
  phase: 'running',
  reason: 'Running',
  createdAt: 0,
  startedAt: 1000,
  managed: true,
  message: '',
  params: [],
  results: [],
  skippedTasks: [],
  manifest: {},
};
const task = (pipelineTask: string, startedAt?: number, finishedAt?: number, over: Partial<TaskRun> = {}): TaskRun => ({
  namespace: 'ns',
  name: `run-${pipelineTask}`,
  uid: pipelineTask,
  pipelineTask,
  memberOf: 'tasks',
  phase: finishedAt === undefined ? (startedAt === undefined ? 'pending' : 'running') : 'succeeded',
  reason: '',
  message: '',
  createdAt: startedAt ?? 0,
  startedAt,
  finishedAt,
  params: [],
  steps: [],
  earlier: [],
  ...over,
});

const tried = (): TaskRun => {
  const earlier = task('load', 2000, 3000, {
    uid: 'load#1',
    phase: 'failed',
    reason: 'OOMKilled',
    podName: 'r-load-0-pod',
  });
  return task('load', 4000, 9000, { podName: 'r-load-0-pod-retry2', earlier: [earlier] });
};

describe('a task that was retried', () => {
  it('shows each try with its reason, and is as its last try', () => {
    const [load] = timelineOf(RUN, [tried()], 10_000).tasks;
    expect([load?.phase, load?.startedAt, load?.finishedAt]).toEqual(['succeeded', 2000, 9000]);
    expect(load?.children.map(({ label }) => label)).toEqual(['attempt 1 of 3: OOMKilled', 'attempt 3 of 3']);
    expect(load?.children.map(({ taskRun }) => taskRun.podName)).toEqual(['r-load-0-pod', 'r-load-0-pod-retry2']);
  });

  it('has what is no TaskRun beside it', () => {
    const run = { ...RUN, otherChildren: [{ kind: 'CustomRun', name: 'run-wait', pipelineTask: 'wait' }] };
    expect(timelineOf(run, [], 10_000).tasks).toMatchObject([{ name: 'wait', other: 'CustomRun run-wait' }]);
  });

  it('leads to the page of a run that it started', () => {
    const run = { ...RUN, otherChildren: [{ kind: 'PipelineRun', name: 'run-inner', pipelineTask: 'inner' }] };
    const [inner] = timelineOf(run, [], 10_000).tasks;
    expect(inner?.nested).toEqual({ namespace: RUN.namespace, name: 'run-inner' });
  });
});

describe('timelineOf', () => {
  it('puts tasks in the order in which they began, then skipped ones, then finally', () => {
    const run = { ...RUN, skippedTasks: [{ name: 'apply-scaler', reason: 'When Expressions evaluated to false' }] };
    const tasks = [
      task('clean-up', 8000, undefined, { memberOf: 'finally' }),
      task('load', 4000, 8000),
      task('reset', 1000, 4000),
    ];
    const { tasks: rows } = timelineOf(run, tasks, 11_000);
    expect(rows.map((row) => [row.name, row.memberOf, row.phase])).toEqual([
      ['reset', 'tasks', 'succeeded'],
      ['load', 'tasks', 'succeeded'],
      ['apply-scaler', 'tasks', 'skipped'],
      ['clean-up', 'finally', 'running'],
    ]);
    expect(rows.map((row) => row.span)).toEqual([
      { from: 0, to: 0.3 },
      { from: 0.3, to: 0.7 },
      undefined,
      { from: 0.7, to: 1 },
    ]);
    expect(rows.map((row) => row.seconds)).toEqual([3, 4, undefined, 3]);
  });

  it('gathers the children of a matrix and names them by what differs', () => {
    const child = (n: number, delay: string, phase: TaskRun['phase'], finishedAt?: number) =>
      task('load', 2000, finishedAt, {
        name: `run-load-${n}`,
        phase,
        params: [
          { name: 'url', value: 'http://same' },
          { name: 'start-delay', value: delay },
        ],
      });
    const { tasks } = timelineOf(RUN, [child(10, '600', 'failed', 5000), child(9, '0', 'running')], 11_000);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]).toMatchObject({ name: 'load', phase: 'failed', seconds: 9 });
    expect(tasks[0]?.children.map((c) => c.label)).toEqual(['#1 · 0', '#2 · 600']);
  });

  it('names a child by the load step that it was given', () => {
    const child = (name: string) =>
      task('load', 2000, 5000, { name, params: [{ name: 'step', value: `name: ${name}\nrate: 1\n` }] });
    const { tasks } = timelineOf(RUN, [child('ramp'), child('burst')], 11_000);
    expect(tasks[0]?.children.map((c) => c.label)).toEqual(['#1 · burst', '#2 · ramp']);
  });

  it('ends what still runs at the end of a run that is over', () => {
    const run = { ...RUN, phase: 'cancelled' as const, finishedAt: 6000 };
    expect(timelineOf(run, [task('load', 2000)], 999_000).tasks[0]).toMatchObject({
      seconds: 4,
      span: { from: 0.2, to: 1 },
    });
  });

  it('gives a pending task no bar, and a run that has not started an axis', () => {
    const { tasks, from, to } = timelineOf({ ...RUN, startedAt: undefined, createdAt: 500 }, [task('wait')], 500);
    expect(tasks[0]?.span).toBeUndefined();
    expect(to).toBeGreaterThan(from);
  });

  it('keeps every bar on the axis, whatever the clocks say', () => {
    const time = fc.option(fc.integer({ min: -5000, max: 20_000 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(time, time)), fc.nat(20_000), (times, now) => {
        const { tasks } = timelineOf(
          RUN,
          times.map(([s, f], i) => task(`t${i}`, s, f)),
          now
        );
        for (const span of tasks.flatMap((row) => row.span ?? [])) {
          expect(0 <= span.from && span.from <= span.to && span.to <= 1).toBe(true);
        }
      })
    );
  });
});
