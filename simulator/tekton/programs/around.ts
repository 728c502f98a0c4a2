/** The tasks around a load test: waiting for one's turn, collecting logs, cleaning up. */
import { isDone, type PipelineRun } from '../types';
import { sleep, type StepScript, type TaskContext, type TaskProgram } from './program';

const CLI = 'registry.redhat.io/openshift4/ose-cli-rhel9:v4.20';
const PIPELINE_LABEL = 'tekton.dev/pipeline';

/** Runs of the same Pipeline that came before and are not done; younger ones wait for us. */
function ahead(context: TaskContext): PipelineRun[] {
  const { metadata } = context.run;
  const pipeline = metadata.labels?.[PIPELINE_LABEL];
  const before = (other: PipelineRun) =>
    other.metadata.creationTimestamp < metadata.creationTimestamp ||
    (other.metadata.creationTimestamp === metadata.creationTimestamp && other.metadata.name < metadata.name);
  return context
    .runs()
    .filter(
      (other) =>
        other.metadata.uid !== metadata.uid &&
        other.metadata.labels?.[PIPELINE_LABEL] === pipeline &&
        other.spec.status !== 'PipelineRunPending' &&
        !isDone(other) &&
        before(other)
    );
}

function* waitForRuns(context: TaskContext): StepScript {
  let reported = '';
  for (;;) {
    const names = ahead(context)
      .map((run) => run.metadata.name)
      .join(', ');
    if (names === '') {
      context.log('No other run of this Pipeline is at work');
      return;
    }
    if (names !== reported) {
      reported = names;
      context.log(`Waiting for ${names}`);
    }
    yield* sleep(context, context.wait(10));
  }
}

export const waitProgram: TaskProgram = {
  spec: {
    description: 'Waits until no earlier run of the same Pipeline is at work.',
    params: [{ name: 'pipeline', type: 'string' }],
    steps: [{ name: 'wait', image: CLI, script: 'oc get pipelinerun' }],
  },
  steps: [waitForRuns],
};

export function* collect(context: TaskContext): StepScript {
  const name = context.run.metadata.name;
  const loads = context.taskRuns().filter((taskRun) => taskRun.metadata.labels?.['tekton.dev/memberOf'] === 'tasks');
  for (const taskRun of loads) {
    context.log(`Collecting logs of ${taskRun.metadata.name}`);
    yield;
  }
  const times = (key: string) =>
    loads
      .flatMap((taskRun) => taskRun.status?.results?.filter((r) => r.name === key).map((r) => String(r.value)) ?? [])
      .sort();
  context.result('start-time', times('start-time')[0] ?? '');
  context.result('end-time', times('end-time').at(-1) ?? '');
  context.result('report-path', `/workspace/shared-workspace/${name}`);
  context.log(`Reports are in /workspace/shared-workspace/${name}`);
  yield* sleep(context, context.wait(5));
}

export const collectProgram: TaskProgram = {
  spec: {
    description: 'Copies the logs of all pods into the workspace.',
    params: [{ name: 'test-name', type: 'string', default: '' }],
    results: [
      { name: 'start-time', type: 'string', description: 'First request' },
      { name: 'end-time', type: 'string', description: 'Last request' },
      { name: 'report-path', type: 'string', description: 'Folder of the GuideLLM reports' },
    ],
    workspaces: [{ name: 'shared-workspace' }],
    steps: [{ name: 'collect', image: CLI, script: 'oc logs' }],
  },
  steps: [collect],
};

function* cleanUp(context: TaskContext): StepScript {
  context.log(`Removing label benchmark-running from the pods of ${context.text('deployment-name')}`);
  context.markLoad(context.text('deployment-name'), undefined);
  yield* sleep(context, context.wait(5));
  context.log('Done');
}

export const cleanUpProgram: TaskProgram = {
  spec: {
    description: 'Removes what the load test left on the workload.',
    params: [
      { name: 'namespace', type: 'string', default: '' },
      { name: 'deployment-name', type: 'string' },
    ],
    steps: [{ name: 'clean-up', image: CLI, script: 'oc label pods' }],
  },
  steps: [cleanUp],
};
