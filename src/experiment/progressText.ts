import { isTerminal, passedSeconds, type LoadCourse, type Run } from '../domain/run';
import { t } from '../i18n/t';
import { formatDuration } from '../domain/format';

/** Less than this is no waiting: pods take a moment to start. */
const WAITED_SECONDS = 30;

/** How far a run is, in words: elapsed against the plan, and what remains. Times by the cluster's clock. */
export function progressText(
  run: Pick<Run, 'phase' | 'startedAt' | 'finishedAt' | 'plannedSeconds' | 'loadProfile'>,
  now: number,
  load?: LoadCourse
): string {
  const { phase, startedAt, finishedAt, plannedSeconds } = run;
  if (startedAt === undefined) {
    return isTerminal(phase)
      ? t('experiment.progress.never', 'It did not start.')
      : t('experiment.progress.waiting', 'Waiting to start.');
  }
  const elapsedSeconds = Math.max(0, ((finishedAt ?? now) - startedAt) / 1000);
  const elapsed = formatDuration(elapsedSeconds);
  const planned = formatDuration(plannedSeconds);
  if (isTerminal(phase)) {
    return plannedSeconds === undefined
      ? t('experiment.progress.took', 'Took {{elapsed}}.', { elapsed })
      : t('experiment.progress.took-of', 'Took {{elapsed}}, planned {{planned}}.', { elapsed, planned });
  }
  if (plannedSeconds === undefined) {
    return t('experiment.progress.elapsed', '{{elapsed}} elapsed; its length is not known.', { elapsed });
  }
  const passed = passedSeconds(run, now, load) ?? elapsedSeconds;
  const remaining = plannedSeconds - passed;
  if (passed < elapsedSeconds - WAITED_SECONDS && remaining > 0) {
    return t(
      'experiment.progress.waited',
      '{{passed}} of {{planned}} after {{elapsed}}, some of it spent waiting. {{remaining}} to go.',
      { passed: formatDuration(passed), planned, elapsed, remaining: formatDuration(remaining) }
    );
  }
  return remaining > 0
    ? t('experiment.progress.remaining', '{{elapsed}} of {{planned}}, {{remaining}} to go.', {
        elapsed,
        planned,
        remaining: formatDuration(remaining),
      })
    : t('experiment.progress.overdue', '{{elapsed}} of {{planned}}: {{over}} over its plan.', {
        elapsed,
        planned,
        over: formatDuration(-remaining),
      });
}
