import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { KpiId } from '../../domain/analysis/kpis';
import { isLevel, type Delta, type DeltaJudgement } from '../../domain/comparison/deltas';
import { t } from '../../i18n/t';
import { deltaText } from './kpiText';

const ICONS: Partial<Record<DeltaJudgement, IconName>> = { better: 'check', worse: 'exclamation-triangle' };

/** A difference against the baseline: better and worse differ in sign, colour and icon, and are named. */
export function DeltaText({ kpi, delta }: { kpi: KpiId; delta: Delta }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const judgement = isLevel(delta) ? 'same' : delta.judgement;
  const icon = ICONS[judgement];
  const word = judgementWord(judgement);
  return (
    <span className={cx(styles.delta, styles[judgement])} title={word}>
      {icon && <Icon name={icon} size="xs" aria-hidden />}
      {deltaText(kpi, delta)}
      {word !== undefined && <span className={styles.said}>{word}</span>}
    </span>
  );
}

function judgementWord(judgement: DeltaJudgement): string | undefined {
  switch (judgement) {
    case 'better':
      return t('pages.compare.better', 'better');
    case 'worse':
      return t('pages.compare.worse', 'worse');
    case 'unclear':
      return t('pages.compare.unclear', 'within the variation of the repeats, or the error of the figures');
    case 'same':
    case 'neutral':
      return undefined;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  delta: css({
    // What is only said is placed within it: it would widen the page from behind a table's edge.
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  better: css({ color: theme.colors.success.text }),
  worse: css({ color: theme.colors.error.text }),
  same: css({ color: theme.colors.text.secondary }),
  neutral: css({ color: theme.colors.text.secondary }),
  unclear: css({ color: theme.colors.text.secondary }),
  // For a screen reader only: the others see colour and icon.
  said: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
});
