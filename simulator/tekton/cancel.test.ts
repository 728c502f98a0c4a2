/** @jest-environment node */
import fc from 'fast-check';

import { decodeRun } from '../../src/kube/decode';
import { condition, Lab, manifest, NS, script, short } from './testLab';
import type { PipelineRunSpec, PipelineTask, TaskRun } from './types';

describe('cancelling', () => {
  const atLoad = () => {
    const lab = new Lab();
    lab.create(short('wva'));
    lab.pass(60);
    expect(lab.world.loads.size).toBeGreaterThan(0);
    return lab;
  };

  it('Cancelled ends at once: pods are gone, load has stopped, no finally', () => {
    const lab = atLoad();
    lab.cluster.patch(NS, 'exp', { spec: { status: 'Cancelled' } });
    lab.pass(1);
    expect(condition(lab.run('exp'))).toMatchObject({
      status: 'False',
      reason: 'Cancelled',
      message: 'PipelineRun "exp" was cancelled',
    });
    expect(lab.world.loads.size).toBe(0);
    expect(lab.cluster.list('pods', NS, 'tekton.dev/pipelineTask=load-test')).toEqual([]);
    expect(lab.reasons('exp')).toMatchObject({ reset: 'Succeeded', 'load-test-0': 'TaskRunCancelled' });
    expect(lab.taskRuns('exp').some((t) => t.metadata.labels?.['tekton.dev/memberOf'] === 'finally')).toBe(false);
    const [cancelled] = lab.cluster.list('taskruns', NS, 'tekton.dev/pipelineTask=load-test') as TaskRun[];
    expect(cancelled?.status?.conditions?.[0]?.message).toBe(
      'TaskRun "exp-load-test-0" was cancelled. TaskRun cancelled as the PipelineRun it belongs to has been cancelled.'
    );
    expect(decodeRun(lab.run('exp')).phase).toBe('cancelled');
  });

  it('CancelledRunFinally stops the tasks and runs finally', () => {
    const lab = atLoad();
    lab.cluster.patch(NS, 'exp', { spec: { status: 'CancelledRunFinally' } });
    lab.pass(1);
    expect(condition(lab.run('exp'))).toMatchObject({ status: 'Unknown', reason: 'CancelledRunningFinally' });
    expect(lab.world.loads.size).toBe(0);
    expect(decodeRun(lab.run('exp')).phase).toBe('stopping');
    const run = lab.finish('exp', 60);
    expect(condition(run)).toMatchObject({
      status: 'False',
      reason: 'Cancelled',
      message: 'PipelineRun "exp" was cancelled',
    });
    expect(lab.reasons('exp')).toMatchObject({
      'load-test-0': 'TaskRunCancelled',
      'collect-logs': 'Succeeded',
      'clean-up': 'Succeeded',
    });
  });

  it('StoppedRunFinally lets running tasks finish and starts no other', () => {
    const lab = new Lab();
    lab.create(short('wva'));
    lab.pass(6);
    lab.cluster.patch(NS, 'exp', { spec: { status: 'StoppedRunFinally' } });
    lab.pass(1);
    expect(condition(lab.run('exp'))).toMatchObject({ status: 'Unknown', reason: 'StoppedRunningFinally' });
    const run = lab.finish('exp', 60);
    expect(condition(run)).toMatchObject({ status: 'False', reason: 'Cancelled' });
    expect(lab.reasons('exp')).toEqual({
      'wait-for-other-runs': 'Succeeded',
      reset: 'Succeeded',
      'collect-logs': 'Succeeded',
      'clean-up': 'Succeeded',
    });
    expect(run.status?.skippedTasks).toEqual([{ name: 'load-test', reason: 'PipelineRun was gracefully stopped' }]);
  });

  it('at any time, in any way, ends the run and its load and leaves no step running', () => {
    const modes = fc.constantFrom('Cancelled', 'CancelledRunFinally', 'StoppedRunFinally');
    fc.assert(
      fc.property(fc.nat(300), modes, (seconds, status) => {
        const lab = new Lab();
        lab.create(short('wva'));
        lab.pass(seconds);
        fc.pre(!lab.cluster.isDone(NS, 'exp'));
        lab.cluster.patch(NS, 'exp', { spec: { status } });
        const run = lab.finish('exp', 400);
        expect(condition(run)).toMatchObject({ status: 'False', reason: 'Cancelled' });
        expect(lab.world.loads.size).toBe(0);
        expect(lab.taskRuns('exp').filter((t) => t.status?.conditions?.[0]?.status === 'Unknown')).toEqual([]);
        expect(
          lab
            .taskRuns('exp')
            .flatMap((t) => t.status?.steps ?? [])
            .filter((step) => step.running)
        ).toEqual([]);
        const finals = lab.taskRuns('exp').filter((t) => t.metadata.labels?.['tekton.dev/memberOf'] === 'finally');
        expect(status === 'Cancelled' || finals.every((t) => t.status?.conditions?.[0]?.status === 'True')).toBe(true);
      }),
      { numRuns: 25 }
    );
  });

  it('before the first tick leaves nothing behind', () => {
    const lab = new Lab();
    lab.create(short('wva'));
    lab.cluster.patch(NS, 'exp', { spec: { status: 'Cancelled' } });
    lab.pass(1);
    expect(condition(lab.run('exp'))?.reason).toBe('Cancelled');
    expect(lab.taskRuns('exp')).toEqual([]);
  });

  it('a run can be made pending, and started by clearing that', () => {
    const lab = new Lab();
    lab.create({ ...short('wva'), spec: { ...(short('wva').spec as object), status: 'PipelineRunPending' } });
    lab.pass(30);
    expect(condition(lab.run('exp'))).toMatchObject({
      status: 'Unknown',
      reason: 'PipelineRunPending',
      message: 'PipelineRun "exp" is pending',
    });
    expect(lab.run('exp').status?.startTime).toBeUndefined();
    lab.cluster.patch(NS, 'exp', { spec: { status: null } });
    expect(condition(lab.finish('exp'))?.status).toBe('True');
  });
});

describe('timeouts', () => {
  const sleepy = (timeouts: PipelineRunSpec['timeouts'], more: Partial<PipelineTask> = {}) =>
    manifest({
      timeouts,
      pipelineSpec: { tasks: [script('long', 'sleep 100', more)], finally: [script('last', 'sleep 5')] },
    });

  it('of the whole run end it, and its tasks with it', () => {
    const lab = new Lab();
    lab.create(sleepy({ pipeline: '30s' }));
    const run = lab.finish('r', 40);
    expect(condition(run)).toMatchObject({
      status: 'False',
      reason: 'PipelineRunTimeout',
      message: 'PipelineRun "r" failed to finish within "30s"',
    });
    expect(lab.reasons('r')).toEqual({ long: 'TaskRunCancelled' });
    expect(decodeRun(run).phase).toBe('timed-out');
  });

  it('of the tasks end it at once, and no finally task runs', () => {
    const lab = new Lab();
    lab.create(sleepy({ pipeline: '60s', tasks: '20s' }));
    expect(condition(lab.finish('r', 24))).toMatchObject({
      status: 'False',
      reason: 'PipelineRunTimeout',
      message: 'PipelineRun "r" failed due to tasks failed to finish within "20s"',
    });
    lab.pass(30);
    expect(lab.reasons('r')).toEqual({ long: 'TaskRunCancelled' });
  });

  it('of the tasks end a run whose finally tasks are at work, and those go on', () => {
    const lab = new Lab();
    lab.create(
      manifest({
        timeouts: { pipeline: '60s', tasks: '20s' },
        pipelineSpec: { tasks: [script('short', 'sleep 10')], finally: [script('last', 'sleep 30')] },
      })
    );
    expect(condition(lab.finish('r', 24))?.reason).toBe('PipelineRunTimeout');
    expect(lab.reasons('r')).toEqual({ short: 'Succeeded', last: 'Running' });
    lab.pass(30);
    expect(lab.reasons('r')).toEqual({ short: 'Succeeded', last: 'Succeeded' });
  });

  it('of an hour hold for each task that names none', () => {
    const lab = new Lab();
    lab.create(manifest({ timeouts: { pipeline: '3h' }, pipelineSpec: { tasks: [script('long', 'sleep 4000')] } }));
    expect(condition(lab.finish('r', 3700))?.reason).toBe('Failed');
    expect(lab.reasons('r')).toEqual({ long: 'TaskRunTimeout' });
  });

  it('of a task fail it', () => {
    const lab = new Lab();
    lab.create(sleepy({ pipeline: '5m' }, { timeout: '10s' }));
    expect(condition(lab.finish('r', 60))?.reason).toBe('Failed');
    expect(lab.reasons('r')).toEqual({ long: 'TaskRunTimeout', last: 'Succeeded' });
  });
});
