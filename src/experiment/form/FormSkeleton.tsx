import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';

/** Blocks in the place of what is loading, of about its height, so that nothing jumps. */
export function Skeleton({ rows = 4 }: { rows?: number }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} role="status" aria-label={t('experiment.loading', 'Loading')} aria-busy>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={styles.row} />
      ))}
    </div>
  );
}

const pulse = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.5 } });

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'grid', gap: theme.spacing(1) }),
  row: css({
    height: theme.spacing(4),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    '@media (prefers-reduced-motion: no-preference)': { animation: `${pulse} 1.5s ease-in-out infinite` },
  }),
});
