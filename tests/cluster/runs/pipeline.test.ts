/**
 * Our Pipeline when something goes wrong on the way: beside the real Tekton, with a stand-in for what its pods do.
 *
 * @jest-environment node
 */
import { decodeRun } from '../../../src/kube/decode';
import type { RunPhase } from '../../../src/domain/run';
import type { PipelineRunSpec } from '../../../simulator/tekton/types';
import type { PodScript } from '../kubelet';
import { condition, create, finished, get, merge, RUNS, seen, taskRuns, taskSeen } from './lab';

jest.setTimeout(300_000);

const STEP =
  '{name: a, delay: 0, duration: 60, scenario: {profile: constant, rate: 1, data: {prompt_tokens: 8, output_tokens: 8}}}';

interface Case {
  name: string;
  pods: Record<string, PodScript>;
  timeouts?: PipelineRunSpec['timeouts'];
  /** Sent once the load runs. */
  stop?: string;
  phase: RunPhase;
  reason: string;
  /** How the tasks end; those that are not named succeed or are not there. */
  tasks: Record<string, string>;
  /** Whether the workload is tidied up and the Lease given back; undefined where Tekton does either, see `onSecondLook`. */
  finishes?: boolean;
}

const LOAD = 'load-test';
const endless: Record<string, PodScript> = { [LOAD]: { forever: true }, 'hold-lease': { forever: true } };
const failing = (task: string, script: PodScript): Case => ({
  name: `a failing ${task} ${JSON.stringify(script)}`,
  pods: { [task]: script },
  phase: 'failed',
  reason: 'Failed',
  tasks: { [task]: 'Failed' },
  finishes: true,
});
const stopped = (status: string, finishes: boolean): Case => ({
  name: `${status} in mid-load`,
  pods: status === 'StoppedRunFinally' ? { [LOAD]: { seconds: 6 } } : endless,
  stop: status,
  phase: 'cancelled',
  reason: 'Cancelled',
  tasks: status === 'StoppedRunFinally' ? {} : { [LOAD]: 'TaskRunCancelled' },
  finishes,
});
const late = (name: string, timeouts: PipelineRunSpec['timeouts'], finishes?: boolean): Case => ({
  name: `${name} over in mid-load`,
  pods: endless,
  timeouts,
  phase: 'timed-out',
  reason: 'PipelineRunTimeout',
  // How far it came until then is the machine's business.
  tasks: {},
  finishes,
});

const CASES: Case[] = [
  failing('reset', { exitCode: 1, step: 'scale' }),
  failing('verify', { exitCode: 1 }),
  failing(LOAD, { exitCode: 1 }),
  failing(LOAD, { outOfMemory: true }),
  { ...failing(LOAD, { unpullable: true }), tasks: { [LOAD]: 'TaskRunImagePullFailed' } },
  stopped('Cancelled', false),
  stopped('CancelledRunFinally', true),
  stopped('StoppedRunFinally', true),
  late('the time for tasks', { pipeline: '2m', tasks: '40s' }),
  late('the time for the run', { pipeline: '40s' }, false),
];

const nameOf = (i: number) => `ours-${i}`;
const run = (name: string, timeouts: PipelineRunSpec['timeouts'] = { pipeline: '1h' }) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name },
  spec: {
    pipelineRef: { name: 'wva-experiment' },
    params: [
      { name: 'test-name', value: 'case' },
      { name: 'load-steps', value: [STEP] },
    ],
    workspaces: [{ name: 'shared-workspace', emptyDir: {} }],
    timeouts,
    taskRunTemplate: { serviceAccountName: 'wva-experiment' },
  },
});

beforeAll(async () => {
  await Promise.all(CASES.map(({ pods, timeouts }, i) => create(run(nameOf(i), timeouts), pods)));
  await Promise.all(
    CASES.map(async ({ stop }, i) => {
      if (stop) {
        await taskSeen(nameOf(i), LOAD, (one) => condition(one)?.reason === 'Running');
        await merge(`${RUNS}/${nameOf(i)}`, { spec: { status: stop } });
      }
      await finished(nameOf(i));
    })
  );
});

const isOver = (one: { status?: { conditions?: Array<{ type: string; status: string }> } }) =>
  one.status?.conditions?.[0]?.status !== 'Unknown';

test.each(CASES.map((one, i) => [one.name, i, one] as const))('%s', async (_name, i, one) => {
  const name = nameOf(i);
  const ended = await get(name);
  expect([decodeRun(ended).phase, condition(ended)?.reason]).toEqual([one.phase, one.reason]);
  for (const [task, reason] of Object.entries(one.tasks)) {
    expect(condition(await taskSeen(name, task, isOver))?.reason).toBe(reason);
  }
  const tidied = (await taskRuns(name)).some((t) => t.metadata.labels?.['tekton.dev/pipelineTask'] === 'finish');
  expect(tidied).toBe(one.finishes ?? tidied);
  if (tidied) {
    expect(condition(await taskSeen(name, 'finish', isOver))?.reason).toBe('Succeeded');
  }
});

test('a load pod that finds no node waits: the run goes on and says so, until somebody ends it', async () => {
  const name = 'ours-waiting';
  await create(run(name), { [LOAD]: { unschedulable: true }, 'hold-lease': { forever: true } });
  const waiting = await taskSeen(name, LOAD, (one) => condition(one)?.reason === 'ExceededNodeResources');
  expect(condition(waiting)?.status).toBe('Unknown');
  expect(waiting.status?.podName).toBe(`${waiting.metadata.name}-pod`);
  expect(condition(await get(name))).toMatchObject({ status: 'Unknown', reason: 'Running' });
  await merge(`${RUNS}/${name}`, { spec: { status: 'CancelledRunFinally' } });
  const ended = await seen(name, 'cancelled', (one) => condition(one)?.reason === 'Cancelled');
  expect(ended.status?.finallyStartTime).toBeDefined();
});
