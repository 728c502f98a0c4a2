import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { Window } from '../../domain/analysis/types';
import type { Alignment } from '../../domain/comparison/alignment';
import type { Compared, ComparedOverTime } from '../../domain/decisions/compared';
import {
  comparedAbout,
  comparedHeading,
  comparedSummary,
  comparedTitle,
  nothingText,
} from '../../domain/decisions/comparedText';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { DataPanel } from '../charts/DataPanel';
import { absoluteRange, linesFrame, PANEL_OPTIONS } from '../charts/runFrames';
import { comparedConfig, comparedLines } from './comparedFrames';

interface Drawing {
  window: Window;
  /** By the clock, or by the time since the load began. */
  alignment: Extract<Alignment, 'absolute' | 'elapsed'>;
  timeText: (at: number) => string;
  /** Of the decision that is opened, epoch ms. */
  openedAt?: number;
}

/** Px; lower under each other, where they are read along one axis of time. */
const HEIGHT = { row: 260, stack: 200 } as const;

interface Props extends Drawing {
  compared: ComparedOverTime;
}

/** What the scaler in force compared, each value over time with its thresholds, in one row, or under each other from the start of a load. */
export function ComparedCharts({ compared, ...drawing }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const isDrawn = compared.nothing.length > 1 || compared.all.some(({ isEstimate }) => !isEstimate);
  return (
    <div data-testid={testIds.decisions.compared}>
      <h3 className={styles.title}>{t('decision.compared.title', 'What was compared')}</h3>
      {compared.nothing.map((why) => (
        <p key={why} className={styles.quiet}>
          {nothingText(why, isDrawn)}
        </p>
      ))}
      <div className={drawing.alignment === 'elapsed' ? styles.stack : styles.row}>
        {compared.all.map((one) => (
          <ComparedChart key={`${one.by} ${one.quantity} ${one.name ?? ''}`} compared={one} {...drawing} />
        ))}
      </div>
    </div>
  );
}

function ComparedChart({ compared, window, alignment, timeText, openedAt }: Drawing & { compared: Compared }) {
  const styles = useStyles2(getStyles);
  const { from, to, stepSeconds } = window;
  const { frame, timeRange } = useMemo(() => {
    const own = { from, to, stepSeconds };
    return {
      frame: linesFrame(comparedLines(compared, own, openedAt), alignment),
      timeRange: absoluteRange(alignment, [own]),
    };
  }, [compared, from, to, stepSeconds, alignment, openedAt]);
  return (
    <figure className={styles.chart} aria-label={comparedTitle(compared)}>
      <DataPanel
        spec={{
          pluginId: alignment === 'absolute' ? 'timeseries' : 'trend',
          title: comparedHeading(compared),
          description: comparedAbout(compared),
          options: PANEL_OPTIONS,
          fieldConfig: comparedConfig(compared),
        }}
        frame={frame}
        timeRange={timeRange}
        height={alignment === 'elapsed' ? HEIGHT.stack : HEIGHT.row}
      />
      <figcaption className={styles.quiet}>{comparedSummary(compared, timeText)}</figcaption>
    </figure>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ ...theme.typography.h5, margin: theme.spacing(1, 0, 1) }),
  row: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    gap: theme.spacing(1.5),
  }),
  stack: css({ display: 'grid', gap: theme.spacing(1.5) }),
  chart: css({ margin: 0, minWidth: 0 }),
  quiet: css({ margin: theme.spacing(0.5, 0, 0), color: theme.colors.text.secondary }),
});
