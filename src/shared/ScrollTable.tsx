import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface Props {
  /** Name of the region that scrolls, as it is read out. */
  label: string;
  testId?: string;
  /** `framed` stands by itself; `plain` is part of a text. */
  look?: 'framed' | 'plain';
  /** CSS height beyond which it scrolls downwards too; without it the table is as high as its rows. */
  maxHeight?: string;
  /**
   * CSS width of its place from which the table has room for all columns: there it does not scroll by itself, and what is to
   * stay in view sticks to the window.
   */
  fitsFrom?: string;
  /** What this table has beside the usual look; its rules win. */
  className?: string;
  /** `thead` and `tbody`. */
  children: React.ReactNode;
}

/** A table that scrolls sideways where it is wider than its place, also by keyboard: every such table looks alike. */
export function ScrollTable({
  label,
  testId,
  look = 'framed',
  maxHeight,
  fitsFrom,
  className,
  children,
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles, fitsFrom);
  const region = (
    <div
      className={look === 'framed' ? cx(styles.scroll, styles.frame) : styles.scroll}
      style={{ maxHeight }}
      tabIndex={0}
      role="region"
      aria-label={label}
      data-testid={testId}
    >
      <table className={cx(styles.table, look === 'framed' ? styles.roomy : styles.close, className)}>{children}</table>
    </div>
  );
  return fitsFrom === undefined ? region : <div className={styles.place}>{region}</div>;
}

/** Below the width from which it fits, as a query of the place that {@link ScrollTable} makes. */
export const narrowerThan = (width: string): string => `@container scroll-table (width < ${width})`;

const getStyles = (theme: GrafanaTheme2, fitsFrom: string | undefined) => ({
  place: css({ containerType: 'inline-size', containerName: 'scroll-table' }),
  scroll: css(fitsFrom === undefined ? { overflow: 'auto' } : { [narrowerThan(fitsFrom)]: { overflow: 'auto' } }),
  frame: css({ border: `1px solid ${theme.colors.border.weak}`, borderRadius: theme.shape.radius.default }),
  table: css({
    minWidth: '100%',
    // Text of the cluster in another direction of writing stays within its cell.
    '& th, & td': { textAlign: 'left', verticalAlign: 'top', unicodeBidi: 'isolate' },
    '& th': { fontWeight: theme.typography.fontWeightRegular },
    '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  roomy: css({
    '& th, & td': { padding: theme.spacing(0.75, 1.5) },
    '& thead th': { background: theme.colors.background.secondary },
  }),
  close: css({
    '& th, & td': { padding: theme.spacing(0.5, 2, 0.5, 0) },
    '& thead th': { color: theme.colors.text.secondary },
  }),
});
