import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';

interface Props {
  rows?: number;
  /** Height of a row, px. */
  height?: number;
}

/** Rows that are about to come, in the place where they will be. */
export function ListSkeleton({ rows = 8, height = 52 }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label={t('pages.loading', 'Loading')} className={styles.box}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className={styles.row} style={{ height }}>
          <span className={styles.bar} style={{ width: 96 }} />
          <span className={styles.bar} style={{ flex: `${2 + (i % 3)} 1 0` }} />
          <span className={styles.bar} style={{ flex: '1 1 0' }} />
        </div>
      ))}
    </div>
  );
}

const pulse = keyframes({ '0%': { opacity: 1 }, '50%': { opacity: 0.5 }, '100%': { opacity: 1 } });

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ border: `1px solid ${theme.colors.border.weak}`, borderRadius: theme.shape.radius.default }),
  row: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(0, 1.5),
    '&:not(:last-child)': { borderBottom: `1px solid ${theme.colors.border.weak}` },
  }),
  bar: css({
    height: 12,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.emphasize(theme.colors.background.secondary, 0.04),
    [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 1.6s ease-in-out infinite` },
  }),
});
