import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import { delta } from '../../domain/comparison/deltas';
import { figureOf, rankings, REASON_KPIS, type Ranking, type Criterion } from '../../domain/comparison/headline';
import type { MissedObjective } from '../../domain/comparison/objectives';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';
import { figureText } from '../../domain/analysis/figureText';
import { STICKY_TOP } from '../../assessment/StickyTop';
import { deltaText } from '../../assessment/kpis/kpiText';
import type { ShownColumn } from '../../assessment/kpis/KpiTable';

interface Props {
  /** By which the page's links find it. */
  id?: string;
  /** Runs, or groups of repeats. */
  columns: readonly ShownColumn[];
}

/** Which of them wins on latency, which on GPU-hours, which by requests for them: with the figures that say why. */
export function Headline({ id, columns }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const held = rankings(columns);
  if (held.length === 0) {
    return null;
  }
  return (
    <div id={id} tabIndex={-1} className={styles.box} data-testid={testIds.compare.headline}>
      <p className={styles.sentence}>
        {held.map((ranking, i) => `${sentence(ranking, columns)}${isSaid(held, i) ? '' : caveat(ranking)}.`).join(' ')}
      </p>
      {notRanked(held).map(({ index, missed }) => (
        <p key={index} className={styles.note}>
          {missedText(columns[index]?.name ?? '', missed)}
        </p>
      ))}
      <div className={styles.cards}>
        {held.map((ranking) => (
          <Card key={ranking.id} ranking={ranking} columns={columns} />
        ))}
      </div>
      <Reasons columns={columns} />
    </div>
  );
}

const namesText = (names: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(names);

function sentence({ id, kpi, winners, places, isUnclear }: Ranking, columns: readonly ShownColumn[]): string {
  const names = namesText(winners.map((index) => columns[index]?.name ?? ''));
  const values = { names, value: figureText(kpi, places[0]?.value), count: winners.length };
  if (isUnclear) {
    return t(
      'pages.compare.headline.unclear',
      '{{names}} cannot be told apart on {{what}}: their figures vary too much',
      {
        ...values,
        what: KPIS[kpi].title,
      }
    );
  }
  if (winners.length > 1) {
    return t('pages.compare.headline.level', '{{names}} are level on {{what}} ({{value}})', {
      ...values,
      what: KPIS[kpi].title,
    });
  }
  switch (id) {
    case 'latency':
      return t('pages.compare.headline.latency', '{{names}} answers fastest (TTFT p99 {{value}})', values);
    case 'gpu-hours':
      return t('pages.compare.headline.gpu-hours', '{{names}} takes the fewest GPU-hours ({{value}})', values);
    case 'efficiency':
      return t(
        'pages.compare.headline.efficiency',
        '{{names}} serves most for a GPU-hour ({{value}} requests)',
        values
      );
  }
}

/** Runs that cannot win, each once. */
function notRanked(held: readonly Ranking[]): Array<{ index: number; missed: MissedObjective }> {
  const missed = new Map(
    held.flatMap(({ places }) => places.flatMap((s) => (s.missed ? [[s.index, s.missed] as const] : [])))
  );
  return [...missed].map(([index, objective]) => ({ index, missed: objective }));
}

function missedText(name: string, { kpi, value, limit, meets }: MissedObjective): string {
  const values = { name, what: KPIS[kpi].title, value: figureText(kpi, value), limit: figureText(kpi, limit) };
  return meets === 'at-least'
    ? t('pages.compare.headline.not-ranked-low', '{{name}} is not ranked: {{what}} {{value}}, below {{limit}}.', values)
    : t(
        'pages.compare.headline.not-ranked-high',
        '{{name}} is not ranked: {{what}} {{value}}, above {{limit}}.',
        values
      );
}

/** Whether a ranking before this one has said what is wrong with the same winner. */
function isSaid(held: readonly Ranking[], at: number): boolean {
  return held.slice(0, at).some(({ errors, winners }) => errors !== undefined && winners[0] === held[at]?.winners[0]);
}

function caveat({ errors }: Ranking): string {
  return errors === undefined
    ? ''
    : t('pages.compare.headline.errors', ', but {{rate}} of the requests fail (lowest of all: {{lowest}})', {
        rate: figureText('error-rate', errors.rate),
        lowest: figureText('error-rate', errors.lowest),
      });
}

const ICONS: Record<Criterion, IconName> = { latency: 'clock-nine', 'gpu-hours': 'calculator-alt', efficiency: 'bolt' };

function cardTitle(id: Criterion): string {
  switch (id) {
    case 'latency':
      return t('pages.compare.card.latency', 'Latency');
    case 'gpu-hours':
      return t('pages.compare.card.gpu-hours', 'GPU-hours');
    case 'efficiency':
      return t('pages.compare.card.efficiency', 'Requests per GPU-hour');
  }
}

interface CardProps extends Pick<Props, 'columns'> {
  ranking: Ranking;
}

/** Who is first in one ranking, and how far behind the others are. */
function Card({ ranking, columns }: CardProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { id, kpi, places, winners } = ranking;
  const best = places[0]?.value ?? NaN;
  const others = places.filter(({ index }) => !winners.includes(index));
  return (
    <div className={styles.card}>
      <h3 className={styles.title}>
        <Icon name={ICONS[id]} aria-hidden /> {cardTitle(id)}
      </h3>
      <div className={styles.winner}>
        {winners.map((index) => {
          const column = columns[index];
          return column && <React.Fragment key={column.key}>{column.title}</React.Fragment>;
        })}
        <strong className={styles.figure}>{figureText(kpi, best)}</strong>
      </div>
      <ol className={styles.others}>
        {others.map(({ index, value, missed }) => {
          const column = columns[index];
          return column ? (
            <li key={column.key}>
              {column.title}
              <span className={styles.figure}>
                {figureText(kpi, value)}{' '}
                <span className={styles.quiet}>
                  ({missed ? t('pages.compare.card.not-ranked', 'not ranked') : distance(kpi, value, best)})
                </span>
              </span>
            </li>
          ) : null;
        })}
      </ol>
    </div>
  );
}

/** The figures that explain the places. */
function Reasons({ columns }: Pick<Props, 'columns'>): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <ScrollTable label={t('pages.compare.why', 'Why')} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('pages.compare.why', 'Why')}</th>
          {REASON_KPIS.map((kpi) => (
            <th key={kpi} scope="col" title={KPIS[kpi].formula}>
              {KPIS[kpi].title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.key}>
            <th scope="row">{column.title}</th>
            {REASON_KPIS.map((kpi) => (
              <td key={kpi}>{figureText(kpi, figureOf(column, kpi))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** How far behind the best: `+36 %`, `×5.2`. */
function distance(kpi: KpiId, value: number, best: number): string {
  const behind = delta(kpi, [{ value }], [{ value: best }]);
  return behind ? deltaText(kpi, behind) : '';
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    scrollMarginTop: `calc(${STICKY_TOP} + ${theme.spacing(1)})`,
    '&:focus': { outline: 'none' },
  }),
  sentence: css({ ...theme.typography.h5, margin: 0, maxWidth: '110ch' }),
  note: css({ margin: 0, color: theme.colors.warning.text, maxWidth: '110ch' }),
  cards: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(300px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
  card: css({
    minWidth: 0,
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  title: css({ ...theme.typography.h5, display: 'flex', alignItems: 'center', gap: theme.spacing(1), margin: 0 }),
  winner: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.h4.fontSize,
  }),
  others: css({
    margin: 0,
    padding: theme.spacing(1, 0, 0),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    listStyle: 'none',
    '& li': {
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      padding: theme.spacing(0.25, 0),
    },
  }),
  table: css({ fontVariantNumeric: 'tabular-nums', '& th, & td': { verticalAlign: 'middle' } }),
  figure: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
