import { Alert } from '@grafana/ui';
import React from 'react';

import type { ListGap } from '../domain/listed';
import { t } from '../i18n/t';

interface Props {
  gap: ListGap | undefined;
  /** What the list holds, in the plural: "tasks of this run". */
  what: string;
}

/** Says what a list on the screen lacks; nothing where it is whole. */
export function ListGapNotice({ gap, what }: Props): React.ReactElement | null {
  if (!gap) {
    return null;
  }
  return (
    <Alert severity="warning" title={t('shared.list-gap.title', 'Not all {{what}} are shown', { what })}>
      {gap.isCut && <p>{t('shared.list-gap.cut', 'There are more than can be read at once.')}</p>}
      {gap.unreadable.length > 0 && (
        <>
          <p>{t('shared.list-gap.unreadable', 'These objects cannot be read. Look at them with kubectl:')}</p>
          <ul>
            {gap.unreadable.map(({ name, problem }) => (
              <li key={`${name} ${problem}`}>
                {name}: {problem}
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  );
}
