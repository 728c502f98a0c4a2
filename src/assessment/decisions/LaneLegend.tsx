import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';

import { ruleName } from '../../domain/decisions/ruleNames';
import type { DecisionRule, LaneSpan } from '../../domain/decisions/types';
import { formatQuantity } from '../../domain/format';
import { t } from '../../i18n/t';
import { toneOf } from '../../domain/decisions/tones';
import { toneColours } from './laneTone';

/** Which rules held, each with its share of the time, the longest first: narrow spans have no room for their words. */
export function LaneLegend({ spans }: { spans: readonly LaneSpan[] }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const colours = toneColours(useTheme2());
  const all = spans.reduce((sum, { from, to }) => sum + (to - from), 0);
  const held = new Map<DecisionRule, number>();
  for (const { from, to, decision } of spans) {
    held.set(decision.rule, (held.get(decision.rule) ?? 0) + (to - from));
  }
  const plain = (rule: DecisionRule) =>
    toneOf({ ...spans.find(({ decision }) => decision.rule === rule)!.decision, changed: false });
  return (
    <ul className={styles.legend} aria-label={t('decision.lane.legend', 'Rules by their share of the time')}>
      {[...held]
        .sort(([, a], [, b]) => b - a)
        .map(([rule, length]) => (
          <li key={rule} className={styles.item}>
            <span
              className={styles.swatch}
              style={{ background: colours[plain(rule)].background, borderColor: colours[plain(rule)].edge }}
              aria-hidden
            />
            {ruleName(rule)} <span className={styles.share}>{formatQuantity(length / all, 'percentunit', 0)}</span>
          </li>
        ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), listStyle: 'none', margin: 0 }),
  item: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  swatch: css({ width: 12, height: 12, border: '2px solid', borderRadius: 2 }),
  share: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
