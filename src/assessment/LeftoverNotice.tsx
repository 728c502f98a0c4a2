import { Alert } from '@grafana/ui';
import React from 'react';

import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { leftovers, startState } from '../domain/analysis/startState';
import { t } from '../i18n/t';
import { leftoversText } from './startText';

/** Runs whose load began with something left over: each with what it was; nothing where all began as they should. */
export function LeftoverNotice({ runs }: { runs: readonly RunAnalysis[] }): React.ReactElement | null {
  const found = runs
    .map(({ run, measurements }) => ({ name: run.name, text: textOf({ run, measurements }) }))
    .filter(({ text }) => text !== '');
  return found.length === 0 ? null : (
    <Alert severity="warning" title={t('pages.compare.start.title', 'The load did not begin from a clean state')}>
      <ul>
        {found.map(({ name, text }) => (
          <li key={name}>{t('pages.compare.start.run', '{{name}}: {{text}}', { name, text })}</li>
        ))}
      </ul>
      {t(
        'pages.compare.start.why',
        'Something of an earlier load, or of another one, was left at the first load step. A run that began with other replicas than it had set is not grouped with its repeats.'
      )}
    </Alert>
  );
}

const textOf = ({ run, measurements }: Pick<RunAnalysis, 'run' | 'measurements'>): string =>
  leftoversText(leftovers(run, startState(run, measurements)));
