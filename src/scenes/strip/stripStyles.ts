/** Looks of the strip and its parts. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2, 4),
    alignItems: 'center',
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  chain: css({ display: 'flex', flexWrap: 'wrap', listStyle: 'none', gap: theme.spacing(1), margin: 0 }),
  step: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    '&:first-child > span:first-child': { display: 'none' },
  }),
  arrow: css({ color: theme.colors.text.secondary }),
  lossy: css({ color: theme.colors.warning.text }),
  stepBox: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    border: '1px solid transparent',
    minWidth: 92,
  }),
  lossyBox: css({ borderColor: theme.colors.warning.border }),
  name: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    fontWeight: 'normal',
  }),
  big: css({ fontSize: theme.typography.h3.fontSize, fontVariantNumeric: 'tabular-nums', lineHeight: 1.2 }),
  facts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 3), margin: 0 }),
  fact: css({ display: 'flex', flexDirection: 'column' }),
  value: css({ margin: 0, fontSize: theme.typography.h4.fontSize, fontVariantNumeric: 'tabular-nums' }),
  note: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    marginLeft: theme.spacing(0.75),
  }),
  words: css({ flexBasis: '100%', display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  sentence: css({ margin: 0 }),
  ok: css({ color: theme.colors.success.text }),
  info: css({ color: theme.colors.info.text }),
  warning: css({ color: theme.colors.warning.text, marginRight: theme.spacing(0.5) }),
});
