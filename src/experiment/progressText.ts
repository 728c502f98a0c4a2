import { isTerminal, type Run } from '../domain/run';
import { t } from '../i18n/t';
import { formatDuration } from '../shared/formatDuration';

/** How far a run is, in words: elapsed against the plan, and what remains. Times by the cluster's clock. */
export function progressText(
  run: Pick<Run, 'phase' | 'startedAt' | 'finishedAt' | 'plannedSeconds'>,
  now: number
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
      : t('experiment.progress.took-of', 'Took {{elapsed}}, load planned for {{planned}}.', { elapsed, planned });
  }
  if (plannedSeconds === undefined) {
    return t('experiment.progress.elapsed', '{{elapsed}} elapsed; its length is not known.', { elapsed });
  }
  const remaining = plannedSeconds - elapsedSeconds;
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
