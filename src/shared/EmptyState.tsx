import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { testIds } from './testIds';

interface Props {
  /** What is empty. */
  title: string;
  /** Why it may be, and what to do. */
  children?: React.ReactNode;
  /** A way on: a button or a link. */
  action?: React.ReactNode;
  icon?: IconName;
}

/** Nothing to show, said in words, with a way on. Lighter than Grafana's own, whose drawing fills a phone's screen. */
export function EmptyState({ title, children, action, icon = 'info-circle' }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} data-testid={testIds.emptyState} role="status">
      <Icon name={icon} size="xxl" className={styles.icon} aria-hidden />
      <Text element="p" variant="h5" textAlignment="center">
        {title}
      </Text>
      {children && <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(4, 2),
    width: '100%',
  }),
  icon: css({ color: theme.colors.text.secondary }),
  text: css({ color: theme.colors.text.secondary, textAlign: 'center', maxWidth: '70ch', overflowWrap: 'anywhere' }),
});
