import { t } from '../i18n/t';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import {
  asUsers,
  hasKnownRate,
  peakRate,
  summedRate,
  totalSeconds,
  type LoadProfile,
  type RatePoint,
} from '../domain/loadProfile';
import { timeSteps } from '../domain/axisSteps';
import { formatDuration, formatQuantity } from '../domain/format';
import { AxisTicks } from '../shared/AxisTicks';
import { ScrollTable } from '../shared/ScrollTable';

interface Props {
  profile: LoadProfile;
  /** Height of the drawing, px. */
  height?: number;
  /** Seconds since the load began: a line marks them. */
  elapsedSeconds?: number;
}

const WIDTH = 1000;
const HEIGHT = 100;

/** Summed rate of all load steps over time, as a drawing and as a table. */
export function LoadProfileChart({ profile, height = 120, elapsedSeconds }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const total = totalSeconds(profile);
  const drawn = drawnLoad(profile);
  if (drawn === undefined) {
    return (
      <p className={styles.quiet}>
        {t('experiment.load.unknown', '{{total}} of load. Its rate is not known: the profile is {{profile}}.', {
          total: formatDuration(total),
          profile: profileNames(profile),
        })}
      </p>
    );
  }
  const peak = peakRate(drawn.profile);
  if (!(total > 0) || !(peak > 0)) {
    return (
      <p className={styles.quiet}>{t('experiment.load.none', 'No load yet: the chart appears with the first step.')}</p>
    );
  }
  const points = summedRate(drawn.profile);
  const x = (seconds: number) => (seconds / total) * WIDTH;
  const y = (rate: number) => HEIGHT - (rate / peak) * (HEIGHT - 4);
  const ticks = timeSteps(total, 5).map(({ value, text }) => ({ at: value / total, text }));
  const line = stepPath(points, x, y);
  const label = t('experiment.load.label', 'Offered load: {{total}} long, at most {{peak}}', {
    total: formatDuration(total),
    peak: drawn.format(peak),
  });
  return (
    <figure className={styles.figure}>
      <div className={styles.plot}>
        <div className={styles.rates} aria-hidden>
          <span>{drawn.format(peak)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          height={height}
          className={styles.svg}
        >
          {ticks.map(({ at }) => (
            <line key={at} x1={WIDTH * at} x2={WIDTH * at} y1={0} y2={HEIGHT} className={styles.grid} />
          ))}
          <path d={`${line} L ${WIDTH} ${HEIGHT} L 0 ${HEIGHT} Z`} className={styles.area} />
          <path d={line} className={styles.line} />
          {elapsedSeconds !== undefined && elapsedSeconds >= 0 && elapsedSeconds <= total && (
            <line x1={x(elapsedSeconds)} x2={x(elapsedSeconds)} y1={0} y2={HEIGHT} className={styles.now} />
          )}
        </svg>
        <AxisTicks className={styles.times} ticks={ticks} />
      </div>
      <details>
        <summary className={styles.quiet}>{t('experiment.load.table', 'Load as a table')}</summary>
        <RateTable points={points} total={total} format={drawn.format} />
      </details>
    </figure>
  );
}

function RateTable({ points, total, format }: { points: RatePoint[]; total: number; format: Drawn['format'] }) {
  const styles = useStyles2(getStyles);
  return (
    <ScrollTable
      label={t('experiment.load.region', 'Load by time')}
      look="plain"
      maxHeight="240px"
      className={styles.table}
    >
      <thead>
        <tr>
          <th scope="col">{t('experiment.load.from', 'From')}</th>
          <th scope="col">{t('experiment.load.to', 'To')}</th>
          <th scope="col">{t('experiment.load.rate', 'Load')}</th>
        </tr>
      </thead>
      <tbody>
        {points.slice(0, -1).map((point, i) => (
          <tr key={point.atSeconds}>
            <td>{formatDuration(point.atSeconds)}</td>
            <td>{formatDuration(points[i + 1]?.atSeconds ?? total)}</td>
            <td>{format(point.rate)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

interface Drawn {
  /** With the rates, or the users, as its rates. */
  profile: LoadProfile;
  format: (value: number) => string;
}

/** What there is to draw: requests a second, else users; undefined when neither is known. */
function drawnLoad(profile: LoadProfile): Drawn | undefined {
  if (hasKnownRate(profile)) {
    return { profile, format: formatRate };
  }
  const users = asUsers(profile);
  return users && { profile: users, format: formatUsers };
}

/** The highest load of a profile in words: `2 req/s`, `32 at a time`, or that it is not known. */
export function intensityText(profile: LoadProfile): string {
  const drawn = drawnLoad(profile);
  return drawn
    ? drawn.format(peakRate(drawn.profile))
    : t('experiment.load.not-known', 'a rate that is not known ({{profile}})', { profile: profileNames(profile) });
}

function profileNames({ steps }: LoadProfile): string {
  return [...new Set(steps.flatMap(({ profile }) => profile ?? []))].join(', ');
}

export function formatUsers(users: number): string {
  return t('experiment.load.users', '{{count}} at a time', { count: users });
}

export function formatRate(rate: number): string {
  return formatQuantity(rate, 'reqps', { most: 2 });
}

function stepPath(points: RatePoint[], x: (seconds: number) => number, y: (rate: number) => number): string {
  return points
    .map((point, i) => {
      const level = y(points[i - 1]?.rate ?? 0);
      const at = x(point.atSeconds).toFixed(1);
      return `${i === 0 ? 'M' : 'L'} ${at} ${level.toFixed(1)} L ${at} ${y(point.rate).toFixed(1)}`;
    })
    .join(' ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ margin: 0, display: 'grid', gap: theme.spacing(0.5) }),
  plot: css({ display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: theme.spacing(1) }),
  rates: css({
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    textAlign: 'right',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
  }),
  times: css({ gridColumn: 2 }),
  svg: css({ width: '100%', display: 'block', background: theme.colors.background.canvas }),
  grid: css({ stroke: theme.colors.border.weak, vectorEffect: 'non-scaling-stroke' }),
  area: css({ fill: theme.visualization.getColorByName('blue'), fillOpacity: 0.2 }),
  line: css({
    fill: 'none',
    stroke: theme.visualization.getColorByName('blue'),
    strokeWidth: 2,
    vectorEffect: 'non-scaling-stroke',
  }),
  now: css({ stroke: theme.colors.text.primary, strokeWidth: 2, vectorEffect: 'non-scaling-stroke' }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
  table: css({ minWidth: 0, fontVariantNumeric: 'tabular-nums' }),
});
