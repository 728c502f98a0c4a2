import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { diffParams } from '../domain/comparison/paramDiff';
import { PARAMS } from '../domain/params';
import type { RunRequest } from '../domain/pipeline';
import type { NamedValue } from '../domain/run';
import { t } from '../i18n/t';
import { ScrollTable } from '../shared/ScrollTable';
import { testIds } from '../shared/testIds';

interface Props {
  /** Name of the run that is edited. */
  run: string;
  before: RunRequest;
  after: RunRequest;
}

/** What an edited run does differently from the one that it was made from, field by field. */
export function RequestChanges({ run, before, after }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { differing } = diffParams([settingsOf(before), settingsOf(after)]);
  if (differing.length === 0) {
    return (
      <p className={styles.none} data-testid={testIds.start.changes}>
        {t('experiment.changes.none', 'Nothing differs from {{run}}: this repeats it.', { run })}
      </p>
    );
  }
  return (
    <ScrollTable label={t('experiment.changes.label', 'Changes')} testId={testIds.start.changes} look="plain">
      <thead>
        <tr>
          <th scope="col">{t('experiment.changes.what', 'Changed')}</th>
          <th scope="col">{run}</th>
          <th scope="col">{t('experiment.changes.after', 'This run')}</th>
        </tr>
      </thead>
      <tbody>
        {differing.map(({ path, values }) => (
          <tr key={path}>
            <th scope="row">{path}</th>
            {values.map((value, i) => (
              <td key={i} className={styles.value}>
                {value ?? t('experiment.changes.absent', 'none')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** Params, and beside them what else a person sets. Not every Pipeline has a param for the experiment. */
function settingsOf(request: RunRequest): NamedValue[] {
  const { namespace, pipeline, experiment, params, workspaces, serviceAccountName, timeouts } = request;
  return [
    { name: t('experiment.changes.namespace', 'namespace'), value: namespace },
    { name: t('experiment.changes.pipeline', 'Pipeline'), value: pipeline },
    { name: t('experiment.changes.experiment', 'experiment'), value: experiment ?? '' },
    ...params.filter(({ name }) => name !== PARAMS.experiment),
    ...workspaces.map(({ name, ...binding }) => ({
      name: t('experiment.changes.workspace', 'workspace {{name}}', { name }),
      value: JSON.stringify(binding),
    })),
    { name: t('experiment.changes.account', 'service account'), value: serviceAccountName ?? '' },
    ...Object.entries(timeouts ?? {}).map(([name, value]) => ({
      name: t('experiment.changes.timeout', 'timeout {{name}}', { name }),
      value,
    })),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  none: css({ margin: 0, color: theme.colors.text.secondary }),
  value: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
