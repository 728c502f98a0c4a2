/**
 * Why a run is where it is, in words: Tekton's reason of the `Succeeded` condition as a sentence and a next step.
 *
 * Reasons: pkg/apis/pipeline/v1/pipelinerun_types.go of tektoncd/pipeline.
 */

import { t } from '../../i18n/t';
import { runId, type Run, type RunPhase } from '../../domain/run';
import type { Waiting } from '../../domain/waiting';
import { COULD_NOT, FAILED } from './reasonWords';
import { waitsFor, type Words } from '../../experiment/waitingWords';

export interface Explanation {
  /** What happened. */
  sentence: string;
  /** What to do about it; empty when there is nothing to do. */
  nextStep: string;
  /** Tekton's own message without its mark, text from the cluster; empty when it says no more than the sentence. */
  message: string;
  /** Tekton says that the user has to correct it: the request or the Pipeline, not the cluster. */
  userError: boolean;
  severity: 'info' | 'warning' | 'error';
}

const USER_ERROR = '[User error] ';

export type ExplainedRun = Pick<
  Run,
  'namespace' | 'phase' | 'reason' | 'message' | 'variant' | 'workloadNamespace' | 'finallyStartedAt'
>;

/** The explanation of a run that needs one; undefined for one that runs or succeeded with nothing to tell. */
export function explain(run: ExplainedRun, waiting?: Waiting): Explanation | undefined {
  const userError = run.message.startsWith(USER_ERROR);
  const message = userError ? run.message.slice(USER_ERROR.length) : run.message;
  const common = { message, userError };
  if (waiting) {
    return { ...common, ...waitsFor(waiting), message: waiting.message, severity: 'warning' };
  }
  const words = EXPLAINED[run.phase]?.(run);
  return words && { ...common, ...words };
}

/** Phases that need words, each with its own; of the others nothing is to be explained. */
const EXPLAINED: Partial<
  Record<RunPhase, (run: ExplainedRun) => Words & Pick<Explanation, 'severity'> & { message?: '' }>
> = {
  pending: ({ reason }) => ({ ...pending(reason), message: '', severity: 'info' }),
  stopping: (run) => ({ ...stopping(run), severity: COULD_NOT[run.reason] ? 'error' : 'info' }),
  cancelled: () => ({ ...cancelled(), severity: 'warning' }),
  'timed-out': (run) => ({ ...timedOut(run), severity: 'error' }),
  failed: ({ reason, message }) => ({ ...failed(reason, message.startsWith(USER_ERROR)), severity: 'error' }),
};

function pending(reason: string): Words {
  switch (reason) {
    case 'PipelineRunPending':
      return {
        sentence: t('pages.run.reason.pending', 'The run is on hold: it was created as pending.'),
        nextStep: t('pages.run.reason.pending-next', 'It starts when spec.status is cleared in the cluster.'),
      };
    case 'ResolvingPipelineRef':
    case 'ResolvingTaskRef':
      return {
        sentence: t('pages.run.reason.resolving', 'Tekton is fetching the Pipeline or a Task that the run refers to.'),
        nextStep: '',
      };
    default:
      return {
        sentence: t('pages.run.reason.not-started', 'Tekton has not started the run yet.'),
        nextStep: t(
          'pages.run.reason.not-started-next',
          'If this lasts for minutes, check that the Tekton controller is up.'
        ),
      };
  }
}

function stopping({ reason, finallyStartedAt }: ExplainedRun): Words {
  const couldNot = COULD_NOT[reason];
  if (couldNot) {
    return couldNot();
  }
  if (reason === 'StoppedRunningFinally' && finallyStartedAt === undefined) {
    return {
      sentence: t(
        'pages.run.reason.stopping',
        'No new task is started. Tasks that run continue to their end, then the finally tasks clean up.'
      ),
      nextStep: '',
    };
  }
  switch (reason) {
    case 'CancelledRunningFinally':
      return {
        sentence: t('pages.run.reason.cancelled-finally', 'The run was cancelled; its finally tasks are cleaning up.'),
        nextStep: '',
      };
    case 'StoppedRunningFinally':
      return {
        sentence: t('pages.run.reason.stopped-finally', 'The run was stopped; its finally tasks are cleaning up.'),
        nextStep: '',
      };
    default:
      return {
        sentence: t(
          'pages.run.reason.ending',
          'No new task is started; the run ends when the running tasks have ended.'
        ),
        nextStep: '',
      };
  }
}

function cancelled(): Words {
  return {
    sentence: t('pages.run.reason.cancelled', 'The run was cancelled.'),
    nextStep: t(
      'pages.run.reason.cancelled-next',
      'What it measured until then stays on the charts. Logs of the pods that were deleted are gone.'
    ),
  };
}

/** Tekton runs no finally task after a timeout: what the run changed stays as it is. */
function timedOut({ namespace, variant, workloadNamespace = namespace }: ExplainedRun): Words {
  return {
    sentence: t(
      'pages.run.reason.timed-out',
      'The run reached its timeout and was ended. Tekton runs no finally task after a timeout, so nothing was cleaned up.'
    ),
    nextStep: t(
      'pages.run.reason.timed-out-next',
      'The ScaledObject and the replicas of {{workload}} are as the run left them: check them, and scale down what is not needed. Then find the slow task on the timeline, and rerun with a longer timeout.',
      {
        workload:
          variant === undefined
            ? t('pages.run.reason.workload', 'the workload')
            : runId({ namespace: workloadNamespace, name: variant }),
      }
    ),
  };
}

function failed(reason: string, userError: boolean): Words {
  const words = Object.hasOwn(FAILED, reason) ? FAILED[reason] : undefined;
  if (words) {
    return words();
  }
  return {
    sentence: t('pages.run.reason.unknown', 'The run failed with the reason {{reason}}.', {
      reason: reason || '?',
    }),
    nextStep: userError
      ? t(
          'pages.run.reason.user-next',
          'Tekton says that the request or the Pipeline is at fault: correct it, then edit and rerun.'
        )
      : t('pages.run.reason.unknown-next', 'Read the message below and the logs of the failed task.'),
  };
}
