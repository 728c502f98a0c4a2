/**
 * What else runs for a run, and what else happens to one: retries, custom tasks, nested Pipelines, resolvers, deletion.
 *
 * @jest-environment node
 */
import { waitingOf } from '../../../src/domain/waiting';
import { decodeRun } from '../../../src/kube/decode';
import { setFlags } from '../tektonInstall';
import { until } from '../until';
import { admin, condition, create, finished, isOver, PODS, RUNS, seen, TASK_RUNS, taskRuns, taskSeen } from './lab';

jest.setTimeout(300_000);

const step = { name: 'do', image: 'busybox:1.37.0', script: 'true' };
const task = (name: string, more: object = {}) => ({ name, taskSpec: { steps: [step] }, ...more });
const run = (name: string, spec: object) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name },
  spec,
});

test('a task that is killed for memory twice and then goes well', async () => {
  await create(run('flaky', { pipelineSpec: { tasks: [task('a', { retries: 2 })] } }), {
    a: { outOfMemory: true, tries: 2 },
  });
  expect(condition(await finished('flaky'))?.reason).toBe('Succeeded');
  const [one] = await taskRuns('flaky');
  const tries = one?.status?.retriesStatus ?? [];
  expect(tries.map((status) => status.podName)).toEqual(['flaky-a-pod', 'flaky-a-pod-retry1']);
  expect(tries.map((status) => status.steps?.[0]?.terminated)).toEqual([
    expect.objectContaining({ exitCode: 137, reason: 'OOMKilled' }),
    expect.objectContaining({ exitCode: 137, reason: 'OOMKilled' }),
  ]);
  expect(one?.status?.podName).toBe('flaky-a-pod-retry2');
});

test('a custom task that nobody runs, until the time is over', async () => {
  const custom = { name: 'wait', taskRef: { apiVersion: 'example.dev/v1', kind: 'Approval', name: 'ada' } };
  await create(run('custom', { pipelineSpec: { tasks: [custom] }, timeouts: { pipeline: '10s' } }));
  const running = await seen('custom', 'running', (one) => one.status?.childReferences !== undefined);
  expect(running.status?.childReferences).toMatchObject([{ kind: 'CustomRun', name: 'custom-wait' }]);
  expect(condition(await finished('custom'))?.reason).toBe('PipelineRunTimeout');
});

describe('a nested Pipeline', () => {
  const nested = { pipelineSpec: { tasks: [{ name: 'inner', pipelineSpec: { tasks: [task('a')] } }] } };
  afterAll(() => setFlags(admin));

  test('is refused as Tekton comes, and is a child with the alpha flag', async () => {
    const { status, body } = await admin.send('POST', RUNS, run('nested-0', nested));
    expect([status, body.message]).toEqual([400, expect.stringContaining('enable-api-fields')]);
    await setFlags(admin, { 'enable-api-fields': 'alpha' });
    await until('the flag to be in force', async () => {
      const answer = await admin.send('POST', RUNS, run('nested', nested));
      return answer.status === 201;
    });
    const ended = await finished('nested');
    expect(condition(ended)?.reason).toBe('Succeeded');
    expect(ended.status?.childReferences).toMatchObject([{ kind: 'PipelineRun', pipelineTaskName: 'inner' }]);
  });
});

test('a resolver that is not there leaves the run waiting for its Pipeline', async () => {
  await create(
    run('git', { pipelineRef: { resolver: 'git', params: [{ name: 'url', value: 'https://example.com' }] } })
  );
  const waiting = await seen('git', 'resolving', (one) => condition(one)?.reason === 'ResolvingPipelineRef');
  expect(condition(waiting)?.status).toBe('Unknown');
  const read = decodeRun(waiting);
  expect([read.phase, waitingOf(read)?.reason]).toEqual(['pending', 'ResolvingPipelineRef']);
  await admin.must('DELETE', `${RUNS}/git`);
});

test('the cluster resolver says which Pipeline it does not find', async () => {
  const params = [
    { name: 'kind', value: 'pipeline' },
    { name: 'name', value: 'nope' },
    { name: 'namespace', value: 'experiment-01' },
  ];
  await create(run('nowhere', { pipelineRef: { resolver: 'cluster', params } }));
  const ended = await finished('nowhere');
  expect(condition(ended)).toMatchObject({ reason: 'CouldntGetPipeline', message: expect.stringContaining('nope') });
});

test('a run that is deleted while it runs takes its TaskRuns and pods with it', async () => {
  await create(run('deleted', { pipelineSpec: { tasks: [task('long')] } }), { long: { forever: true } });
  await taskSeen('deleted', 'long', (one) => condition(one)?.reason === 'Running');
  await admin.must('DELETE', `${RUNS}/deleted`);
  await until('TaskRun and pod to be gone', async () => {
    const left = [`${TASK_RUNS}/deleted-long`, `${PODS}/deleted-long-pod`].map((path) => admin.send('GET', path));
    return (await Promise.all(left)).every(({ status }) => status === 404);
  });
});

test('an account that is not there: no pod, and the run fails', async () => {
  await create(
    run('accountless', {
      pipelineSpec: { tasks: [task('a')] },
      taskRunTemplate: { serviceAccountName: 'nope' },
    })
  );
  const ended = await seen('accountless', 'over', isOver);
  expect(condition(ended)?.reason).toBe('Failed');
  const [one] = await taskRuns('accountless');
  expect(condition(one!)?.reason).toBe('PodCreationFailed');
});
