import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import React from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { t } from '../../i18n/t';
import { messageOf } from '../../shared/errors';
import { testIds } from '../../shared/testIds';
import { saveRecords } from './saveRecords';

/** Downloads the records of runs, to keep them or to drop them elsewhere. */
export function RecordButton({ analyses }: { analyses: readonly RunAnalysis[] }): React.ReactElement {
  const save = (): void => {
    saveRecords(analyses).catch((error: unknown) => {
      const payload = [t('assessment.records.not-saved', 'The record was not saved'), messageOf(error)];
      getAppEvents().publish({ type: AppEvents.alertError.name, payload });
    });
  };
  return (
    <Button
      variant="secondary"
      icon="save"
      disabled={analyses.length === 0}
      tooltip={t(
        'assessment.records.download-about',
        'A file for each run with its figures and charts, to drop on a comparison or on the list of runs'
      )}
      onClick={save}
      data-testid={testIds.compare.downloadRecord}
    >
      {t('assessment.records.download', 'Record')}
    </Button>
  );
}
