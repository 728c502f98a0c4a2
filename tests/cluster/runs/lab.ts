/** The server beside which Tekton runs, as the tests of runs see it. */
import { readFileSync } from 'node:fs';

import type { PipelineRun, TaskRun } from '../../../simulator/tekton/types';
import { KubeApi } from '../api';
import { NAMESPACE } from '../policyCases';
import type { Facts } from '../prepare';
import { POD_SCRIPTS, type PodScript } from '../kubelet';
import { until } from '../until';

const file = process.env.CLUSTER_RUNS_FACTS;
if (file === undefined) {
  throw new Error('These tests need the real Tekton: npm run test:cluster -- --own');
}

export const facts = JSON.parse(readFileSync(file, 'utf8')) as Facts;
export const admin = new KubeApi(facts.admin);
export const runner = new KubeApi(facts.open).as(facts.tokens.runner);

const AT = `/apis/tekton.dev/v1/namespaces/${NAMESPACE}`;
export const RUNS = `${AT}/pipelineruns`;
export const TASK_RUNS = `${AT}/taskruns`;
export const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
/** Far more than any takes by itself: many run side by side, on machines that have other work too. */
const RUN_MS = 270_000;
const LOOK_MS = 500;

export const condition = (object: { status?: PipelineRun['status'] | TaskRun['status'] }) =>
  object.status?.conditions?.find(({ type }) => type === 'Succeeded');

/** Whether Tekton has the last word on it. */
export const isOver = (run: PipelineRun) => ['True', 'False'].includes(condition(run)?.status ?? '');

/** Creates a run whose pods do as `pods` says, by the name of the PipelineTask. */
export async function create(run: object, pods: Record<string, PodScript> = {}): Promise<PipelineRun> {
  const { metadata, ...rest } = run as { metadata: { annotations?: Record<string, string> } };
  const annotations = { ...metadata.annotations, [POD_SCRIPTS]: JSON.stringify(pods) };
  return admin.must('POST', RUNS, { ...rest, metadata: { ...metadata, annotations } });
}

export const get = (name: string): Promise<PipelineRun> => admin.must('GET', `${RUNS}/${name}`);

/** The run, once it is as asked. */
export async function seen(name: string, what: string, is: (run: PipelineRun) => boolean): Promise<PipelineRun> {
  let last: PipelineRun | undefined;
  try {
    await until(`${name} to be ${what}`, async () => is((last = await get(name))), RUN_MS, LOOK_MS);
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)} It is ${JSON.stringify(last && condition(last))}`,
      {
        cause: error,
      }
    );
  }
  return last!;
}

export const finished = (name: string) => seen(name, 'over', isOver);

export async function taskRuns(name: string): Promise<TaskRun[]> {
  const { items } = await admin.must('GET', `${TASK_RUNS}?labelSelector=tekton.dev%2FpipelineRun%3D${name}`);
  return items;
}

/** The TaskRun of a task, once there is one as asked. */
export async function taskSeen(name: string, task: string, is: (one: TaskRun) => boolean): Promise<TaskRun> {
  let found: TaskRun | undefined;
  await until(
    `a TaskRun of ${task} in ${name} as asked`,
    async () => {
      found = (await taskRuns(name)).find(
        (one) => one.metadata.labels?.['tekton.dev/pipelineTask'] === task && is(one)
      );
      return found !== undefined;
    },
    RUN_MS,
    LOOK_MS
  );
  return found!;
}

export const merge = (path: string, body: object) => admin.must('PATCH', path, body, 'application/merge-patch+json');
