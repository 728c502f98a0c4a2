/** The Tasks of deploy/base/pipeline: their specs as they are, each step's script played by one that knows its command. */
import { limits } from '../limits';
import type { ScalerSpec, WorkloadRef } from '../../ports';
import { isDone, succeeded, type Task, type TaskRun } from '../types';
import { collect } from './around';
import { benchmark } from './load';
import { parseLoadStep } from './loadStep';
import { sleep, StepFailure, type StepScript, type TaskContext, type TaskProgram } from './program';
import { applyScaledObject, deleteScaledObject, scale, settle, target, waitAvailable } from './reset';
import { scalerSpec } from './scaler';

const OWN_TASK = 'hold-lease';
const LOAD_TASK = 'load-test';
const LOAD_MARGIN_SECONDS = 30;
const RENEW_SECONDS = 15;

/** Uid of the run that holds the Lease, by the Deployment's `namespace/name`; one table a world. */
const leases = new WeakMap<TaskContext['world'], Map<string, string>>();

function leaseTable(context: TaskContext): Map<string, string> {
  const table = leases.get(context.world) ?? new Map<string, string>();
  leases.set(context.world, table);
  return table;
}

const leaseOf = (context: TaskContext) =>
  `${context.text('namespace') || context.namespace}/${context.text('deployment-name')}`;

function* acquire(context: TaskContext): StepScript {
  const [table, key, uid] = [leaseTable(context), leaseOf(context), context.run.metadata.uid];
  let logged = '';
  for (;;) {
    const holder = table.get(key);
    const run = context.runs().find((one) => one.metadata.uid === holder);
    if (holder === undefined || holder === uid || run === undefined || isDone(run)) {
      table.set(key, uid);
      return context.log('acquired');
    }
    if (logged !== holder) {
      logged = holder;
      context.log(`waiting for ${context.namespace}/${run.metadata.name}, which is at work on the same Deployment`);
    }
    yield* sleep(context, context.wait(5));
  }
}

function* hold(context: TaskContext): StepScript {
  while (!workIsOver(context)) {
    if (leaseTable(context).get(leaseOf(context)) !== context.run.metadata.uid) {
      throw new StepFailure(1, 'the Lease is held by another run: this run may not have been alone');
    }
    yield* sleep(context, context.wait(RENEW_SECONDS));
  }
  context.log('the load is over');
}

const taskOf = (taskRun: TaskRun) => taskRun.metadata.labels?.['tekton.dev/pipelineTask'];

function workIsOver(context: TaskContext): boolean {
  const { uid } = context.run.metadata;
  const run = context.runs().find((one) => one.metadata.uid === uid);
  const others = context
    .taskRuns()
    .filter((one) => one.metadata.labels?.['tekton.dev/memberOf'] === 'tasks' && taskOf(one) !== OWN_TASK);
  if (run === undefined || !others.every(isDone)) {
    return run === undefined;
  }
  const loaded = others.some((one) => taskOf(one) === LOAD_TASK);
  const skipped = run.status?.skippedTasks?.some(({ name }) => name === LOAD_TASK) ?? false;
  const failed = others.some((one) => succeeded(one)?.status === 'False');
  return loaded || skipped || failed || Boolean(run.spec.status);
}

function* release(context: TaskContext): StepScript {
  const table = leaseTable(context);
  if (table.get(leaseOf(context)) === context.run.metadata.uid) {
    table.delete(leaseOf(context));
    context.log('released');
  }
  yield;
}

function* scaleAndWait(context: TaskContext): StepScript {
  yield* scale(context);
  yield* waitAvailable(context);
}

/** WVA looks once a minute, and a scrape comes in between: what is silent for longer stays so. */
const ANSWER_SECONDS = 240;

function* answered(context: TaskContext, workload: WorkloadRef): StepScript {
  const until = context.now() + context.wait(ANSWER_SECONDS) * 1000;
  let logged = '';
  for (;;) {
    const problem = context.world.scalerProblem(workload);
    if (problem === undefined) {
      return;
    }
    if (problem !== logged) {
      logged = problem;
      context.log(`waiting for the ScaledObject to answer: ${problem}`);
    }
    if (context.now() >= until) {
      const message = `error: the ScaledObject does not answer: ${problem}`;
      context.log(message);
      throw new StepFailure(1, message);
    }
    yield;
  }
}

function modeOf(scaler: ScalerSpec | undefined): string {
  const followsWva = scaler?.triggers.some(({ signal }) => signal === 'wva-desired');
  return scaler === undefined ? 'static' : followsWva ? 'wva' : 'keda';
}

function* verify(context: TaskContext): StepScript {
  const workload = target(context);
  const scaler = scalerSpec(context.text('scaled-object'));
  const ready = context.world.ready(workload);
  const wanted = Number(context.text('initial-replicas'));
  if (scaler) {
    yield* answered(context, workload);
  } else if (ready !== wanted) {
    const message = `error: this is a static run of ${wanted} replicas, and ${ready} are ready: reset the workload`;
    context.log(message);
    throw new StepFailure(1, message);
  }
  checkTime(context);
  context.result('mode', modeOf(scaler));
  context.result('replicas', String(ready));
  context.result('load-start', String(Math.floor(context.now() / 1000) + context.wait(LOAD_MARGIN_SECONDS)));
  yield;
}

/** No finally task runs after a timeout, so a load that would meet one is refused before it begins. */
function checkTime(context: TaskContext): void {
  const { tasks, pipeline } = limits(context.run);
  const run = context.runs().find((one) => one.metadata.uid === context.run.metadata.uid);
  const started = Date.parse(run?.status?.startTime ?? '');
  const limit = tasks || pipeline;
  const given = context.param('load-steps');
  const need = context.wait(LOAD_MARGIN_SECONDS) + lengthOf(Array.isArray(given) ? given : []);
  const left = started / 1000 + limit - context.now() / 1000;
  if (limit > 0 && need > left) {
    const message = `error: the load takes ${need} s, and the run's timeouts leave ${Math.round(left)} s`;
    context.log(message);
    throw new StepFailure(1, message);
  }
}

/** Seconds of a load; a step that cannot be read is left to the load task to refuse. */
function lengthOf(texts: string[]): number {
  const ends = texts.map((text) => {
    try {
      const { delaySeconds, durationSeconds } = parseLoadStep(text);
      return delaySeconds + durationSeconds;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...ends);
}

function* load(context: TaskContext): StepScript {
  const startsAt = Number(context.text('load-start') || '0') * 1000;
  yield* sleep(context, Math.max(0, startsAt - context.now()) / 1000);
  yield* benchmark(context);
  const folder = `/workspace/shared-workspace/${context.text('run-name')}/${context.taskRunName}`;
  context.result('report-path', `${folder}/benchmarks.json`);
}

function* cleanUp(context: TaskContext): StepScript {
  const replicas = context.text('final-replicas');
  if (context.text('reset-llm-d') !== 'true' || replicas === '') {
    return context.log('the workload is left as the load left it');
  }
  if (leaseTable(context).get(leaseOf(context)) !== context.run.metadata.uid) {
    return context.log('the Lease is not held by this run: the workload is not touched');
  }
  yield* deleteScaledObject(context);
  context.world.scale(target(context), Number(replicas));
}

/** By what a step runs: the script's file and its command. */
const SCRIPTS: Record<string, (context: TaskContext) => StepScript> = {
  'lease.py acquire': acquire,
  'lease.py hold': hold,
  'lease.py release': release,
  'workload.py remove-scaler': deleteScaledObject,
  'workload.py scale': scaleAndWait,
  'workload.py apply-scaler': applyScaledObject,
  'workload.py settle': settle,
  'workload.py verify': verify,
  'workload.py clean-up': cleanUp,
  'load.py run': load,
  'collect.py collect': collect,
};

/** Programs by the name of their Task. @throws Error for a step whose command nothing plays */
export function installedPrograms(tasks: Task[]): Map<string, TaskProgram> {
  return new Map(
    tasks.map(({ metadata, spec }) => [
      metadata.name,
      {
        spec,
        steps: spec.steps.map(({ command = [] }) => {
          const text = command.slice(-2).join(' ').replace(/^.*\//, '');
          const script = SCRIPTS[text];
          if (script === undefined) {
            throw new Error(`No script plays the command ${command.join(' ')} of Task ${metadata.name}.`);
          }
          return script;
        }),
      },
    ])
  );
}
