/** Phases of runs and tasks: what each one is called, how it looks, and what follows from it. All of it stands here. */
import { t } from '../i18n/t';

export const RUN_PHASES = ['pending', 'running', 'stopping', 'succeeded', 'failed', 'cancelled', 'timed-out'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

export const TASK_PHASES = ['pending', 'running', 'succeeded', 'failed', 'cancelled', 'timed-out', 'skipped'] as const;
export type TaskPhase = (typeof TASK_PHASES)[number];

export interface PhaseFacts {
  /** Place in the order in which a run passes through phases: a run never goes back to a lower one. */
  rank: 0 | 1 | 2 | 3;
  /** Nothing follows: a run in it never changes phase again. */
  isFinal: boolean;
  /** Of several tasks, or of the children of one, the one with the highest severity tells most. */
  severity: number;
  /** A hue of the theme; grey is the theme's secondary text. */
  color: 'grey' | 'blue' | 'orange' | 'green' | 'red';
  /** Name of a Grafana icon. */
  icon: 'clock-nine' | 'play' | 'hourglass' | 'check' | 'times' | 'ban' | 'history' | 'arrow-right';
  /** On a badge; the colour is never alone. */
  label: () => string;
  /** In a sentence, in English: it is written into annotations, which every user reads. */
  word: string;
}

export const PHASES: Record<RunPhase | TaskPhase, PhaseFacts> = {
  pending: {
    rank: 0,
    isFinal: false,
    severity: 2,
    color: 'grey',
    icon: 'clock-nine',
    label: () => t('shared.phase.pending', 'Pending'),
    word: 'pending',
  },
  running: {
    rank: 1,
    isFinal: false,
    severity: 3,
    color: 'blue',
    icon: 'play',
    label: () => t('shared.phase.running', 'Running'),
    word: 'running',
  },
  stopping: {
    rank: 2,
    isFinal: false,
    severity: 3,
    color: 'orange',
    icon: 'hourglass',
    label: () => t('shared.phase.stopping', 'Stopping'),
    word: 'stopping',
  },
  succeeded: {
    rank: 3,
    isFinal: true,
    severity: 1,
    color: 'green',
    icon: 'check',
    label: () => t('shared.phase.succeeded', 'Succeeded'),
    word: 'succeeded',
  },
  failed: {
    rank: 3,
    isFinal: true,
    severity: 6,
    color: 'red',
    icon: 'times',
    label: () => t('shared.phase.failed', 'Failed'),
    word: 'failed',
  },
  cancelled: {
    rank: 3,
    isFinal: true,
    severity: 4,
    color: 'grey',
    icon: 'ban',
    label: () => t('shared.phase.cancelled', 'Cancelled'),
    word: 'cancelled',
  },
  'timed-out': {
    rank: 3,
    isFinal: true,
    severity: 5,
    color: 'orange',
    icon: 'history',
    label: () => t('shared.phase.timed-out', 'Timed out'),
    word: 'timed out',
  },
  skipped: {
    rank: 3,
    isFinal: true,
    severity: 0,
    color: 'grey',
    icon: 'arrow-right',
    label: () => t('shared.phase.skipped', 'Skipped'),
    word: 'skipped',
  },
};

/** Of a run that Tekton calls running while its pods wait for the cluster. */
export const WAITING: Pick<PhaseFacts, 'color' | 'icon' | 'label'> = {
  color: 'orange',
  icon: 'clock-nine',
  label: () => t('shared.phase.waiting', 'Waiting'),
};

/** Whether a phase is final: a run in it never changes phase again. */
export function isTerminal(phase: RunPhase): boolean {
  return PHASES[phase].isFinal;
}

/** The phase that tells most about several tasks, or the children of one; pending where there are none. */
export function mostTelling(phases: readonly TaskPhase[]): TaskPhase {
  return (
    phases.reduce<TaskPhase | undefined>(
      (most, phase) => (most === undefined || PHASES[phase].severity > PHASES[most].severity ? phase : most),
      undefined
    ) ?? 'pending'
  );
}
