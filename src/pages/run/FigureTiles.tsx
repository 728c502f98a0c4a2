import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { DeltaText } from '../../assessment/kpis/DeltaText';
import { kpiRows } from '../../assessment/kpis/kpiRows';
import type { ShownColumn } from '../../assessment/kpis/KpiTable';
import { figureText } from '../../domain/analysis/figureText';
import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import { t } from '../../i18n/t';

interface Props {
  /** The run's column, and its baseline's where it has one. */
  columns: readonly ShownColumn[];
  kpis: readonly KpiId[];
}

/** The figures that a reader wants first, each with its distance from the baseline; what is not known is left out. */
export function FigureTiles({ columns, kpis }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const own = columns.findIndex(({ isBaseline }) => !isBaseline);
  const rows = useMemo(() => kpiRows(columns, columns.find(({ isBaseline }) => isBaseline)?.key), [columns]);
  const tiles = kpis.flatMap((kpi) => {
    const cell = rows.find((row) => row.kpi === kpi)?.cells[own];
    return cell?.estimate ? [{ kpi, value: cell.estimate.centre, delta: cell.delta }] : [];
  });
  return (
    <dl className={styles.tiles} aria-label={t('pages.run.verdict.figures', 'Key figures')}>
      {tiles.map(({ kpi, value, delta }) => (
        <div key={kpi} className={styles.tile}>
          <dt>{KPIS[kpi].title}</dt>
          <dd>
            <span className={styles.value}>{figureText(kpi, value)}</span>
            {delta && <DeltaText kpi={kpi} delta={delta} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tiles: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 132px), 1fr))',
    gap: theme.spacing(1),
    margin: 0,
  }),
  tile: css({
    minWidth: 0,
    padding: theme.spacing(0.75, 1),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '& dt': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
    },
    '& dd': { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1), margin: 0 },
  }),
  value: css({
    ...theme.typography.h4,
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  }),
});
