/** What a run waits for although Tekton calls it running: a pod without a node, an image, a claim, a reference. */
import { isTerminal, type Run, type TaskRun } from './run';

export interface Waiting {
  /** Name of the task in the Pipeline; undefined when the run itself waits. */
  task?: string;
  /** Tekton's reason, for example `ExceededNodeResources`. */
  reason: string;
  /** The cluster's own words; may be empty. */
  message: string;
}

/**
 * Reasons with which a TaskRun stays Unknown, its pod named, and nothing of it runs (pkg/pod/status.go of
 * tektoncd/pipeline). `Pending` is also the second before a pod starts: what keeps it is then in the message.
 */
const HELD_UP = new Set([
  'ExceededNodeResources',
  'ExceededResourceQuota',
  'PullImageFailed',
  'CreateContainerConfigError',
  'ResolvingTaskRef',
]);

/** Reasons of a run that waits for a resolver. */
const RESOLVING = new Set(['ResolvingPipelineRef', 'ResolvingTaskRef']);

/** Whether a TaskRun of this reason, which has not ended, waits for the cluster. */
export function isHeldUp(reason: string, message: string): boolean {
  return HELD_UP.has(reason) || (reason === 'Pending' && /"False"|unschedulable|unbound/i.test(message));
}

/** What a run in progress waits for; undefined when it runs, or is over. */
export function waitingOf(
  run: Pick<Run, 'phase' | 'reason' | 'message'>,
  tasks: readonly TaskRun[] = []
): Waiting | undefined {
  if (!isTerminal(run.phase) && RESOLVING.has(run.reason)) {
    return { reason: run.reason, message: run.message };
  }
  if (run.phase !== 'running' && run.phase !== 'stopping') {
    return undefined;
  }
  const held = tasks.find((task) => task.phase === 'pending' && isHeldUp(task.reason, task.message));
  return held && { task: held.pipelineTask, reason: held.reason, message: held.message };
}
