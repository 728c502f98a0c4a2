/** The ways in which Tekton ends a run, gentlest first: the value of `spec.status`, and what it does in words. */
import { t } from '../i18n/t';

export const CANCEL_MODES = ['StoppedRunFinally', 'CancelledRunFinally', 'Cancelled'] as const;
export type CancelMode = (typeof CANCEL_MODES)[number];

export interface CancelFacts {
  /** Tekton's reason from the order until the run has ended; undefined for the one that ends it at once. */
  reason?: string;
  label: () => string;
  description: () => string;
}

export const CANCELLING: Record<CancelMode, CancelFacts> = {
  StoppedRunFinally: {
    reason: 'StoppedRunningFinally',
    label: () => t('experiment.cancel.stop.label', 'Let the running tasks finish'),
    description: () =>
      t(
        'experiment.cancel.stop.text',
        'No new task starts. Load that is already running continues to its end, then logs are collected and the clean-up runs.'
      ),
  },
  CancelledRunFinally: {
    reason: 'CancelledRunningFinally',
    label: () => t('experiment.cancel.finally.label', 'Cancel, then clean up'),
    description: () =>
      t(
        'experiment.cancel.finally.text',
        'The load stops at once and its pods are deleted, with their logs. Then the pipeline’s final tasks run: what they collect and clean up is kept.'
      ),
  },
  Cancelled: {
    label: () => t('experiment.cancel.now.label', 'Cancel at once'),
    description: () =>
      t(
        'experiment.cancel.now.text',
        'Everything stops now, and the final tasks do not run: all pods of the run are deleted with their logs, and nothing is cleaned up. The workload stays as it is.'
      ),
  },
};

/** What is chosen until somebody chooses otherwise: it frees the GPUs soon and cleans up. */
export const DEFAULT_CANCEL_MODE: CancelMode = 'CancelledRunFinally';
