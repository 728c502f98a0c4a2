import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useRef, useState } from 'react';

import type { Span } from '../../domain/analysis/types';
import { decisionName } from '../../domain/decisions/ruleNames';
import type { Decision, LaneSpan } from '../../domain/decisions/types';
import { t } from '../../i18n/t';
import { AxisTicks, type AxisTick } from '../../shared/AxisTicks';
import { testIds } from '../../shared/testIds';
import { toneOf, TONES, type Tone } from '../../domain/decisions/tones';
import { PLOT_EDGES } from '../charts/plotEdges';
import { toneColours } from './laneTone';

interface Props {
  spans: readonly LaneSpan[];
  range: Span;
  selected?: number;
  onSelect: (index: number) => void;
  /** Stands among charts under each other: it begins and ends where their plots do. */
  isAmongCharts: boolean;
  /** Where the axis has texts. */
  ticks: readonly AxisTick[];
  /** A moment as it is read. */
  timeText: (at: number) => string;
}

/** Of a step however short, px. */
const STEP_WIDTH = 14;

/** Spans side by side over the time, each with its words: the arrow keys go from one to the next, Enter opens it. */
export function LaneTrack({
  spans,
  range,
  selected,
  onSelect,
  isAmongCharts,
  ticks,
  timeText,
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const buttons = useRef<Array<HTMLButtonElement | null>>([]);
  const [focused, setFocused] = useState(0);
  const inReach = Math.min(selected ?? focused, spans.length - 1);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(spans.length - 1, to));
    setFocused(next);
    buttons.current[next]?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent, i: number) => {
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: spans.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      go(to);
    }
  };
  const isStep = ({ changed, direction }: Decision): boolean => changed && direction !== 'none';
  const share = (at: number): number => (100 * (at - range.from)) / (range.to - range.from);
  return (
    <div className={cx(isAmongCharts && styles.amongCharts)}>
      <div
        className={styles.track}
        role="group"
        aria-label={t('decision.lane.label', 'Rules over time')}
        data-testid={testIds.decisions.lane}
      >
        {spans.map(({ from, to, decision }, i) => {
          const name = decisionName(decision);
          const words = t('decision.lane.span', '{{rule}}, {{from}} to {{to}}', {
            rule: name,
            from: timeText(from),
            to: timeText(to),
          });
          return (
            <button
              key={from}
              ref={(button) => {
                buttons.current[i] = button;
              }}
              type="button"
              className={cx(styles.span, styles[toneOf(decision)], i === selected && styles.selected)}
              style={{
                left: `${share(from)}%`,
                width: `max(${isStep(decision) ? STEP_WIDTH : 1}px, ${share(to) - share(from)}%)`,
              }}
              aria-label={words}
              aria-pressed={i === selected}
              title={words}
              tabIndex={i === inReach ? 0 : -1}
              onFocus={() => setFocused(i)}
              onKeyDown={(event) => onKeyDown(event, i)}
              onClick={() => onSelect(i)}
            >
              {isStep(decision) ? (
                <Icon name={decision.direction === 'up' ? 'arrow-up' : 'arrow-down'} size="sm" aria-hidden />
              ) : (
                // A step before it may reach over its beginning.
                <span className={cx(styles.words, i > 0 && isStep(spans[i - 1]!.decision) && styles.afterStep)}>
                  {name}
                </span>
              )}
            </button>
          );
        })}
      </div>
      <AxisTicks ticks={ticks} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const colours = toneColours(theme);
  const tones = TONES.map((tone) => {
    const { background, edge } = colours[tone];
    return [tone, css({ background, borderTopColor: edge })];
  });
  return {
    ...(Object.fromEntries(tones) as Record<Tone, string>),
    amongCharts: css({ paddingLeft: PLOT_EDGES.left, paddingRight: PLOT_EDGES.right }),
    track: css({
      position: 'relative',
      height: theme.spacing(5),
      background: theme.colors.background.primary,
      borderRadius: theme.shape.radius.default,
      overflow: 'hidden',
    }),
    span: css({
      position: 'absolute',
      top: 0,
      bottom: 0,
      padding: 0,
      overflow: 'hidden',
      color: theme.colors.text.primary,
      border: 'none',
      borderTop: '4px solid',
      borderRight: `1px solid ${theme.colors.background.canvas}`,
      textAlign: 'left',
      // Words that do not fit are in the label; part of one says nothing.
      containerType: 'inline-size',
      '&:hover': { filter: 'brightness(1.15)' },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2, zIndex: 2 },
    }),
    up: cx(Object.fromEntries(tones).up, css({ zIndex: 1 })),
    down: cx(Object.fromEntries(tones).down, css({ zIndex: 1 })),
    selected: css({ boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}` }),
    words: css({
      display: 'block',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      '@container (max-width: 48px)': { display: 'none' },
      whiteSpace: 'nowrap',
      padding: theme.spacing(0, 0.5),
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    afterStep: css({ paddingLeft: STEP_WIDTH + 2 }),
  };
};
