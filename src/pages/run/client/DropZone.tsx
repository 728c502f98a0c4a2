import React from 'react';

import { t } from '../../../i18n/t';
import { FileDrop } from '../../../shared/FileDrop';
import { testIds } from '../../../shared/testIds';

/** Takes the reports of a run's client. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }): React.ReactElement {
  return (
    <FileDrop
      text={t('pages.run.client.drop', 'Drop the benchmarks.json of this run’s GuideLLM instances here, or')}
      note={t(
        'pages.run.client.stays',
        'They are read in your browser and sent nowhere; reloading the page forgets them.'
      )}
      label={t('pages.run.client.files', 'GuideLLM reports')}
      accept=".json,application/json"
      testId={testIds.guidellm.input}
      onFiles={onFiles}
    />
  );
}
