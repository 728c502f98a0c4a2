import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatDuration, formatNumber } from '../../domain/format';
import type { LoadStep } from '../../domain/loadProfile';
import { formatRate, formatUsers } from '../../experiment/LoadProfileChart';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';

/** The steps of a load, one a row. */
export function LoadStepsTable({ steps }: { steps: readonly LoadStep[] }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const tokens = (count: number | undefined): string => (count === undefined ? '–' : formatNumber(count));
  return (
    <ScrollTable label={t('pages.run.steps.label', 'Load steps')} look="plain" className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('pages.run.steps.step', 'Step')}</th>
          <th scope="col">{t('pages.run.steps.begins', 'Begins after')}</th>
          <th scope="col">{t('pages.run.steps.lasts', 'Lasts')}</th>
          <th scope="col">{t('pages.run.steps.load', 'Load')}</th>
          <th scope="col">{t('pages.run.steps.prompt', 'Prompt tokens')}</th>
          <th scope="col">{t('pages.run.steps.output', 'Output tokens')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, i) => (
          <tr key={i}>
            <th scope="row">{step.name || i + 1}</th>
            <td>{formatDuration(step.delaySeconds)}</td>
            <td>{formatDuration(step.durationSeconds)}</td>
            <td>{intensity(step)}</td>
            <td>{tokens(step.promptTokens)}</td>
            <td>{tokens(step.outputTokens)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function intensity({ rate, users, profile }: LoadStep): string {
  const size = rate !== undefined ? formatRate(rate) : users !== undefined ? formatUsers(users) : undefined;
  return [size, profile].filter(Boolean).join(', ') || '–';
}

const getStyles = () => ({
  table: css({ fontVariantNumeric: 'tabular-nums', '& th, & td': { whiteSpace: 'nowrap' } }),
});
