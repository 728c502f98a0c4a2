/** What a run's tasks amount to: counts, condition, skipped tasks, after Tekton's PipelineRunFacts. */
import { formatDuration } from './duration';
import type { TaskRunProcess } from './taskRunProcess';
import type { Condition, PipelineTask } from './types';

export const SKIP = {
  when: 'When Expressions evaluated to false',
  parent: 'Parent Tasks were skipped',
  stopping: 'PipelineRun was stopping',
  cancelled: 'PipelineRun was gracefully cancelled',
  stopped: 'PipelineRun was gracefully stopped',
  results: 'Results were missing',
  pipelineTimeout: 'PipelineRun timeout has been reached',
  tasksTimeout: 'PipelineRun Tasks timeout has been reached',
  finallyTimeout: 'PipelineRun Finally timeout has been reached',
  emptyMatrix: 'Matrix Parameters have an empty array',
} as const;

const TIMED_OUT_SKIPS: string[] = [SKIP.pipelineTimeout, SKIP.tasksTimeout, SKIP.finallyTimeout];

export const CANCELLED_BY_PIPELINE = 'TaskRun cancelled as the PipelineRun it belongs to has been cancelled.';
export const CANCELLED_BY_TIMEOUT = 'TaskRun cancelled as the PipelineRun it belongs to has timed out.';

export interface Node {
  task: PipelineTask;
  memberOf: 'tasks' | 'finally';
  taskRuns: TaskRunProcess[];
  skipped?: string;
}

export type NodeState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed-out' | 'skipped';

/** A matrixed task has failed, or was cancelled, when one of its TaskRuns has and the others are done. */
export function nodeState(node: Node): NodeState {
  if (node.skipped) {
    return 'skipped';
  }
  if (node.taskRuns.length === 0) {
    return 'waiting';
  }
  if (!node.taskRuns.every((taskRun) => taskRun.done)) {
    return 'running';
  }
  if (node.taskRuns.every((taskRun) => taskRun.condition?.status === 'True')) {
    return 'succeeded';
  }
  const cancelled = node.taskRuns.filter((taskRun) => taskRun.condition?.reason === 'TaskRunCancelled');
  if (cancelled.some((taskRun) => taskRun.object.spec.statusMessage === CANCELLED_BY_TIMEOUT)) {
    return 'timed-out';
  }
  return cancelled.length > 0 ? 'cancelled' : 'failed';
}

const DONE: NodeState[] = ['succeeded', 'failed', 'cancelled', 'timed-out', 'skipped'];
export const isNodeDone = (node: Node) => DONE.includes(nodeState(node));

/** Whether the rest of the tasks is left out: one has failed or was cancelled. */
export function isStopping(nodes: Node[]): boolean {
  return nodes.some((node) => {
    const state = nodeState(node);
    const fails = state === 'failed' || state === 'timed-out';
    return node.memberOf === 'tasks' && (state === 'cancelled' || (fails && node.task.onError !== 'continue'));
  });
}

export interface RunClock {
  runName: string;
  specStatus?: string;
  /** Limits in seconds, when they have been reached. */
  timedOut?: number;
  tasksTimedOut?: number;
}

export type Outcome = Pick<Condition, 'status' | 'reason' | 'message'>;

interface Count {
  completed: number;
  failed: number;
  ignored: number;
  cancelled: number;
  skipped: number;
  skippedByTimeout: number;
  incomplete: number;
}

function count(nodes: Node[]): Count {
  const states = nodes.map((node) => ({ node, state: nodeState(node) }));
  const number = (...wanted: NodeState[]) => states.filter(({ state }) => wanted.includes(state)).length;
  const ignored = states.filter(({ node, state }) => state === 'failed' && node.task.onError === 'continue').length;
  return {
    completed: number('succeeded', 'failed', 'cancelled', 'timed-out'),
    failed: number('failed', 'timed-out') - ignored,
    ignored,
    cancelled: number('cancelled'),
    skipped: number('skipped'),
    skippedByTimeout: nodes.filter((node) => TIMED_OUT_SKIPS.includes(node.skipped ?? '')).length,
    incomplete: number('waiting', 'running'),
  };
}

/** The condition of a run that has started (GetPipelineConditionStatus). */
export function runCondition(nodes: Node[], clock: RunClock): Outcome {
  const counts = count(nodes);
  const run = `PipelineRun "${clock.runName}"`;
  if (clock.timedOut !== undefined) {
    const message = `${run} failed to finish within "${formatDuration(clock.timedOut)}"`;
    return { status: 'False', reason: 'PipelineRunTimeout', message };
  }
  // At once, whatever is still to do: no finally task runs.
  if (clock.tasksTimedOut !== undefined) {
    const message = `${run} failed due to tasks failed to finish within "${formatDuration(clock.tasksTimedOut)}"`;
    return { status: 'False', reason: 'PipelineRunTimeout', message };
  }
  return counts.incomplete === 0 ? finished(counts, clock, run) : unfinished(nodes, counts, clock);
}

function finished(counts: Count, { specStatus }: RunClock, run: string): Outcome {
  const failures = `Failed: ${counts.failed + counts.ignored}${counts.ignored ? ` (Ignored: ${counts.ignored})` : ''}`;
  const message = `Tasks Completed: ${counts.completed} (${failures}, Cancelled ${counts.cancelled}), Skipped: ${counts.skipped}`;
  if (counts.failed > 0 || counts.skippedByTimeout > 0) {
    return { status: 'False', reason: 'Failed', message };
  }
  if (specStatus === 'CancelledRunFinally' || specStatus === 'StoppedRunFinally') {
    return { status: 'False', reason: 'Cancelled', message: `${run} was cancelled` };
  }
  if (counts.cancelled > 0) {
    return { status: 'False', reason: 'Cancelled', message };
  }
  return { status: 'True', reason: counts.skipped > 0 ? 'Completed' : 'Succeeded', message };
}

function unfinished(nodes: Node[], counts: Count, { specStatus }: RunClock): Outcome {
  const finallyDone = nodes.filter((node) => node.memberOf === 'finally').every(isNodeDone);
  let reason = 'Running';
  if (specStatus === 'CancelledRunFinally') {
    reason = 'CancelledRunningFinally';
  } else if (specStatus === 'StoppedRunFinally') {
    reason = 'StoppedRunningFinally';
  } else if (counts.cancelled > 0 || (counts.failed > 0 && finallyDone)) {
    reason = 'PipelineRunStopping';
  }
  const { completed, failed, cancelled, incomplete, skipped } = counts;
  const message = `Tasks Completed: ${completed} (Failed: ${failed}, Cancelled ${cancelled}), Incomplete: ${incomplete}, Skipped: ${skipped}`;
  return { status: 'Unknown', reason, message };
}
