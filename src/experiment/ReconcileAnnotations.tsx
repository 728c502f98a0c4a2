import { Alert } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { runLinks } from '../annotations/links';
import { refreshAnnotations } from '../annotations/refresh';
import { grafanaAnnotations, type AnnotationStore } from '../annotations/store';
import type { TektonApi } from '../datasource/types';
import { t } from '../i18n/t';
import type { UserError } from '../shared/errors';
import { currentAccess } from './access';
import { reconcileAnnotations } from './annotationReconciler';

/** Keeps annotations in step while mounted, for users who may write them; the answer is why it does not work, if so. */
export function useReconcileAnnotations(
  api: TektonApi | undefined,
  { enabled = true, store = grafanaAnnotations }: { enabled?: boolean; store?: AnnotationStore } = {}
): UserError | undefined {
  const [error, setError] = useState<UserError>();
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
    });
    return () => {
      undo();
      setError(undefined);
    };
  }, [api, enabled, mayWrite, store]);
  return error;
}

/** {@link useReconcileAnnotations} as an element, for scenes: nothing to see unless Grafana refuses the annotations. */
export function ReconcileAnnotations({ api }: { api: TektonApi | undefined }): React.ReactElement | null {
  const error = useReconcileAnnotations(api);
  const [dismissed, setDismissed] = useState<UserError>();
  if (!error || error === dismissed) {
    return null;
  }
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
