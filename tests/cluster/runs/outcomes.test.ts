/**
 * The simulator brings a run to the end that Tekton's controller brings it to: condition, tasks, skipped tasks.
 *
 * @jest-environment node
 */
import type { Pipeline, PipelineRun, TaskRun } from '../../../simulator/tekton/types';
import { admin, condition, create, finished, get, isOver, merge, RUNS, taskRuns, taskSeen } from './lab';
import { EVERY_PARAM, OUTCOMES, type Outcome, type OutcomeCase } from './outcomes';
import { Simulated } from './simulated';
import { keep, type Row } from './table';

jest.setTimeout(300_000);

/** What differs on purpose, by the run. */
const ON_PURPOSE: Record<string, string> = {};

const rows: Row[] = [];
afterAll(() => keep('Outcomes of runs', rows));

const nameOf = (i: number) => `outcome-${i}`;
const run = (i: number, { spec }: OutcomeCase) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name: nameOf(i) },
  spec,
});

/** Runs go side by side: Tekton is the slower one, and most of its time is waiting. */
beforeAll(async () => {
  await admin.must('POST', RUNS.replace('pipelineruns', 'pipelines'), EVERY_PARAM);
  await Promise.all(OUTCOMES.map((one, i) => create(run(i, one), one.pods)));
  await Promise.all(
    OUTCOMES.map(async ({ act }, i) => {
      if (act) {
        await taskSeen(nameOf(i), act.task, (one) => condition(one)?.reason === 'Running');
        await merge(`${RUNS}/${nameOf(i)}`, act.patch);
      }
      await finished(nameOf(i));
    })
  );
});

const isDone = (one: TaskRun) => condition(one)?.status !== 'Unknown';

function outcome(ended: PipelineRun, tasks: TaskRun[]): Outcome {
  const { status, reason, message } = condition(ended) ?? {};
  const short = (one: TaskRun) => one.metadata.name.replace(`${ended.metadata.name}-`, '');
  return {
    status,
    reason,
    message,
    tasks: Object.fromEntries(tasks.map((one) => [short(one), condition(one)?.reason])),
    tries: Object.fromEntries(tasks.map((one) => [short(one), 1 + (one.status?.retriesStatus?.length ?? 0)])),
    skipped: Object.fromEntries((ended.status?.skippedTasks ?? []).map(({ name, reason: why }) => [name, why])),
  };
}

async function real(i: number): Promise<Outcome> {
  const name = nameOf(i);
  await Promise.all((await taskRuns(name)).map((one) => taskSeen(name, pipelineTask(one), isDone)));
  return outcome(await get(name), await taskRuns(name));
}

const pipelineTask = (one: TaskRun) => one.metadata.labels?.['tekton.dev/pipelineTask'] ?? '';

function simulated(i: number, one: OutcomeCase): Outcome {
  const simulator = new Simulated([EVERY_PARAM as unknown as Pipeline]);
  const name = simulator.cluster.create('experiment-01', run(i, one)).metadata.name;
  const { act } = one;
  if (act) {
    const isAtWork = (t: TaskRun) => pipelineTask(t) === act.task && condition(t)?.reason === 'Running';
    simulator.until(() => simulator.taskRuns(name).some(isAtWork));
    simulator.cluster.patch('experiment-01', name, act.patch);
  }
  simulator.until(() => isOver(simulator.run(name)));
  simulator.pass(20);
  return outcome(simulator.run(name), simulator.taskRuns(name));
}

test.each(OUTCOMES.map((one, i) => [one.name, i, one] as const))('%s', async (name, i, one) => {
  const [theirs, ours] = [await real(i), simulated(i, one)];
  rows.push({
    request: name,
    tekton: JSON.stringify(theirs),
    simulator: JSON.stringify(ours),
    differs: ON_PURPOSE[name],
  });
  if (ON_PURPOSE[name] === undefined) {
    expect(one.onSecondLook ? [ours, { ...ours, ...one.onSecondLook }] : [ours]).toContainEqual(theirs);
  }
});
