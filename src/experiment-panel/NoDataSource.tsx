import { TextLink } from '@grafana/ui';
import React from 'react';

import { DATASOURCE_ID } from '../constants';
import { t } from '../i18n/t';
import { EmptyState } from '../shared/EmptyState';
import type { NotFound } from './useTektonApi';

/** Why the panel has nothing to ask, and where to correct it. */
export function NoDataSource({ choice }: { choice: NotFound }): React.ReactElement {
  switch (choice.kind) {
    case 'none':
      return (
        <EmptyState
          icon="database"
          title={t('panel.no-source.none', 'No Tekton data source yet')}
          action={
            <TextLink href={`/connections/datasources/${DATASOURCE_ID}`} inline={false}>
              {t('panel.no-source.add', 'Add the data source')}
            </TextLink>
          }
        >
          {t(
            'panel.no-source.none-text',
            'Runs are read and started through a data source of the type “Tekton experiments”. An administrator can add one.'
          )}
        </EmptyState>
      );
    case 'several':
      return (
        <EmptyState icon="database" title={t('panel.no-source.several', 'Which Tekton data source?')}>
          {t('panel.no-source.several-text', 'There are several: {{names}}. Choose one in the options of this panel.', {
            names: choice.names.join(', '),
          })}
        </EmptyState>
      );
    case 'missing':
      return (
        <EmptyState
          icon="database"
          title={t('panel.no-source.missing', 'The data source of this panel is gone')}
          action={
            <TextLink href="/connections/datasources" inline={false}>
              {t('panel.no-source.list', 'See the data sources')}
            </TextLink>
          }
        >
          {t(
            'panel.no-source.missing-text',
            'The options of this panel name a data source that does not exist, or that you may not use. Choose another one there.'
          )}
        </EmptyState>
      );
  }
}
