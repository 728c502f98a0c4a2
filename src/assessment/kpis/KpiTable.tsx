import { cx } from '@emotion/css';
import { Icon, IconButton, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { KPIS, type KpiGroup, type KpiId } from '../../domain/analysis/kpis';
import { LEAST_RUNS, type Interval } from '../../domain/comparison/statistics';
import { t } from '../../i18n/t';
import { metricNames } from '../../queries/metricNames';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';
import { DeltaText } from './DeltaText';
import { byGroup, kpiRows, selectRows, type KpiCell, type KpiColumn, type KpiFilter, type KpiRow } from './kpiRows';
import { fitsFrom, kpiTableStyles } from './kpiTableStyles';
import { figureText } from '../../domain/analysis/figureText';

export interface ShownColumn extends KpiColumn {
  /** Name, as it is read out. */
  name: string;
  title: React.ReactNode;
  isBaseline: boolean;
}

interface Props {
  columns: readonly ShownColumn[];
  filter: KpiFilter;
  /** Undefined sorts by the catalogue again. */
  onSort?: (key: string | undefined) => void;
}

/** Figures as rows, runs as columns; the names and the baseline stay in view. */
export function KpiTable({ columns, filter, onSort }: Props): React.ReactElement {
  const styles = useStyles2(kpiTableStyles, columns.length);
  const baseline = columns.find(({ isBaseline }) => isBaseline);
  const ordered = useMemo(
    () => (baseline ? [baseline, ...columns.filter((c) => c !== baseline)] : columns),
    [baseline, columns]
  );
  const rows = useMemo(() => kpiRows(ordered, baseline?.key), [ordered, baseline]);
  const selected = useMemo(() => selectRows(rows, ordered, filter), [rows, ordered, filter]);
  const sorted = ordered.some(({ key }) => key === filter.sort);
  if (selected.length === 0) {
    return <p className={styles.quiet}>{t('pages.compare.kpis.none', 'No figure passes these filters.')}</p>;
  }
  return (
    <ScrollTable
      label={t('pages.compare.kpis.region', 'Figures of the runs')}
      testId={testIds.compare.kpis}
      fitsFrom={fitsFrom(columns.length)}
      className={styles.table}
    >
      <thead>
        <tr>
          <th scope="col" className={cx(styles.first, styles.corner)}>
            {t('pages.compare.kpis.figure', 'Figure')}
          </th>
          {ordered.map((column) => (
            <Heading key={column.key} column={column} columns={ordered.length} sort={filter.sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      {byGroup(selected, sorted).map(({ group, rows: inGroup }) => (
        <tbody key={group ?? 'all'}>
          {group && (
            <tr>
              <th scope="rowgroup" colSpan={ordered.length + 1} className={styles.group}>
                <span className={styles.groupName}>{groupLabel(group)}</span>
              </th>
            </tr>
          )}
          {inGroup.map((row) => (
            <Row key={row.kpi} row={row} columns={ordered} />
          ))}
        </tbody>
      ))}
    </ScrollTable>
  );
}

interface HeadingProps extends Pick<Props, 'onSort'> {
  column: ShownColumn;
  /** How many there are. */
  columns: number;
  sort: string | undefined;
}

function Heading({ column, columns, sort, onSort }: HeadingProps): React.ReactElement {
  const styles = useStyles2(kpiTableStyles, columns);
  const isSorted = column.key === sort;
  return (
    <th
      scope="col"
      className={cx(styles.head, column.isBaseline && styles.baseline)}
      aria-sort={isSorted ? 'descending' : undefined}
    >
      <div className={styles.headRow}>
        {column.title}
        {onSort && !column.isBaseline && (
          <IconButton
            name={isSorted ? 'arrow-down' : 'sort-amount-down'}
            size="sm"
            aria-pressed={isSorted}
            tooltip={
              isSorted
                ? t('pages.compare.kpis.unsort', 'Back to the usual order')
                : t('pages.compare.kpis.sort', 'Largest changes of {{name}} first', { name: column.name })
            }
            onClick={() => onSort(isSorted ? undefined : column.key)}
          />
        )}
      </div>
      {column.isBaseline && <div className={styles.quiet}>{t('pages.compare.baseline', 'baseline')}</div>}
    </th>
  );
}

function Row({ row, columns }: { row: KpiRow; columns: readonly ShownColumn[] }): React.ReactElement {
  const styles = useStyles2(kpiTableStyles, columns.length);
  const { title, formula, metrics, noData } = KPIS[row.kpi];
  const about = `${formula}\n${t('pages.compare.kpis.source', 'Source')}: ${metricNames(metrics)}\n${t('pages.compare.kpis.no-data', 'No data when')}: ${noData}`;
  return (
    <tr>
      <th scope="row" className={styles.first}>
        <span title={about} className={styles.name}>
          {title}
        </span>
      </th>
      {row.cells.map((cell, i) => (
        <td key={columns[i]?.key} className={cx(styles.cell, columns[i]?.isBaseline && styles.baseline)}>
          <Cell row={row} cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ row, cell }: { row: KpiRow; cell: KpiCell }): React.ReactElement {
  const styles = useStyles2(kpiTableStyles, row.cells.length);
  const { estimate, points, delta, why, applies, error, problem, source } = cell;
  if (!estimate) {
    return (
      <span className={styles.quiet} title={why}>
        {applies
          ? t('pages.compare.kpis.unknown', 'no data')
          : t('pages.compare.kpis.not-applicable', 'does not apply')}{' '}
        {why && <Icon name="info-circle" size="sm" aria-label={why} />}
      </span>
    );
  }
  return (
    <div className={styles.value}>
      <span className={styles.number}>{figureText(row.kpi, estimate.centre)}</span>
      {source !== undefined && <Icon name="info-circle" size="sm" title={source} aria-label={source} />}
      {problem !== undefined && <Icon name="exclamation-triangle" size="sm" title={problem} aria-label={problem} />}
      {error !== undefined && error > 0 && (
        <span className={styles.quiet}>
          {t('pages.compare.kpis.error', '± {{error}}', { error: figureText(row.kpi, error) })}
        </span>
      )}
      {delta && <DeltaText kpi={row.kpi} delta={delta} />}
      {estimate.interval && (
        <span className={styles.quiet} title={points.map((point) => figureText(row.kpi, point)).join(', ')}>
          {intervalText(row.kpi, estimate.interval, estimate.n)}
        </span>
      )}
    </div>
  );
}

function intervalText(kpi: KpiId, { low, high, kind }: Interval, n: number): string {
  const values = { low: figureText(kpi, low), high: figureText(kpi, high), n, least: LEAST_RUNS };
  return kind === 'confidence'
    ? t('pages.compare.kpis.interval', '{{low}} to {{high}} (95 %, n = {{n}})', values)
    : t('pages.compare.kpis.span', 'from {{low}} to {{high}} (n = {{n}}; {{least}} for an interval)', values);
}

function groupLabel(group: KpiGroup): string {
  switch (group) {
    case 'latency':
      return t('pages.compare.group.latency', 'Latency (of the requests that were answered: see the error rate)');
    case 'errors':
      return t('pages.compare.group.errors', 'Requests and errors');
    case 'throughput':
      return t('pages.compare.group.throughput', 'Throughput');
    case 'saturation':
      return t('pages.compare.group.saturation', 'Saturation');
    case 'replicas':
      return t('pages.compare.group.replicas', 'Replicas');
    case 'chain':
      return t('pages.compare.group.chain', 'From the decision to a serving replica');
    case 'cost':
      return t('pages.compare.group.cost', 'Cost');
    case 'energy':
      return t('pages.compare.group.energy', 'Energy');
  }
}
