/** How long a run took, or has taken, against its plan. Times by the cluster's clock. */

import { isTerminal, passedSeconds, progress, type LoadCourse, type Run, type RunSummary } from '../domain/run';
import { t } from '../i18n/t';
import { formatDuration } from '../domain/format';

/** What only a run in full knows. */
export type ExactTimes = Pick<Run, 'startedAt' | 'finishedAt'>;

export interface RunTimes {
  /** Epoch ms; undefined while it has not started, or when its exact times are not known yet. */
  startedAt?: number;
  finishedAt?: number;
  /** Seconds from start to end, or to now. */
  elapsedSeconds?: number;
  plannedSeconds?: number;
  /** Share of the plan, 0 to 1. */
  progress?: number;
  /** Seconds past the plan, when it takes longer than planned. */
  overdueSeconds?: number;
  done: boolean;
  /** Whether the exact times have been read. */
  known: boolean;
}

/**
 * @param full once it is there: a summary knows no exact times
 * @param now epoch ms by the cluster's clock
 * @param load from its TaskRuns, where they have been read
 */
export function runTimes(run: RunSummary, full: ExactTimes | undefined, now: number, load?: LoadCourse): RunTimes {
  const { startedAt, finishedAt } = full ?? {};
  const done = isTerminal(run.phase);
  const end = finishedAt ?? (done ? undefined : now);
  const elapsedSeconds =
    startedAt === undefined || end === undefined ? undefined : Math.max(0, (end - startedAt) / 1000);
  const { plannedSeconds } = run;
  const course = { phase: run.phase, plannedSeconds, loadProfile: run.loadProfile, startedAt, finishedAt };
  const passed = passedSeconds(course, now, load);
  const over = !done && passed !== undefined && plannedSeconds ? passed - plannedSeconds : 0;
  return {
    startedAt,
    finishedAt,
    elapsedSeconds,
    plannedSeconds,
    progress: progress(course, now, load),
    overdueSeconds: over > 0 ? over : undefined,
    done,
    known: full !== undefined,
  };
}

/** `12m 05s of 60m planned`; without a plan or a start what is known of them. */
export function durationText({ elapsedSeconds, plannedSeconds }: RunTimes): string {
  const elapsed = formatDuration(elapsedSeconds);
  if (!plannedSeconds) {
    return elapsed;
  }
  const planned = formatDuration(plannedSeconds);
  return elapsedSeconds === undefined
    ? t('pages.runs.duration.planned', '{{planned}} planned', { planned })
    : t('pages.runs.duration.of-planned', '{{elapsed}} of {{planned}}', { elapsed, planned });
}

function unknownProgress({ done, startedAt, plannedSeconds, known }: RunTimes): string {
  if (done || !known) {
    return '';
  }
  if (startedAt === undefined) {
    return t('pages.runs.progress.not-started', 'Not started');
  }
  return plannedSeconds ? '' : t('pages.runs.progress.no-plan', 'No plan known');
}

/** The progress bar's words. */
export function progressText(times: RunTimes): string {
  if (times.overdueSeconds !== undefined) {
    return t('pages.runs.progress.overdue', '{{over}} over plan', { over: formatDuration(times.overdueSeconds) });
  }
  if (times.progress === undefined) {
    return unknownProgress(times);
  }
  return `${Math.floor(times.progress * 100)} %`;
}
