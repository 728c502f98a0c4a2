import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { hopFigures, HOPS, type Hop, type HopId, type Scaling } from '../../domain/decisions/waterfall';
import { bottleneckText, hangText, hopDuration, hopName, hopText } from '../../domain/decisions/waterfallText';
import { formatDuration, formatQuantity } from '../../domain/format';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';

interface Props {
  scalings: readonly Scaling[];
  /** Between two looks. */
  stepSeconds: number;
  timeText: (at: number) => string;
}

const seconds = ({ from, to }: Hop): number => (to - from) / 1000;
const length = ({ hops }: Scaling): number => hops.reduce((sum, hop) => sum + seconds(hop), 0);

/** Each scaling with the seconds of its hops, drawn to one scale, and the hops over all of them. */
export function Waterfall({ scalings, stepSeconds, timeText }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  if (scalings.length === 0) {
    return (
      <p className={styles.quiet}>{t('decision.waterfall.none', 'No scaler changed the replicas in this time.')}</p>
    );
  }
  const longest = Math.max(1, ...scalings.map(length));
  const bottleneck = bottleneckText(scalings);
  return (
    <div className={styles.box} data-testid={testIds.decisions.waterfall}>
      <h3 className={styles.title}>{t('decision.waterfall.title', 'Where the time of each scaling went')}</h3>
      {bottleneck !== undefined && <p className={styles.sentence}>{bottleneck}</p>}
      <ScrollTable label={t('decision.waterfall.scalings', 'Scalings')} look="plain" className={styles.wide}>
        <thead>
          <tr>
            <th scope="col">{t('decision.waterfall.at', 'Decided at')}</th>
            <th scope="col">{t('decision.waterfall.replicas', 'Replicas')}</th>
            <th scope="col">{t('decision.waterfall.total', 'In all')}</th>
            <th scope="col" className={styles.drawn}>
              {t('decision.waterfall.hops', 'Hops')}
            </th>
          </tr>
        </thead>
        <tbody>
          {scalings.map((scaling) => (
            <tr key={scaling.at}>
              <th scope="row">{timeText(scaling.at)}</th>
              <td>
                {scaling.from} → {scaling.to}
              </td>
              <td className={styles.number}>{formatDuration(length(scaling))}</td>
              <td>
                <Hops scaling={scaling} longest={longest} stepSeconds={stepSeconds} />
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <HopTable scalings={scalings} stepSeconds={stepSeconds} />
    </div>
  );
}

interface HopsProps {
  scaling: Scaling;
  /** Of all scalings, s. */
  longest: number;
  stepSeconds: number;
}

/** A bar a hop, as long as it took, and all of them in words. */
function Hops({ scaling, longest, stepSeconds }: HopsProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { hops, hangs } = scaling;
  return (
    <>
      <div className={styles.bars} aria-hidden>
        {hops.map((hop) => (
          <span
            key={hop.id}
            className={cx(styles.bar, styles[hop.id])}
            title={hopText(hop, stepSeconds)}
            style={{ width: `${(100 * seconds(hop)) / longest}%` }}
          />
        ))}
      </div>
      <span className={styles.quiet}>{hops.map((hop) => hopText(hop, stepSeconds)).join(' · ')}</span>
      {hangs && <div className={styles.hangs}>{hangText(hangs)}</div>}
    </>
  );
}

function HopTable({ scalings, stepSeconds }: Omit<Props, 'timeText'>): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const figures = hopFigures(scalings);
  return figures.length === 0 ? null : (
    <ScrollTable label={t('decision.waterfall.figures', 'Hops of all scale-ups')} look="plain">
      <thead>
        <tr>
          <th scope="col">{t('decision.waterfall.hop', 'Hop of scale-ups')}</th>
          <th scope="col">{t('decision.waterfall.times', 'Times')}</th>
          <th scope="col">{t('decision.waterfall.mean', 'Mean')}</th>
          <th scope="col">{t('decision.waterfall.longest', 'Longest')}</th>
          <th scope="col">{t('decision.waterfall.share', 'Share')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ id, count, mean, longest, share }) => (
          <tr key={id}>
            <th scope="row">
              <span className={cx(styles.swatch, styles[id])} aria-hidden />
              {hopName(id)}
            </th>
            <td className={styles.number}>{count}</td>
            <td className={styles.number}>{hopDuration(mean, stepSeconds)}</td>
            <td className={styles.number}>{hopDuration(longest, stepSeconds)}</td>
            <td className={styles.number}>{formatQuantity(share, 'percentunit', 0)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** Names of Grafana's palette, which both themes have. */
const COLOURS: Readonly<Record<HopId, string>> = {
  decide: 'orange',
  hpa: 'purple',
  create: 'blue',
  schedule: 'yellow',
  start: 'red',
  serve: 'green',
};

const getStyles = (theme: GrafanaTheme2) => ({
  ...(Object.fromEntries(
    HOPS.map((id) => [id, css({ background: theme.visualization.getColorByName(COLOURS[id]) })])
  ) as Record<HopId, string>),
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  title: css({ ...theme.typography.h5, margin: theme.spacing(1, 0, 0) }),
  sentence: css({ margin: 0 }),
  wide: css({ width: '100%' }),
  drawn: css({ width: '65%', minWidth: 260 }),
  bars: css({ display: 'flex', height: 10, marginBottom: theme.spacing(0.5) }),
  bar: css({ minWidth: 2 }),
  swatch: css({ display: 'inline-block', width: 10, height: 10, marginRight: theme.spacing(0.75) }),
  hangs: css({ color: theme.colors.warning.text }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
  number: css({ fontVariantNumeric: 'tabular-nums' }),
});
