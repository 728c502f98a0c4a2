import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';

import { toUserError } from './errors';
import { useSaidOnce } from './SaidOnce';
import { testIds } from './testIds';

interface Props {
  error: unknown;
  /** Title for an error that has none of its own. */
  title?: string;
  /** What failed, where it is one of several: "a, b". */
  about?: string;
  onRetry?: () => void;
  /** A retry is under way. */
  retrying?: boolean;
}

/**
 * What failed, what to do next, and a retry. Text from the cluster is shown as text. Within {@link SaidOnce} the same words
 * stand once, and their retry is that of all.
 */
export function ErrorNotice({ error, title, about, onRetry, retrying = false }: Props): React.ReactElement | null {
  const shown = toUserError(
    error,
    title ?? t('shared.error.title', 'Something went wrong'),
    t('shared.error.next-step', 'Try again. If the problem remains, ask the administrator of this Grafana.')
  );
  const { isShown, retry } = useSaidOnce([shown.title, shown.message, shown.nextStep].join('\n'), onRetry);
  if (!isShown) {
    return null;
  }
  return (
    <Alert data-testid={testIds.errorNotice} severity={shown.transient ? 'warning' : 'error'} title={shown.title}>
      {/* Not the prop `action` of Alert: Grafana has it from 13.0 on, and an older one shows nothing. */}
      <Stack justifyContent="space-between" alignItems="center" gap={1} wrap="wrap">
        <div>
          {about !== undefined && <div>{about}</div>}
          <div>{shown.message}</div>
          {shown.nextStep !== '' && <div>{shown.nextStep}</div>}
        </div>
        {onRetry && (
          <Button variant="secondary" size="sm" icon="sync" onClick={retry} disabled={retrying}>
            {retrying ? t('shared.error.retrying', 'Trying again…') : t('shared.error.retry', 'Try again')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
