import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { GPU_USES, gpuUse, type Gpu, type GpuMeasure, type GpuUse } from '../../domain/gpu';
import { t } from '../../i18n/t';
import { getUseStyles } from './GpuCell';
import { SCALES, largestOf } from './gpuScales';
import type { FormatValue } from './gpuText';

interface Props {
  gpus: readonly Gpu[];
  measure: GpuMeasure;
  format: FormatValue;
}

/** What the frames of the cells mean, with how many there are of each, and the ends of the scale that fills them. */
export function UseKey({ gpus, measure, format }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const frames = useStyles2(getUseStyles);
  const { min, max, open } = SCALES[measure];
  const top = open ? Math.max(max, largestOf(gpus, measure)) : max;
  const counts = GPU_USES.map((use) => ({ use, count: gpus.filter((gpu) => gpuUse(gpu) === use).length }));
  return (
    <div className={styles.key}>
      <ul className={styles.uses} aria-label={t('gpus.key.uses', 'GPUs by use')}>
        {counts
          .filter(({ count }) => count > 0)
          .map(({ use, count }) => (
            <li key={use} className={styles.use}>
              <span className={cx(styles.swatch, frames[use])} aria-hidden />
              {wordsFor(use, count)}
            </li>
          ))}
      </ul>
      <span className={styles.scale}>
        {format(min)}
        <span className={styles.ramp} aria-hidden />
        {format(top)}
      </span>
    </div>
  );
}

function wordsFor(use: GpuUse, count: number): string {
  switch (use) {
    case 'busy':
      return t('gpus.key.busy', '{{count}} held, busy', { count });
    case 'idle':
      return t('gpus.key.idle', '{{count}} held, idle', { count });
    case 'held':
      return t('gpus.key.held', '{{count}} held', { count });
    case 'free':
      return t('gpus.key.free', '{{count}} free', { count });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  key: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  uses: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), margin: 0, listStyle: 'none' }),
  use: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  swatch: css({ width: 14, height: 14, border: `1px solid ${theme.colors.border.medium}`, borderRadius: 2 }),
  scale: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  ramp: css({
    width: 72,
    height: 10,
    borderRadius: 2,
    border: `1px solid ${theme.colors.border.medium}`,
    background: `linear-gradient(to right, transparent, color-mix(in srgb, ${theme.visualization.getColorByName('blue')} 45%, transparent))`,
  }),
});
