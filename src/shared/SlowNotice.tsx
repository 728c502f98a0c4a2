import { Alert } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { testIds } from './testIds';
import { SLOW_SECONDS } from './useSlow';

/** Prometheus lets people wait: said, so that a page that shows nothing is not taken for one that has nothing. */
export function SlowNotice(): React.ReactElement {
  return (
    <Alert
      severity="info"
      data-testid={testIds.slowNotice}
      title={t('shared.slow.title', 'Prometheus has not answered for {{seconds}} s', { seconds: SLOW_SECONDS })}
    >
      {t(
        'shared.slow.text',
        'The page waits for it and continues by itself. A shorter time range is answered sooner; if nothing comes, check that Prometheus is up and what else it has to do.'
      )}
    </Alert>
  );
}
