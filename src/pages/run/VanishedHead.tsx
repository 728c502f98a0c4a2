import React from 'react';

import { UnmarkWindow } from '../../assessment/windows/UnmarkWindow';
import type { AnnotationStore } from '../../annotations/store';
import type { AnnotatedRun } from '../../domain/runAnnotation';
import { runId, type RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { runsPath } from '../../routes';
import { EmptyState } from '../../shared/EmptyState';
import { PageButton } from '../../shared/PageButton';

const allRuns = (): React.ReactElement => (
  <PageButton href={runsPath()} variant="secondary" icon="list-ul">
    {t('pages.run.gone.list', 'All runs')}
  </PageButton>
);

/** Why a run that the cluster does not have is shown all the same, and what of it. */
export function VanishedHead({
  runRef,
  found,
  isRecorded,
}: {
  runRef: RunRef;
  found: AnnotatedRun | undefined;
  isRecorded: boolean;
}): React.ReactElement {
  return (
    <EmptyState
      icon="trash-alt"
      title={t('pages.run.gone.title', 'The cluster no longer has this run')}
      action={allRuns()}
    >
      <p>{runId(runRef)}</p>
      {found
        ? t(
            'pages.run.gone.annotated',
            'It was pruned or deleted. What follows is kept in Grafana; tasks, params and logs are gone.'
          )
        : isRecorded
          ? t(
              'pages.run.gone.recorded',
              'It was pruned or deleted. What follows is from its record; tasks and logs are gone.'
            )
          : t(
              'pages.run.gone.unknown',
              'It was pruned, deleted, or never there, and Grafana has no annotation of it. Check the name and the namespace.'
            )}
    </EmptyState>
  );
}

interface WindowHeadProps {
  window: AnnotatedRun;
  canAnnotate: boolean;
  store: AnnotationStore;
  onUnmarked: () => void;
}

/** Of a window that was marked by hand: the cluster never had a run of it. */
export function WindowHead({ window, canAnnotate, store, onUnmarked }: WindowHeadProps): React.ReactElement {
  return (
    <EmptyState
      icon="tag-alt"
      title={t('pages.run.window.title', 'A window of time that was marked as a run')}
      action={
        <>
          {allRuns()}{' '}
          {canAnnotate && (
            <UnmarkWindow run={{ ...window.run, uid: window.uid }} store={store} onUnmarked={onUnmarked} />
          )}
        </>
      }
    >
      <p>{runId(window.run)}</p>
      {t(
        'pages.run.window.text',
        'Tekton did not run it: there are no tasks, params or logs. Its figures are of all that the workload served in this time.'
      )}
    </EmptyState>
  );
}
