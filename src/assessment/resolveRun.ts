/** A run by its name as the analysis takes it: from the cluster, or, where that has none, from its annotation. */

import { lastKnownRun } from '../annotations/knownRuns';
import type { AnnotationStore } from '../annotations/store';
import type { TektonApi } from '../datasource/types';
import { analysedFromAnnotation } from '../domain/analysedRun';
import type { AnalysedRun } from '../domain/analysis/types';
import { runId, type Run, type RunRef } from '../domain/run';
import { t } from '../i18n/t';
import { noWorkload, subjectOf } from '../measuring/subjectOf';
import { isUserError, UserError } from '../shared/errors';
import type { FindRecord } from './records/clusterRecords';

export interface RunSources {
  api: Pick<TektonApi, 'getRun' | 'taskRuns'>;
  annotations: Pick<AnnotationStore, 'list'>;
  /** Looks for the record of a run; without it there are none. */
  findRecord?: FindRecord;
}

/** @throws UserError when the run is unknown to both, names no workload, or has put no load on it */
export async function resolveRun(sources: RunSources, ref: RunRef, signal?: AbortSignal): Promise<AnalysedRun> {
  const subject = await resolved(sources, ref, signal);
  return ref.cluster === undefined ? subject : { ...subject, cluster: ref.cluster };
}

async function resolved(sources: RunSources, ref: RunRef, signal?: AbortSignal): Promise<AnalysedRun> {
  const run = await inCluster(sources.api, ref, signal);
  if (run) {
    const tasks = await sources.api.taskRuns(ref, signal);
    return subjectOf(run, tasks.items);
  }
  const known = await lastKnownRun(sources.annotations, ref);
  const subject = known && analysedFromAnnotation(known);
  if (subject) {
    return subject;
  }
  throw known ? noWorkload(ref) : unknownRun(ref);
}

async function inCluster(api: RunSources['api'], ref: RunRef, signal?: AbortSignal): Promise<Run | undefined> {
  try {
    return await api.getRun(ref, signal);
  } catch (error) {
    if (isUserError(error) && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

function unknownRun(ref: RunRef): UserError {
  return new UserError({
    title: t('pages.compare.unknown-run', 'No such run'),
    message: runId(ref),
    nextStep: t(
      'pages.compare.unknown-run-next',
      'Neither the cluster nor an annotation in Grafana has it. Check the name, or remove it from the comparison.'
    ),
    status: 404,
  });
}
