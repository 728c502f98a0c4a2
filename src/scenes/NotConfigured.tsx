import { config } from '@grafana/runtime';
import React from 'react';

import { t } from '../i18n/t';
import { configPath } from '../routes';
import { PageButton } from '../shared/PageButton';
import type { DataSourceChoice } from '../shared/dataSources';
import { EmptyState } from '../shared/EmptyState';

type Unchosen = Exclude<DataSourceChoice, { kind: 'found' }>;

/** No Prometheus to ask: why, and who can change it. */
export function NotConfigured({ choice }: { choice: Unchosen }): React.ReactElement {
  const isAdmin = config.bootData.user.orgRole === 'Admin';
  return (
    <EmptyState
      icon="database"
      title={titleOf(choice)}
      action={
        isAdmin && (
          <PageButton href={configPath()} icon="cog">
            {t('scenes.not-configured.open', 'Open the configuration')}
          </PageButton>
        )
      }
    >
      <p>{reasonOf(choice)}</p>
      {!isAdmin && (
        <p>
          {t(
            'scenes.not-configured.ask',
            'Ask an Admin of this organisation to choose one on this app’s configuration page.'
          )}
        </p>
      )}
    </EmptyState>
  );
}

function titleOf(choice: Unchosen): string {
  return choice.kind === 'missing'
    ? t('scenes.not-configured.gone', 'The configured Prometheus data source does not exist')
    : t('scenes.not-configured.title', 'No Prometheus data source is chosen');
}

function reasonOf(choice: Unchosen): string {
  switch (choice.kind) {
    case 'missing':
      return t(
        'scenes.not-configured.missing',
        'The settings name “{{uid}}”. It was deleted, or you may not query it.',
        { uid: choice.configured }
      );
    case 'none':
      return t(
        'scenes.not-configured.none',
        'This Grafana has no Prometheus data source that you may query. Add the one that scrapes vLLM, WVA and the GPUs.'
      );
    case 'several':
      return t('scenes.not-configured.several', 'There are several, and none is the default: {{names}}.', {
        names: choice.names.join(', '),
      });
  }
}
