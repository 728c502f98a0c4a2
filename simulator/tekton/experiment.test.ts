/** @jest-environment node */
import { decodeRun, decodeTaskRun } from '../../src/kube/decode';
import { condition, Lab, NS, short } from './testLab';

describe('an experiment', () => {
  it('with WVA resets, loads in steps, cleans up, and tells what it did', () => {
    const lab = new Lab();
    lab.create(short('wva'));
    lab.pass(1);
    expect(condition(lab.run('exp'))).toMatchObject({
      status: 'Unknown',
      reason: 'Running',
      message: 'Tasks Completed: 0 (Failed: 0, Cancelled 0), Incomplete: 5, Skipped: 0',
    });
    const run = lab.finish('exp');
    expect(condition(run)).toMatchObject({
      status: 'True',
      reason: 'Succeeded',
      message: 'Tasks Completed: 5 (Failed: 0, Cancelled 0), Skipped: 0',
    });
    expect(lab.world.calls.slice(0, 3)).toEqual(['remove scaler', 'scale 1', 'apply scaler 1-6']);
    expect(lab.world.calls.filter((call) => call.startsWith('start 2@'))).toHaveLength(4);
    expect(lab.world.loads.size).toBe(0);
    expect(run.status?.results?.map(({ name }) => name)).toEqual(['start-time', 'end-time', 'report-path']);
    expect(run.status?.childReferences?.map(({ name }) => name)).toContain('exp-load-test-3');
    const seconds = (Date.parse(run.status?.completionTime ?? '') - Date.parse(run.status?.startTime ?? '')) / 1000;
    expect(seconds).toBeGreaterThan(240);
    expect(seconds).toBeLessThan(300);
  });

  it('is read by the plugin as it was meant', () => {
    const lab = new Lab();
    lab.create(short('wva', { startedBy: 'ada' }));
    const run = decodeRun(lab.finish('exp'));
    expect(run).toMatchObject({
      phase: 'succeeded',
      pipeline: 'wva-load-test',
      mode: 'wva',
      experiment: 'stair-short-wva',
      startedBy: 'ada',
      plannedSeconds: 630,
      managed: true,
    });
    expect(run.loadProfile?.steps).toHaveLength(4);
    const tasks = lab.taskRuns('exp').map(decodeTaskRun);
    expect(tasks).toHaveLength(8);
    expect(tasks.every(({ phase, steps }) => phase === 'succeeded' && steps.every((s) => s.exitCode === 0))).toBe(true);
  });

  it('keeps its replicas without a ScaledObject, and skips the reset when told to', () => {
    const lab = new Lab();
    lab.create(short('static', { resetLlmD: false }));
    const run = lab.finish('exp');
    expect(lab.world.calls.some((call) => call.includes('scale'))).toBe(false);
    expect(run.status?.skippedTasks).toEqual([
      {
        name: 'reset',
        reason: 'When Expressions evaluated to false',
        whenExpressions: [{ input: 'false', operator: 'in', values: ['true'] }],
      },
    ]);
    expect(condition(run)).toMatchObject({
      status: 'True',
      reason: 'Completed',
      message: 'Tasks Completed: 4 (Failed: 0, Cancelled 0), Skipped: 1',
    });
  });

  it('waits for an earlier one of the same Pipeline', () => {
    const lab = new Lab();
    lab.create(short('static', { name: 'first' }));
    lab.pass(5);
    lab.create(short('static', { name: 'second' }));
    lab.pass(200);
    expect(lab.reasons('second')).toEqual({ 'wait-for-other-runs': 'Running' });
    lab.finish('first');
    expect(condition(lab.finish('second'))?.status).toBe('True');
  });

  it('labels the pods under load, and only then', () => {
    const lab = new Lab();
    lab.create(short('static'));
    const loaded = () =>
      lab.cluster.list('pods', NS, 'benchmark-running=true,benchmark-test-name=stair-short-static').length;
    expect(loaded()).toBe(0);
    lab.pass(60);
    expect(loaded()).toBe(1);
    lab.finish('exp');
    expect(loaded()).toBe(0);
  });

  it('scales to 0 first at the pace of the lab', () => {
    const lab = new Lab({ pace: 'lab' });
    lab.world.created = () => (lab.world.calls.at(-1) === 'scale 0' ? 0 : lab.world.replicas);
    lab.create(short('wva'));
    lab.pass(30);
    expect(lab.world.calls.slice(0, 3)).toEqual(['remove scaler', 'scale 0', 'scale 1']);
  });
});
