import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

export interface AxisTick {
  /** From 0 to 1 of the axis. */
  at: number;
  text: string;
}

/** Texts of an axis below their places; at either end beside it, so that none is cut. What it says is said elsewhere too. */
export function AxisTicks({
  ticks,
  className,
}: {
  ticks: readonly AxisTick[];
  className?: string;
}): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={cx(styles.axis, className)} aria-hidden>
      {ticks.map(({ at, text }) => (
        <span key={at} className={styles.tick} style={placeOf(at)}>
          {text}
        </span>
      ))}
    </div>
  );
}

function placeOf(at: number): React.CSSProperties {
  const shift = at < 0.05 ? 0 : at > 0.95 ? -100 : -50;
  return { left: `${at * 100}%`, transform: `translateX(${shift}%)` };
}

const getStyles = (theme: GrafanaTheme2) => ({
  axis: css({ position: 'relative', height: 18, marginTop: 2 }),
  tick: css({
    position: 'absolute',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  }),
});
