import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { checkGate, overall, type GateResult, type Side } from '../../domain/comparison/checkGate';
import type { ChosenGates } from '../../domain/comparison/gates';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';
import { arithmetic, certaintyText, doubtText, gateTitle } from '../../domain/comparison/gateText';
import type { ShownColumn } from '../kpis/KpiTable';
import { OutcomeBadge } from './OutcomeBadge';

interface Props {
  columns: readonly ShownColumn[];
  gates: ChosenGates;
}

/** Each gate of each run against the baseline, with its arithmetic, and what all of them come to. */
export function Verdict({ columns, gates }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const baseline = columns.find(({ isBaseline }) => isBaseline);
  const others = columns.filter((column) => column !== baseline);
  if (!baseline || others.length === 0) {
    return (
      <p className={styles.quiet}>
        {t('pages.compare.verdict.alone', 'A verdict needs a run other than the baseline, and figures of both.')}
      </p>
    );
  }
  const held = others.map((column) => {
    const results = gates.gates.map((gate) => checkGate(gate, sideOf(column), sideOf(baseline)));
    return { column, results, outcome: overall(results) };
  });
  return (
    <ScrollTable
      label={t('pages.compare.verdict.region', 'Gates')}
      testId={testIds.compare.verdict}
      className={styles.table}
    >
      <thead>
        <tr>
          <th scope="col">{t('pages.compare.verdict.gate', 'Gate')}</th>
          {held.map(({ column, results, outcome }) => (
            <th key={column.key} scope="col">
              {column.title}
              <div className={styles.overall}>
                <OutcomeBadge outcome={outcome} />
                <span className={styles.quiet}>{strength(results)}</span>
              </div>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {gates.gates.map((gate, i) => (
          <tr key={i}>
            <th scope="row">
              {gateTitle(gate)}
              {gate.level === 'flag' && (
                <div className={styles.quiet}>{t('pages.compare.verdict.flag-only', 'flagged, does not fail')}</div>
              )}
            </th>
            {held.map(({ column, results }) => {
              const result = results[i];
              return <td key={column.key}>{result && <Result result={result} />}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function sideOf({ members }: ShownColumn): Side {
  return members.map(({ kpis }) => kpis);
}

/** Of several gates the weakest certainty counts. */
function strength(results: readonly GateResult[]): string {
  const weakest = (['single', 'pairs', 'shown'] as const).find((c) => results.some(({ certainty }) => certainty === c));
  return weakest === undefined ? '' : certaintyText(weakest);
}

function Result({ result }: { result: GateResult }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const sum = arithmetic(result);
  return (
    <div className={styles.result}>
      <OutcomeBadge outcome={result.outcome} />
      {sum !== undefined && <span className={styles.sum}>{sum}</span>}
      {result.doubt && <span className={styles.quiet}>{doubtText(result.gate.kpi, result.doubt)}</span>}
      {result.certainty !== undefined && result.certainty !== 'single' && (
        <span className={styles.quiet}>{certaintyText(result.certainty)}</span>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  table: css({ '& tbody th': { minWidth: 180 } }),
  overall: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(0.5),
  }),
  result: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0.5, 1) }),
  sum: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
});
