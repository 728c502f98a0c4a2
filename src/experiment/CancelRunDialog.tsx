import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Modal, RadioButtonList, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import type { TektonApi } from '../datasource/types';
import { CANCEL_MODES, CANCELLING, DEFAULT_CANCEL_MODE, type CancelMode } from '../domain/cancelMode';
import { runId, type Run, type RunSummary } from '../domain/run';
import { t } from '../i18n/t';
import { ErrorNotice } from '../shared/ErrorNotice';
import { testIds } from '../shared/testIds';
import { useAct } from '../shared/useAct';

export interface CancelRunDialogProps {
  api: Pick<TektonApi, 'cancelRun'>;
  run: RunSummary;
  /** The API took the order; the run is in the state that it answered with. */
  onCancelled: (run: Run) => void;
  onDismiss: () => void;
}

/** Asks how to end a run, says what that does, and does it once. */
export function CancelRunDialog({ api, run, onCancelled, onDismiss }: CancelRunDialogProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [mode, setMode] = useState<CancelMode>(DEFAULT_CANCEL_MODE);
  const { act, busy, failure } = useAct();
  const confirm = () =>
    act(async () => {
      onCancelled(await api.cancelRun({ namespace: run.namespace, name: run.name, uid: run.uid }, mode));
    });

  return (
    <Modal isOpen title={t('experiment.cancel.title', 'Cancel run')} onDismiss={onDismiss}>
      <div data-testid={testIds.cancel.dialog}>
        <p className={styles.name}>
          {t('experiment.cancel.question', 'How should this run end?')} <strong>{runId(run)}</strong>
        </p>
        <div role="group" aria-label={t('experiment.cancel.group', 'How to end the run')}>
          <RadioButtonList
            name={`cancel-${run.uid}`}
            value={mode}
            onChange={setMode}
            options={CANCEL_MODES.map((value) => ({
              value,
              label: CANCELLING[value].label(),
              description: CANCELLING[value].description(),
            }))}
            disabled={busy}
          />
        </div>
        {failure !== undefined && (
          <ErrorNotice
            error={failure}
            title={t('experiment.cancel.failed', 'The run was not cancelled')}
            onRetry={confirm}
            retrying={busy}
          />
        )}
        <Modal.ButtonRow>
          <Button variant="secondary" fill="outline" onClick={onDismiss}>
            {t('experiment.cancel.keep', 'Keep it running')}
          </Button>
          <Button
            variant="destructive"
            onClick={confirm}
            disabled={busy}
            icon={busy ? 'spinner' : undefined}
            data-testid={testIds.cancel.confirm}
          >
            {busy ? t('experiment.cancel.busy', 'Cancelling…') : CANCELLING[mode].label()}
          </Button>
        </Modal.ButtonRow>
      </div>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  name: css({ overflowWrap: 'anywhere', marginBottom: theme.spacing(2) }),
});
