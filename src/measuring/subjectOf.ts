/** A run of the cluster as the analysis takes it. */
import { analysedRun, hasLoadBegun } from '../domain/analysedRun';
import type { AnalysedRun } from '../domain/analysis/types';
import { runId, type Run, type RunRef, type TaskRun } from '../domain/run';
import { t } from '../i18n/t';
import { UserError } from '../shared/errors';
import { unmeasured } from './unmeasured';

/** @throws UserError when the run names no workload, or has put no load on it */
export function subjectOf(run: Run, tasks: readonly TaskRun[]): AnalysedRun {
  if (run.startedAt === undefined || hasLoadBegun(run, tasks) === false) {
    throw unmeasured(run);
  }
  const subject = analysedRun(run, tasks);
  if (subject === undefined) {
    throw noWorkload(run);
  }
  return subject;
}

export function noWorkload(ref: RunRef): UserError {
  return new UserError({
    title: t('pages.compare.no-workload', 'The run names no workload'),
    message: runId(ref),
    nextStep: t(
      'pages.compare.no-workload-next',
      'It has neither the mark of this app nor the param "deployment-name", so it is not known whose metrics to read.'
    ),
  });
}
