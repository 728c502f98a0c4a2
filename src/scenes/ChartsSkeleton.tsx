import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';

/** Places of the charts to come, of their size, so nothing jumps when they do. */
export function ChartsSkeleton({ rows = 2 }: { rows?: number }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.grid} role="status" aria-label={t('scenes.skeleton', 'Loading charts')}>
      {Array.from({ length: rows * 2 }, (_, i) => (
        <div key={i} className={styles.chart} />
      ))}
    </div>
  );
}

const pulse = keyframes({ '0%': { opacity: 0.4 }, '50%': { opacity: 0.9 }, '100%': { opacity: 0.4 } });

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
  chart: css({
    height: 296,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '@media (prefers-reduced-motion: no-preference)': { animation: `${pulse} 1.6s ease-in-out infinite` },
  }),
});
