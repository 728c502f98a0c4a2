import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { CutName } from '../../shared/CutName';
import type { RunLook } from './runLook';

interface Props {
  look: RunLook;
  /** Only the letter: where the name stands beside it already, or has no room. */
  letterOnly?: boolean;
}

/** A run's letter in its colour, dashed for the baseline as its lines are, and its name. */
export function RunTag({ look, letterOnly = false }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const color = useTheme2().visualization.getColorByName(look.color);
  return (
    <span className={styles.tag} title={look.name}>
      <span className={cx(styles.letter, look.isBaseline && styles.baseline)} style={{ borderColor: color }}>
        {look.letter}
      </span>
      {!letterOnly && <CutName name={look.name} />}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tag: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75), minWidth: 0, maxWidth: '100%' }),
  letter: css({
    flex: 'none',
    display: 'inline-block',
    minWidth: 22,
    padding: '0 4px',
    border: '2px solid',
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.primary,
    fontWeight: theme.typography.fontWeightMedium,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: '18px',
    textAlign: 'center',
  }),
  baseline: css({ borderStyle: 'dashed' }),
});
