import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

import { PHASES, TASK_PHASES, type TaskPhase } from '../../domain/phase';

const ROW_PX = 32;

/** Bars are tinted, not filled, so that words stay readable on them in both themes. */
export function timelineStyles(theme: GrafanaTheme2) {
  const bar = (color: string): string =>
    css({ background: theme.isDark ? `${color}59` : `${color}47`, border: `1px solid ${color}` });
  const hue = (phase: TaskPhase): string => PHASES[phase].color.replace('grey', 'gray');
  const phases = Object.fromEntries(
    TASK_PHASES.map((phase) => [phase, bar(theme.visualization.getColorByName(hue(phase)))])
  ) as Record<TaskPhase, string>;
  return {
    ...phases,
    chart: css({ display: 'flex', flexDirection: 'column', minWidth: 0, containerType: 'inline-size' }),
    list: css({ listStyle: 'none', margin: 0, padding: 0 }),
    row: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 240px) minmax(0, 1fr)',
      alignItems: 'center',
      columnGap: theme.spacing(1),
      minHeight: ROW_PX,
      '@container (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)', padding: theme.spacing(0.5, 0) },
    }),
    selected: css({
      background: theme.colors.action.selected,
      // The colour of links is too faint on this background.
      '& button': { color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium },
    }),
    name: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      minWidth: 0,
      paddingLeft: theme.spacing(0.5),
    }),
    child: css({ paddingLeft: theme.spacing(4) }),
    button: css({
      padding: 0,
      border: 0,
      background: 'none',
      color: theme.colors.text.link,
      font: 'inherit',
      textAlign: 'left',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    clip: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    quiet: css({ color: theme.colors.text.secondary }),
    tag: css({
      padding: theme.spacing(0, 0.5),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    axis: css({ borderBottom: `1px solid ${theme.colors.border.weak}` }),
    track: css({ position: 'relative', height: 24, overflow: 'hidden' }),
    mark: css({
      position: 'absolute',
      top: 2,
      display: 'inline-flex',
      alignItems: 'center',
      paddingLeft: 2,
      borderLeft: `2px solid ${theme.visualization.getColorByName('green')}`,
      lineHeight: '20px',
      whiteSpace: 'nowrap',
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
    markDown: css({ borderLeftColor: theme.visualization.getColorByName('purple') }),
    bar: css({ position: 'absolute', top: 2, bottom: 2, borderRadius: theme.shape.radius.default }),
    words: css({
      position: 'absolute',
      top: 2,
      lineHeight: '20px',
      whiteSpace: 'nowrap',
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
  };
}
