import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { OutcomeBadge } from '../../assessment/gates/OutcomeBadge';
import type { ListedRun } from '../../assessment/listedRuns';
import { figureText } from '../../domain/analysis/figureText';
import type { LatencyLimits } from '../../domain/analysis/types';
import { outcomeLabel } from '../../domain/comparison/gateText';
import { t } from '../../i18n/t';
import { getCellStyles } from './cellStyles';
import { outcomeTitle } from './columns';
import { figureOf, type OutcomeKey } from './runFilter';

interface Props {
  run: ListedRun;
  column: OutcomeKey;
  limits: LatencyLimits;
}

/** What came of a run, from its record: a figure, or what the gates said. */
export function OutcomeCell({ run, column, limits }: Props): React.ReactElement {
  const styles = useStyles2(getCellStyles);
  if (run.outcome === undefined) {
    return <span title={t('pages.runs.outcome.no-record', 'This run has no record')}>–</span>;
  }
  const { verdict } = run.outcome;
  if (column !== 'verdict') {
    const value = figureOf(column, run, limits);
    return (
      <span
        className={styles.number}
        title={
          value === undefined ? t('pages.runs.outcome.no-figure', 'Its record does not have this figure') : undefined
        }
      >
        {figureText(column, value)}
      </span>
    );
  }
  return verdict ? (
    <span title={t('pages.runs.outcome.against', 'Against {{names}}', { names: verdict.baseline.join(', ') })}>
      <OutcomeBadge outcome={verdict.outcome} />
    </span>
  ) : (
    <span title={t('pages.runs.outcome.not-judged', 'It was recorded without a baseline')}>–</span>
  );
}

/** The same in one line, for a card. */
export function OutcomeLine({
  run,
  keys,
  limits,
}: Omit<Props, 'column'> & { keys: readonly OutcomeKey[] }): React.ReactElement {
  const styles = useStyles2(getCellStyles);
  const texts = keys.flatMap((key) => {
    const verdict = run.outcome?.verdict;
    if (key === 'verdict') {
      return verdict ? [`${outcomeTitle(key)}: ${outcomeLabel(verdict.outcome)}`] : [];
    }
    const value = figureOf(key, run, limits);
    return value === undefined ? [] : [`${outcomeTitle(key)} ${figureText(key, value)}`];
  });
  return <span className={styles.second}>{texts.join(' · ')}</span>;
}
