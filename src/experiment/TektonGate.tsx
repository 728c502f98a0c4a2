import React from 'react';

import type { TektonApi } from '../datasource/types';
import { t } from '../i18n/t';
import { configPath } from '../routes';
import { EmptyState } from '../shared/EmptyState';
import { ErrorNotice } from '../shared/ErrorNotice';
import { ListSkeleton } from '../shared/ListSkeleton';
import { PageButton } from '../shared/PageButton';
import { useTekton, type TektonAccess } from './useTekton';

/** Shows what needs the Tekton data source once it is there; until then, why it is not and what to do. */
export function TektonGate({ children }: { children: (api: TektonApi) => React.ReactElement }): React.ReactElement {
  const tekton = useTekton();
  switch (tekton.state) {
    case 'loading':
      return <ListSkeleton />;
    case 'error':
      return (
        <ErrorNotice
          error={tekton.error}
          title={t('pages.runs.tekton.broken', 'The Tekton data source did not load')}
          onRetry={tekton.retry}
        />
      );
    case 'unconfigured':
      return <Unconfigured choice={tekton.choice} />;
    case 'ready':
      return children(tekton.api);
  }
}

function Unconfigured({
  choice,
}: {
  choice: Extract<TektonAccess, { state: 'unconfigured' }>['choice'];
}): React.ReactElement {
  const words = wordsFor(choice);
  return (
    <EmptyState
      icon="database"
      title={words.title}
      action={
        <PageButton href={configPath()} icon="cog" variant="secondary">
          {t('pages.runs.tekton.configure', 'Open the configuration')}
        </PageButton>
      }
    >
      {words.text}
    </EmptyState>
  );
}

function wordsFor(choice: Extract<TektonAccess, { state: 'unconfigured' }>['choice']): { title: string; text: string } {
  switch (choice.kind) {
    case 'none':
      return {
        title: t('pages.runs.tekton.none', 'No Tekton data source yet'),
        text: t(
          'pages.runs.tekton.none-text',
          'Runs are read through a data source of the type "Tekton experiments". An administrator can add one under Connections.'
        ),
      };
    case 'several':
      return {
        title: t('pages.runs.tekton.several', 'Which Tekton data source?'),
        text: t(
          'pages.runs.tekton.several-text',
          'There are several of them. Choose one in the configuration of this app.'
        ),
      };
    case 'missing':
      return {
        title: t('pages.runs.tekton.missing', 'The chosen Tekton data source is gone'),
        text: t(
          'pages.runs.tekton.missing-text',
          'The configuration names a data source that does not exist, or that you may not use. Choose another one there.'
        ),
      };
  }
}
