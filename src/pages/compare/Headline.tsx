import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { KPIS } from '../../domain/analysis/kpis';
import type { Member } from '../../domain/comparison/groups';
import { contests, type Contest, type ContestId } from '../../domain/comparison/headline';
import { asText } from '../../shared/asText';
import { testIds } from '../../shared/testIds';
import { kpiText } from './kpiText';
import type { RunLook } from './runLook';
import { RunTag } from './RunTag';

/** A measured run and how it looks. */
export interface Measured {
  member: Member;
  look: RunLook;
}

/** Which run wins on latency, which on GPU-hours, which by requests for them: with the figures that say why. */
export function Headline({ measured }: { measured: readonly Measured[] }): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const held = contests(measured.map(({ member }) => member));
  if (held.length === 0) {
    return null;
  }
  return (
    <div className={styles.box} data-testid={testIds.compare.headline}>
      <p className={styles.sentence}>{held.map((contest) => sentence(contest, measured)).join(' ')}</p>
      <div className={styles.cards}>
        {held.map((contest) => (
          <Card key={contest.id} contest={contest} measured={measured} />
        ))}
      </div>
    </div>
  );
}

function sentence({ id, kpi, winners, standings }: Contest, measured: readonly Measured[]): string {
  const names = winners.map((index) => measured[index]?.look.name ?? '').join(', ');
  const values = asText({ names, value: kpiText(kpi, standings[0]?.value), count: winners.length });
  if (winners.length > 1) {
    return t('pages.compare.headline.level', '{{names}} are level on {{what}} ({{value}}).', {
      ...values,
      what: KPIS[kpi].title,
    });
  }
  switch (id) {
    case 'latency':
      return t('pages.compare.headline.latency', '{{names}} answers fastest (TTFT p99 {{value}}).', values);
    case 'gpu-hours':
      return t('pages.compare.headline.gpu-hours', '{{names}} takes the fewest GPU-hours ({{value}}).', values);
    case 'efficiency':
      return t(
        'pages.compare.headline.efficiency',
        '{{names}} serves most for a GPU-hour ({{value}} requests).',
        values
      );
  }
}

const ICONS: Record<ContestId, IconName> = { latency: 'clock-nine', 'gpu-hours': 'calculator-alt', efficiency: 'bolt' };

function cardTitle(id: ContestId): string {
  switch (id) {
    case 'latency':
      return t('pages.compare.card.latency', 'Latency');
    case 'gpu-hours':
      return t('pages.compare.card.gpu-hours', 'GPU-hours');
    case 'efficiency':
      return t('pages.compare.card.efficiency', 'Requests per GPU-hour');
  }
}

interface CardProps {
  contest: Contest;
  measured: readonly Measured[];
}

/** The standings of one contest, best first, and beside each run the figures that explain its place. */
function Card({ contest, measured }: CardProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { id, kpi, standings, winners, because } = contest;
  const best = standings[0]?.value ?? NaN;
  const columns = [kpi, ...because];
  return (
    <div className={styles.card}>
      <h3 className={styles.title}>
        <Icon name={ICONS[id]} aria-hidden /> {cardTitle(id)}
      </h3>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('pages.compare.run', 'Run')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={styles.number}>
                  {KPIS[column].title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {standings.map(({ index, value }) => {
              const run = measured[index];
              return run ? (
                <tr key={run.look.label}>
                  <th scope="row">
                    <RunTag look={run.look} />
                  </th>
                  <td className={styles.number}>
                    <strong>{kpiText(kpi, value)}</strong>{' '}
                    <span className={styles.quiet}>
                      {winners.includes(index) ? t('pages.compare.card.best', 'best') : factor(value, best)}
                    </span>
                  </td>
                  {because.map((other) => (
                    <td key={other} className={styles.number}>
                      {kpiText(other, run.member.kpis[other].value)}
                    </td>
                  ))}
                </tr>
              ) : null;
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** How many times the best: `×5.2`. */
function factor(value: number, best: number): string {
  return best > 0 ? `×${(value / best).toPrecision(value / best < 100 ? 2 : 3)}` : '';
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  sentence: css({ ...theme.typography.h5, margin: 0, maxWidth: '110ch' }),
  cards: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
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
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    marginTop: theme.spacing(1),
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0), verticalAlign: 'middle', textAlign: 'left' },
    '& thead th': {
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightRegular,
      verticalAlign: 'bottom',
    },
    '& tbody th': { fontWeight: theme.typography.fontWeightRegular, maxWidth: 180 },
  }),
  number: css({ '&&': { textAlign: 'right' }, fontVariantNumeric: 'tabular-nums' }),
  quiet: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
});
