/** The reset task: brings the workload to a known number of replicas, with or without an autoscaler. */
import type { ScalerSpec, WorkloadRef } from '../../ports';
import { sleep, StepFailure, type StepScript, type TaskContext, type TaskProgram } from './program';
import { scalerSpec } from './scaler';

const AVAILABLE_TIMEOUT_SECONDS = 900;
const SETTLE_SECONDS = 60;

export function target(context: TaskContext): WorkloadRef {
  const ref = { namespace: context.text('namespace') || context.namespace, name: context.text('deployment-name') };
  if (!context.world.workloads().some((w) => w.namespace === ref.namespace && w.name === ref.name)) {
    const message = `Error from server (NotFound): deployments.apps "${ref.name}" not found`;
    context.log(message);
    throw new StepFailure(1, message);
  }
  return ref;
}

function wantedReplicas(context: TaskContext): number {
  const text = context.text('initial-replicas');
  const replicas = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(replicas)) {
    const message = `error: invalid argument "${text}" for "--replicas" flag: strconv.ParseInt: parsing "${text}": invalid syntax`;
    context.log(message);
    throw new StepFailure(1, message);
  }
  return replicas;
}

export function* deleteScaledObject(context: TaskContext): StepScript {
  const workload = target(context);
  context.world.removeScaler(workload);
  context.log(`scaledobject.keda.sh "${workload.name}" deleted`);
  yield* sleep(context, context.wait(5));
}

export function* scale(context: TaskContext): StepScript {
  const workload = target(context);
  const replicas = wantedReplicas(context);
  if (!context.brisk()) {
    context.world.scale(workload, 0);
    context.log(`deployment.apps/${workload.name} scaled to 0`);
    while (context.world.created(workload) > 0) {
      yield;
    }
  }
  context.world.scale(workload, replicas);
  context.log(`deployment.apps/${workload.name} scaled to ${replicas}`);
}

export function* waitAvailable(context: TaskContext): StepScript {
  const workload = target(context);
  const replicas = wantedReplicas(context);
  const until = context.now() + AVAILABLE_TIMEOUT_SECONDS * 1000;
  let reported = -1;
  for (;;) {
    const ready = context.world.ready(workload);
    if (ready === replicas) {
      context.log(`deployment "${workload.name}" successfully rolled out`);
      return;
    }
    if (ready !== reported) {
      reported = ready;
      context.log(
        `Waiting for deployment "${workload.name}" rollout to finish: ${ready} of ${replicas} updated replicas are available...`
      );
    }
    if (context.now() >= until) {
      const message = `error: timed out waiting for the condition on deployments/${workload.name}`;
      context.log(message);
      throw new StepFailure(1, message);
    }
    yield;
  }
}

export function* applyScaledObject(context: TaskContext): StepScript {
  const workload = target(context);
  let spec: ScalerSpec | undefined;
  try {
    spec = scalerSpec(context.text('scaled-object'));
  } catch (error) {
    const message = `error: error parsing STDIN: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
    context.log(message);
    throw new StepFailure(1, message);
  }
  if (spec) {
    context.world.applyScaler(workload, spec);
    context.log(`scaledobject.keda.sh/${spec.name ?? workload.name} created (min ${spec.minReplicas}, max ${spec.maxReplicas})`);
  } else {
    context.log('No ScaledObject given: the number of replicas stays fixed');
  }
  yield;
}

export function* settle(context: TaskContext): StepScript {
  const seconds = context.wait(SETTLE_SECONDS);
  context.log(`Settling for ${seconds} s`);
  yield* sleep(context, seconds);
}

const CLI = 'registry.redhat.io/openshift4/ose-cli-rhel9:v4.20';

export const resetProgram: TaskProgram = {
  spec: {
    description: 'Brings the workload to a known number of replicas and applies the ScaledObject.',
    params: [
      { name: 'namespace', type: 'string', default: '' },
      { name: 'deployment-name', type: 'string' },
      { name: 'initial-replicas', type: 'string', default: '1' },
      { name: 'scaled-object', type: 'string', default: '' },
    ],
    steps: [
      { name: 'delete-scaled-object', image: CLI, script: 'oc delete scaledobject --ignore-not-found' },
      { name: 'scale', image: CLI, script: 'oc scale deployment' },
      { name: 'wait-available', image: CLI, script: 'oc rollout status deployment' },
      { name: 'apply-scaled-object', image: CLI, script: 'oc apply -f -' },
      { name: 'settle', image: CLI, script: 'sleep' },
    ],
  },
  steps: [deleteScaledObject, scale, waitAvailable, applyScaledObject, settle],
};
