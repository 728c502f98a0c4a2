import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { GpuUse } from '../../domain/gpu';
import { CutName } from '../../shared/CutName';

/** `large`: with number and pod; `roomy`: with the number; `dense`: a fill only. */
export type CellSize = 'large' | 'roomy' | 'dense';

interface Props {
  id: string;
  size: CellSize;
  /** 0 to 1; undefined without a value. */
  fill: number | undefined;
  /** All that is known of the GPU. */
  name: string;
  value: string;
  index: string;
  /** Pod that holds it, or that none does. */
  holder: string;
  /** What it is used for; its frame and ground say it. */
  use: GpuUse;
  isTabStop: boolean;
  isPointed: boolean;
  onChoose: (id: string) => void;
}

/** One GPU. Memoised: choosing one of 1,200 draws two again, not all. */
export const GpuCell = React.memo(function GpuCell(props: Props): React.ReactElement {
  const { id, size, fill, name, value, index, holder, use, isTabStop, isPointed, onChoose } = props;
  const uses = useStyles2(getUseStyles);
  const styles = useStyles2(getStyles);
  const choose = () => onChoose(id);
  return (
    <button
      type="button"
      data-gpu={id}
      className={cx(
        styles.cell,
        size !== 'dense' && styles.roomy,
        size === 'large' && styles.large,
        fill === undefined && styles.missing,
        uses[use],
        isPointed && styles.pointed
      )}
      style={{ ['--fill' as string]: `${Math.round((fill ?? 0) * 100)}%` }}
      tabIndex={isTabStop ? 0 : -1}
      title={name}
      aria-label={name}
      onFocus={choose}
      onMouseEnter={choose}
      onClick={choose}
    >
      {size !== 'dense' && (
        <>
          <span className={styles.value}>{value}</span>
          <span className={styles.index}>{index}</span>
        </>
      )}
      {size === 'large' && (
        <span className={styles.holder}>
          <CutName name={holder} />
        </span>
      )}
    </button>
  );
});

/** A free one is a dashed outline, an idle one has an amber frame, the others a plain one. */
export const getUseStyles = (theme: GrafanaTheme2) => ({
  free: css({ borderStyle: 'dashed', '& *': { color: theme.colors.text.secondary } }),
  idle: css({ borderWidth: 2, borderColor: theme.colors.warning.border }),
  busy: css({ borderColor: theme.visualization.getColorByName('blue') }),
  held: css({}),
});

const getStyles = (theme: GrafanaTheme2) => {
  const shade = `color-mix(in srgb, ${theme.visualization.getColorByName('blue')} 45%, transparent)`;
  return {
    cell: css({
      display: 'block',
      width: '100%',
      height: 24,
      padding: 0,
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: 2,
      color: theme.colors.text.primary,
      background: `linear-gradient(to top, ${shade} var(--fill), transparent var(--fill))`,
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
      '&:hover': { borderColor: theme.colors.text.primary },
    }),
    roomy: css({
      height: 52,
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
    }),
    large: css({
      height: 96,
      padding: theme.spacing(0, 0.5),
      gap: 2,
      '& > :first-child': { fontSize: theme.typography.h4.fontSize },
    }),
    missing: css({
      background: theme.colors.background.secondary,
      color: theme.colors.text.secondary,
    }),
    pointed: css({ outline: `2px solid ${theme.colors.warning.border}`, outlineOffset: 1 }),
    value: css({ fontVariantNumeric: 'tabular-nums', lineHeight: 1.2, fontWeight: theme.typography.fontWeightMedium }),
    index: css({ fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.primary, lineHeight: 1.2 }),
    holder: css({
      maxWidth: '100%',
      minWidth: 0,
      fontSize: theme.typography.bodySmall.fontSize,
      lineHeight: 1.2,
    }),
  };
};
