import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import { delta } from '../../domain/comparison/deltas';
import type { TrendChange, TrendLine, TrendPoint } from '../../domain/comparison/trend';
import { t } from '../../i18n/t';
import { runPath } from '../../routes';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';
import { DeltaText } from '../../assessment/kpis/DeltaText';
import { figureText } from '../../domain/analysis/figureText';
import { lineName } from './lineName';
import { inOrder } from './trendFrames';

interface Props {
  kpi: KpiId;
  lines: readonly TrendLine[];
}

/** The runs behind a trend, newest first, with what changed from the one before of the same mode. */
export function TrendTable({ kpi, lines }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const points = useMemo(() => inOrder(lines), [lines]);
  return (
    <ScrollTable
      label={t('pages.trend.table', 'Runs of the trend')}
      testId={testIds.trend.table}
      className={styles.table}
    >
      <thead>
        <tr>
          <th scope="col">#</th>
          <th scope="col">{t('pages.trend.column.run', 'Run')}</th>
          <th scope="col">{t('pages.trend.column.mode', 'Mode')}</th>
          <th scope="col">{t('pages.trend.column.started', 'Started')}</th>
          <th scope="col">{KPIS[kpi].title}</th>
          <th scope="col">{t('pages.trend.column.change', 'Against the one before')}</th>
          <th scope="col">{t('pages.trend.column.changed', 'What changed')}</th>
        </tr>
      </thead>
      <tbody>
        {points
          .map((point, i) => (
            <Row
              key={`${point.run.namespace}/${point.run.name}`}
              kpi={kpi}
              point={point}
              number={i + 1}
              lines={lines}
            />
          ))
          .reverse()}
      </tbody>
    </ScrollTable>
  );
}

interface RowProps extends Props {
  point: TrendPoint;
  number: number;
}

function Row({ kpi, point, number, lines }: RowProps): React.ReactElement {
  const { run, value, why, changes } = point;
  const line = lines.find(({ points }) => points.includes(point));
  const before = line?.points[line.points.indexOf(point) - 1];
  const change = before && delta(kpi, [point], [before]);
  return (
    <tr>
      <td>{number}</td>
      <th scope="row">
        <TextLink href={runPath(run)}>{run.name}</TextLink>
      </th>
      <td>{lineName(run)}</td>
      <td>{dateTimeFormat(run.startedAt)}</td>
      <td title={why}>{figureText(kpi, value)}</td>
      <td>{change ? <DeltaText kpi={kpi} delta={change} /> : '–'}</td>
      <td>
        {run.pruned
          ? t('pages.trend.pruned', 'not known: its parameters are not kept')
          : changes.length === 0
            ? '–'
            : changes.map((c) => <Change key={c.path} change={c} />)}
      </td>
    </tr>
  );
}

function Change({ change: { kind, path, before, after } }: { change: TrendChange }): React.ReactElement {
  const short = (text: string | undefined): string => (text === undefined ? '–' : (text.split('\n')[0] ?? ''));
  return (
    <div>
      {kind === 'version' && <Badge color="red" icon="code-branch" text={t('pages.trend.version', 'Version')} />}{' '}
      <code>{path}</code>: {short(before)} → {short(after)}
    </div>
  );
}

const getStyles = () => ({
  table: css({ fontVariantNumeric: 'tabular-nums', '& thead th': { whiteSpace: 'nowrap' } }),
});
