import { Alert } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { runLinks } from '../annotations/links';
import { refreshAnnotations } from '../annotations/refresh';
import { grafanaAnnotations, type AnnotationStore } from '../annotations/store';
import type { TektonApi } from '../datasource/types';
import { formatDuration } from '../domain/format';
import { t } from '../i18n/t';
import type { UserError } from '../shared/errors';
import { currentAccess } from './access';
import { reconcileAnnotations, type ReconcileOptions } from './annotationReconciler';
import { SECONDS_A_MARK } from './markKeeper';

/** What is to be told of the marks of runs. */
export interface Reconciling {
  /** Why it does not work, if so. */
  error?: UserError;
  /** Runs of the past that are still to be marked. */
  left: number;
}

/** Fewer runs than these are marked within a minute: nothing is said of them. */
const WORTH_SAYING = 60 / SECONDS_A_MARK;

interface Options extends Pick<ReconcileOptions, 'pauseMs'> {
  enabled?: boolean;
  store?: AnnotationStore;
}

/** Keeps annotations in step while mounted, for users who may write them. */
export function useReconcileAnnotations(
  api: TektonApi | undefined,
  { enabled = true, store = grafanaAnnotations, pauseMs }: Options = {}
): Reconciling {
  const [error, setError] = useState<UserError>();
  const [left, setLeft] = useState(0);
  const mayWrite = currentAccess(api).canAnnotate;
  useEffect(() => {
    if (!api || !enabled || !mayWrite) {
      return undefined;
    }
    const undo = reconcileAnnotations({
      api,
      store,
      links: runLinks,
      onWritten: refreshAnnotations,
      onError: setError,
      onLeft: setLeft,
      pauseMs,
    });
    return () => {
      undo();
      setError(undefined);
      setLeft(0);
    };
  }, [api, enabled, mayWrite, store, pauseMs]);
  return { error, left };
}

/** What there is to say of the marks: that Grafana refuses them, or how many runs of the past are left to be marked. */
export function MarksNotice({ error, left }: Reconciling): React.ReactElement | null {
  const [dismissed, setDismissed] = useState<UserError | 'left'>();
  if (error && error !== dismissed) {
    return (
      <Alert
        severity="warning"
        title={t('experiment.annotations.failing', 'Runs are not marked on charts')}
        onRemove={() => setDismissed(error)}
      >
        {error.message} {error.nextStep}
      </Alert>
    );
  }
  if (left < WORTH_SAYING || dismissed === 'left') {
    return null;
  }
  return (
    <Alert
      severity="info"
      title={t('experiment.annotations.left', '{{count}} runs of the last 7 days are not marked on charts yet', {
        count: left,
        defaultValue_one: '{{count}} run of the last 7 days is not marked on charts yet',
      })}
      onRemove={() => setDismissed('left')}
    >
      {t(
        'experiment.annotations.background',
        'They are marked in the background while this page is open, all of them in about {{duration}}.',
        { duration: formatDuration(left * SECONDS_A_MARK) }
      )}
    </Alert>
  );
}

/** {@link useReconcileAnnotations} as an element, for scenes. */
export function ReconcileAnnotations({
  api,
  ...options
}: { api: TektonApi | undefined } & Options): React.ReactElement | null {
  return <MarksNotice {...useReconcileAnnotations(api, options)} />;
}
