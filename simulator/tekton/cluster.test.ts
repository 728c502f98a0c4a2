/** @jest-environment node */
import { decodePipeline, decodePresets, decodeRun, decodeTaskRun } from '../../src/kube/decode';
import { LABELS, WVA_DEFAULTS } from '../../src/constants';
import { Cluster, type ClusterOptions } from './cluster';
import { FakeWorld } from './fakeWorld';
import { experimentManifest } from './manifest';
import type { PipelineRun, PipelineRunSpec, PipelineTask, TaskRun } from './types';

const NS = 'experiment-01';

class Lab {
  readonly world = new FakeWorld();
  readonly cluster: Cluster;

  constructor(options: ClusterOptions = {}) {
    this.cluster = new Cluster(this.world, { pace: 'demo', ...options });
  }
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      this.world.time += 1000;
      this.cluster.tick(this.world.time);
    }
  }
  create(manifest: unknown): string {
    return this.cluster.create(NS, manifest).metadata.name;
  }
  run(name: string): PipelineRun {
    return this.cluster.get('pipelineruns', NS, name) as PipelineRun;
  }
  finish(name: string, most = 2000): PipelineRun {
    for (let i = 0; i < most && !this.cluster.isDone(NS, name); i++) {
      this.pass(1);
    }
    expect(this.cluster.isDone(NS, name)).toBe(true);
    return this.run(name);
  }
  taskRuns(run: string): TaskRun[] {
    return this.cluster.list('taskruns', NS, `tekton.dev/pipelineRun=${run}`) as TaskRun[];
  }
  reasons(run: string): Record<string, string | undefined> {
    return Object.fromEntries(
      this.taskRuns(run).map((t) => [t.metadata.name.replace(`${run}-`, ''), t.status?.conditions?.[0]?.reason])
    );
  }
}

const condition = (run: PipelineRun) => run.status?.conditions?.[0];
const manifest = (spec: PipelineRunSpec, name = 'r') => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name },
  spec,
});
const script = (name: string, text: string, more: Partial<PipelineTask> = {}): PipelineTask => ({
  name,
  taskSpec: { steps: [{ name: 'do', script: text }] },
  ...more,
});
const short = (mode: 'static' | 'wva', more: object = {}) =>
  experimentManifest({ preset: 'stair-short', mode, name: 'exp', ...more });

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
    expect(lab.world.calls.filter((call) => call.startsWith('start 2.5'))).toHaveLength(4);
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
      plannedSeconds: 240,
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

describe('a run that fails', () => {
  const broken = (change: (params: Array<{ name: string; value: unknown }>) => void) => {
    const made = short('wva') as { spec: { params: Array<{ name: string; value: unknown }> } };
    change(made.spec.params);
    return made;
  };
  const set = (name: string, value: unknown) =>
    broken((params) => {
      const found = params.find((p) => p.name === name);
      if (found) {
        found.value = value;
      }
    });
  const drop = (name: string) =>
    broken((params) =>
      params.splice(
        params.findIndex((p) => p.name === name),
        1
      )
    );

  it.each<[string, unknown, string, string | RegExp]>([
    [
      'no such Pipeline',
      manifest({ pipelineRef: { name: 'nope' } }),
      'CouldntGetPipeline',
      /pipelines\.tekton\.dev "nope" not found/,
    ],
    [
      'missing param',
      drop('test-name'),
      'ParameterMissing',
      'PipelineRun experiment-01/exp is missing some parameters required by Pipeline experiment-01/wva-load-test: [User error] PipelineRun missing parameters: [test-name]',
    ],
    [
      'wrong type',
      set('load-steps', 'text'),
      'ParameterTypeMismatch',
      /parameters have inconsistent types : \[load-steps\]/,
    ],
    [
      'not in the enum',
      set('reset-llm-d', 'maybe'),
      'InvalidParamValue',
      /param `reset-llm-d` value: maybe is not in the enum list/,
    ],
    [
      'missing workspace',
      { ...short('wva'), spec: { ...(short('wva').spec as object), workspaces: [] } },
      'InvalidWorkspaceBindings',
      /pipeline requires workspace with name "shared-workspace" be provided by pipelinerun/,
    ],
    [
      'missing object keys',
      manifest({
        pipelineRef: { name: 'every-param-kind' },
        params: [
          { name: 'text', value: 'x' },
          { name: 'required-choice', value: 'blue' },
          { name: 'list', value: [] },
          { name: 'object', value: { url: 'u' } },
          { name: 'object-with-default', value: { host: 'h' } },
        ],
      }),
      'ObjectParameterMissKeys',
      /object:\[revision\]/,
    ],
    [
      'unknown task',
      manifest({ pipelineSpec: { tasks: [{ name: 't', taskRef: { name: 'nope' } }] } }),
      'CouldntGetTask',
      /Couldn't retrieve Task "nope"/,
    ],
  ])('%s', (_what, given, reason, message) => {
    const lab = new Lab();
    const name = lab.create(given);
    const run = lab.finish(name, 5);
    expect(condition(run)).toMatchObject({ status: 'False', reason });
    expect(condition(run)?.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(lab.taskRuns(name)).toEqual([]);
    expect(decodeRun(run).phase).toBe('failed');
  });

  it.each<[string, string, unknown, string]>([
    [
      'broken scenario',
      'load-steps',
      ['name: [', 'name: x\nduration: 5\nscenario: {rate: 1, data: {prompt_tokens: 1, output_tokens: 1}}'],
      'load-test',
    ],
    ['unknown Deployment', 'deployment-name', 'nope', 'reset'],
    ['replicas that are no number', 'initial-replicas', 'many', 'reset'],
    ['a ScaledObject that is none', 'scaled-object', 'kind: Pod', 'reset'],
  ])('%s: the task fails, finally runs', (_what, param, value, task) => {
    const lab = new Lab();
    lab.create(set(param, value));
    const run = lab.finish('exp');
    expect(condition(run)).toMatchObject({ status: 'False', reason: 'Failed' });
    expect(condition(run)?.message).toMatch(/^Tasks Completed: \d \(Failed: 1, Cancelled 0\), Skipped: \d$/);
    const failed = lab.taskRuns('exp').filter((t) => t.status?.conditions?.[0]?.status === 'False');
    expect(failed.map((t) => t.metadata.labels?.['tekton.dev/pipelineTask'])).toEqual([task]);
    expect(failed[0]?.status?.conditions?.[0]?.message).toMatch(/^"step-[a-z-]+" exited with code 1$/);
    expect(lab.reasons('exp')).toMatchObject({ 'collect-logs': 'Succeeded', 'clean-up': 'Succeeded' });
    expect(lab.world.loads.size).toBe(0);
  });

  it('leaves out the tasks after the one that failed, and retries as often as it says', () => {
    const lab = new Lab();
    lab.create(
      manifest({
        pipelineSpec: { tasks: [script('a', 'exit 3', { retries: 1 }), script('b', 'echo', { runAfter: ['a'] })] },
      })
    );
    const run = lab.finish('r');
    expect(run.status?.skippedTasks).toEqual([{ name: 'b', reason: 'PipelineRun was stopping' }]);
    const [task] = lab.taskRuns('r');
    expect(task?.status?.retriesStatus).toHaveLength(1);
    expect(task?.status?.podName).toBe('r-a-pod-retry1');
    expect(task?.status?.conditions?.[0]?.message).toBe('"step-do" exited with code 3');
  });

  it('ignores the failure of a task that says so', () => {
    const lab = new Lab();
    lab.create(
      manifest({
        pipelineSpec: {
          tasks: [script('a', 'exit 1', { onError: 'continue' }), script('b', 'echo', { runAfter: ['a'] })],
        },
      })
    );
    expect(condition(lab.finish('r'))).toMatchObject({
      status: 'True',
      message: 'Tasks Completed: 2 (Failed: 1 (Ignored: 1), Cancelled 0), Skipped: 0',
    });
  });
});

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

  it('of the tasks let finally run', () => {
    const lab = new Lab();
    lab.create(sleepy({ pipeline: '60s', tasks: '20s' }));
    lab.pass(24);
    expect(condition(lab.run('r'))).toMatchObject({ status: 'Unknown', reason: 'PipelineRunTimeoutRunningFinally' });
    expect(condition(lab.finish('r', 30))).toMatchObject({
      status: 'False',
      reason: 'PipelineRunTimeout',
      message: 'PipelineRun "r" failed due to tasks failed to finish within "20s"',
    });
    expect(lab.reasons('r')).toEqual({ long: 'TaskRunCancelled', last: 'Succeeded' });
  });

  it('of a task fail it', () => {
    const lab = new Lab();
    lab.create(sleepy({ pipeline: '5m' }, { timeout: '10s' }));
    expect(condition(lab.finish('r', 60))?.reason).toBe('Failed');
    expect(lab.reasons('r')).toEqual({ long: 'TaskRunTimeout', last: 'Succeeded' });
  });
});

describe('the objects of the cluster', () => {
  it('are presets that the plugin can read, all of them', () => {
    const { cluster } = new Lab();
    const maps = cluster.list('configmaps', NS, `${LABELS.preset}=true`);
    const decoded = maps.map((map) => decodePresets(map));
    expect(decoded.flatMap(({ broken }) => broken)).toEqual([]);
    const presets = decoded.flatMap((d) => d.presets);
    expect(presets).toHaveLength(14);
    expect(presets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['preset-stair-short-wva', 'preset-p5-static'])
    );
    expect(
      presets.every(({ description, request }) => description !== '' && request.pipeline === 'wva-load-test')
    ).toBe(true);
  });

  it('are Pipelines that the plugin can read', () => {
    const { cluster } = new Lab();
    const pipelines = cluster.list('pipelines', NS).map(decodePipeline);
    expect(pipelines.map(({ name }) => name)).toEqual([
      'every-param-kind',
      'no-params',
      'wva-incremental-stepped-load-test',
      'wva-load-test',
    ]);
    expect(new Set(pipelines[0]?.params.map(({ type }) => type))).toEqual(new Set(['string', 'array', 'object']));
  });

  it('hold the thresholds of WVA', () => {
    const map = new Lab().cluster.get('configmaps', WVA_DEFAULTS.namespace, WVA_DEFAULTS.configMap) as unknown as {
      data: Record<string, string>;
    };
    expect(map.data[WVA_DEFAULTS.configMapKey]).toContain('kvCacheThreshold: 0.8');
  });

  it.each(['every-param-kind', 'no-params', 'wva-incremental-stepped-load-test'])(
    'run to their end: %s',
    (pipeline) => {
      const lab = new Lab();
      const params = [
        { name: 'text', value: 'x' },
        { name: 'required-choice', value: 'blue' },
        { name: 'list', value: ['a'] },
        { name: 'object', value: { url: 'u', revision: 'r' } },
        { name: 'object-with-default', value: { host: 'h' } },
        { name: 'test-name', value: 't' },
      ];
      lab.create(
        manifest({
          pipelineRef: { name: pipeline },
          params,
          workspaces: [{ name: 'shared-workspace', emptyDir: {} }],
          timeouts: { pipeline: '2h' },
        })
      );
      expect(condition(lab.finish('r', 4000))).toMatchObject({ status: 'True', reason: 'Succeeded' });
    }
  );

  it('go with their run when it is removed', () => {
    const lab = new Lab();
    lab.create(short('wva'));
    lab.pass(60);
    lab.cluster.remove(NS, 'exp');
    lab.pass(5);
    expect(lab.world.loads.size).toBe(0);
    expect([...lab.taskRuns('exp'), ...lab.cluster.list('pods', NS, 'tekton.dev/pipelineRun=exp')]).toEqual([]);
    lab.create(short('static')); // the name is free again
    expect(condition(lab.finish('exp'))?.status).toBe('True');
  });

  it('can be thousands of finished runs', () => {
    const { cluster } = new Lab({ seedRuns: 1000 });
    const runs = cluster.list('pipelineruns', NS).map(decodeRun);
    expect(runs).toHaveLength(1000);
    expect(new Set(runs.map(({ phase }) => phase))).toEqual(new Set(['succeeded', 'failed', 'cancelled', 'timed-out']));
    expect(new Set(runs.map(({ uid }) => uid)).size).toBe(1000);
  });
});
