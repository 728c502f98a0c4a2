import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Id of the element that takes the focus; it can be focused. */
  to: string;
  children: string;
}

/** For the keyboard, past what stands before the main thing of a page: seen while it has the focus. */
export function SkipLink({ to, children }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <Button variant="secondary" size="sm" className={styles.skip} onClick={() => document.getElementById(to)?.focus()}>
      {children}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  skip: css({
    position: 'absolute',
    zIndex: theme.zIndex.navbarFixed,
    '&:not(:focus)': { width: 1, height: 1, padding: 0, overflow: 'hidden', clipPath: 'inset(50%)' },
  }),
});
