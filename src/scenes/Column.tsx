import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Parts of a page below each other, as wide as it is. */
export function Column({ children }: { children: React.ReactNode }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return <div className={styles}>{children}</div>;
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), flexGrow: 1, minWidth: 0 });
