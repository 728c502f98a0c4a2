import { t } from '@grafana/i18n';
import { Alert, Button } from '@grafana/ui';
import React from 'react';

import { toUserError } from './errors';
import { testIds } from './testIds';

interface Props {
  error: unknown;
  /** Title for an error that has none of its own. */
  title?: string;
  onRetry?: () => void;
  /** A retry is under way. */
  retrying?: boolean;
}

/** What failed, what to do next, and a retry. Text from the cluster is shown as text. */
export function ErrorNotice({ error, title, onRetry, retrying = false }: Props): React.ReactElement {
  const shown = toUserError(
    error,
    title ?? t('shared.error.title', 'Something went wrong'),
    t('shared.error.next-step', 'Try again. If it stays, ask the administrator of this Grafana.')
  );
  return (
    <Alert
      data-testid={testIds.errorNotice}
      severity={shown.transient ? 'warning' : 'error'}
      title={shown.title}
      action={
        onRetry && (
          <Button variant="secondary" size="sm" icon="sync" onClick={onRetry} disabled={retrying}>
            {retrying ? t('shared.error.retrying', 'Trying again…') : t('shared.error.retry', 'Try again')}
          </Button>
        )
      }
    >
      <div>{shown.message}</div>
      {shown.nextStep !== '' && <div>{shown.nextStep}</div>}
    </Alert>
  );
}
