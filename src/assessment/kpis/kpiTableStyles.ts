/** The look of the table of figures: from a phone's width to twelve runs beside each other. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

import { narrowerThan } from '../../shared/ScrollTable';
import { STICKY_TOP } from '../StickyTop';

/** Read out, but not seen. */
const UNSEEN = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' } as const;
/** Least widths of the names and of a column, px: of a column's figure with its change below it, and with room beside it. */
const NAMES = 112;
const COLUMN = { close: 72, roomy: 150 } as const;
/** CSS width from which so many columns need no scrolling. */
export const fitsFrom = (columns: number, look: keyof typeof COLUMN = 'close'): string =>
  `${NAMES + columns * COLUMN[look]}px`;

export const kpiTableStyles = (theme: GrafanaTheme2, columns: number) => {
  const close = narrowerThan(fitsFrom(columns, 'roomy'));
  const scrolls = narrowerThan(fitsFrom(columns));
  const stuck = { position: 'sticky', zIndex: 1, background: theme.colors.background.primary } as const;
  // A table that scrolls has its own top.
  const top = { top: STICKY_TOP, [scrolls]: { top: 0 } };
  return {
    quiet: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    // Cells that stay in view leave the borders of collapsed rows behind: theirs are their own.
    table: css({
      borderCollapse: 'separate',
      borderSpacing: 0,
      '& th, & td': { borderBottom: `1px solid ${theme.colors.border.weak}` },
      [close]: {
        fontSize: theme.typography.bodySmall.fontSize,
        '& th, & td': { padding: theme.spacing(0.5) },
      },
    }),
    first: css({ ...stuck, left: 0, minWidth: NAMES, maxWidth: 260, overflowWrap: 'anywhere' }),
    corner: css({ '&&': { zIndex: 3, ...top, background: theme.colors.background.secondary } }),
    head: css({
      ...stuck,
      ...top,
      zIndex: 2,
      background: theme.colors.background.secondary,
      minWidth: COLUMN.close,
      overflowWrap: 'anywhere',
    }),
    headRow: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      maxWidth: 260,
      // Letters and colours tell the runs apart where there is no room for names.
      [close]: { flexWrap: 'wrap', gap: theme.spacing(0.5), '& bdi': UNSEEN },
    }),
    baseline: css({ background: theme.colors.background.secondary }),
    group: css({ '&&': { padding: theme.spacing(1, 1.5, 0.5), background: theme.colors.background.canvas } }),
    groupName: css({ position: 'sticky', left: theme.spacing(1.5), fontWeight: theme.typography.fontWeightMedium }),
    name: css({
      cursor: 'help',
      textDecoration: `underline dotted ${theme.colors.border.strong}`,
      textUnderlineOffset: 3,
    }),
    cell: css({ minWidth: COLUMN.close }),
    value: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: theme.spacing(1) }),
    number: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
  };
};
