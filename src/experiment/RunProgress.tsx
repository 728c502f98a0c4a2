import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { PHASES, type RunPhase } from '../domain/phase';
import { t } from '../i18n/t';
import { progressText, type RunTimes } from './runTimes';

interface Props {
  phase: RunPhase;
  times: RunTimes;
}

/** How much of the plan has passed: a bar and its words. */
export function RunProgress({ phase, times }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const text = progressText(times);
  if (times.progress === undefined) {
    return text === '' ? null : <span className={styles.text}>{text}</span>;
  }
  const percent = Math.floor(times.progress * 100);
  return (
    <div className={styles.box}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={t('pages.runs.progress.label', 'Progress against the plan')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
      >
        <div className={cx(styles.bar, styles[PHASES[phase].color])} style={{ width: `${percent}%` }} />
      </div>
      <span className={styles.text}>{text}</span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const color = (background: string) => css({ background });
  return {
    box: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0, width: '100%' }),
    track: css({
      flex: '1 1 40px',
      minWidth: 24,
      height: 6,
      borderRadius: theme.shape.radius.pill,
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
      overflow: 'hidden',
    }),
    bar: css({ height: '100%' }),
    text: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
    grey: color(theme.colors.secondary.main),
    blue: color(theme.colors.primary.main),
    orange: color(theme.colors.warning.main),
    green: color(theme.colors.success.main),
    red: color(theme.colors.error.main),
  };
};
