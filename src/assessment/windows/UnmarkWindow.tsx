import { Button, ConfirmModal } from '@grafana/ui';
import React, { useState } from 'react';

import { refreshAnnotations } from '../../annotations/refresh';
import { grafanaAnnotations, type AnnotationStore } from '../../annotations/store';
import { unmarkWindow } from '../../annotations/windowMarks';
import { runId, type RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { testIds } from '../../shared/testIds';

interface Props {
  run: RunRef & { uid: string };
  store?: AnnotationStore;
  onUnmarked: () => void;
}

/** Takes the mark of a window away, after a question. */
export function UnmarkWindow({ run, store = grafanaAnnotations, onUnmarked }: Props): React.ReactElement {
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const unmark = async () => {
    setFailure(undefined);
    try {
      await unmarkWindow(store, run);
      refreshAnnotations(-Infinity);
      onUnmarked();
    } catch (caught) {
      setFailure(caught);
    }
    setAsking(false);
  };
  return (
    <>
      <Button variant="secondary" icon="trash-alt" onClick={() => setAsking(true)} data-testid={testIds.windows.unmark}>
        {t('assessment.window.unmark', 'Unmark…')}
      </Button>
      {failure !== undefined && (
        <ErrorNotice error={failure} title={t('assessment.window.unmark-failed', 'The window was not unmarked')} />
      )}
      <ConfirmModal
        isOpen={asking}
        title={t('assessment.window.unmark-title', 'Unmark this window?')}
        body={t(
          'assessment.window.unmark-text',
          'Its annotation is deleted: {{run}} is no longer a run. What Prometheus measured stays, and so does a record of it.',
          { run: runId(run) }
        )}
        confirmText={t('assessment.window.unmark-yes', 'Unmark')}
        dismissText={t('assessment.window.unmark-no', 'Keep it')}
        onConfirm={() => void unmark()}
        onDismiss={() => setAsking(false)}
      />
    </>
  );
}
