/** @jest-environment node */
import { decodeRun } from '../../src/kube/decode';
import { condition, Lab, manifest, script, short } from './testLab';

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
      '[User error] PipelineRun experiment-01/exp is missing some parameters required by Pipeline experiment-01/wva-load-test: pipelineRun missing parameters: [test-name]',
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
    expect(failed[0]?.status?.conditions?.[0]?.message).toMatch(/^"step-[a-z-]+" exited with code 1: Error$/);
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
    expect(task?.status?.conditions?.[0]?.message).toBe('"step-do" exited with code 3: Error');
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
