/** Tekton's condition `Succeeded` as a phase: by its status first, then by its reason. */
import { CANCEL_MODES, CANCELLING } from '../domain/cancelMode';
import type { RunPhase, TaskPhase } from '../domain/phase';
import { isHeldUp } from '../domain/waiting';

const STOPPING_REASONS = new Set<string | undefined>([
  'PipelineRunStopping',
  'PipelineRunCouldntCancel',
  'PipelineRunCouldntTimeOut',
  ...CANCEL_MODES.map((mode) => CANCELLING[mode].reason),
]);
const CANCELLED_REASONS = new Set<string>([...CANCEL_MODES, 'PipelineRunCancelled', 'TaskRunCancelled']);
const TIMEOUT_REASONS = new Set(['PipelineRunTimeout', 'TaskRunTimeout']);
/** Tekton has seen the run, and nothing of it runs yet. */
const WAITING_REASONS = new Set(['PipelineRunPending', 'ResolvingPipelineRef']);
/** `spec.status` values that ask a run to end. */
const CANCEL_REQUESTS = new Set<string>(CANCEL_MODES);

export interface RunCondition {
  /** `True`, `False` or `Unknown`; undefined or empty before Tekton has seen the run. */
  status?: string;
  reason?: string;
  /** `spec.status` of the run, where it is known. */
  requested?: string;
}

/** Phase of a run. A reason that is not known maps by the condition's status alone. */
export function runPhase({ status, reason = '', requested = '' }: RunCondition): RunPhase {
  switch (status) {
    case 'True':
      return 'succeeded';
    case 'False':
      return endedPhase(reason);
    default:
      if (STOPPING_REASONS.has(reason) || CANCEL_REQUESTS.has(requested)) {
        return 'stopping';
      }
      return status === 'Unknown' && !WAITING_REASONS.has(reason) ? 'running' : 'pending';
  }
}

/** Phase of a TaskRun; without a condition it waits. */
export function taskPhase(status: string | undefined, reason: string, started: boolean, message = ''): TaskPhase {
  switch (status) {
    case 'True':
      return 'succeeded';
    case 'False':
      return endedPhase(reason);
    default:
      return started && reason !== 'Pending' && reason !== 'ToBeRetried' && !isHeldUp(reason, message)
        ? 'running'
        : 'pending';
  }
}

function endedPhase(reason: string): 'failed' | 'cancelled' | 'timed-out' {
  if (CANCELLED_REASONS.has(reason)) {
    return 'cancelled';
  }
  return TIMEOUT_REASONS.has(reason) ? 'timed-out' : 'failed';
}
