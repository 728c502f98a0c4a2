import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** Of cells in the list of runs: a name, figures that line up, and a second line. */
export const getCellStyles = (theme: GrafanaTheme2) => ({
  first: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), maxWidth: '100%', minWidth: 0 }),
  name: css({ maxWidth: '100%', minWidth: 0 }),
  number: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
  second: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
