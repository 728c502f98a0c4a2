/** Colours of the lane; each span carries its words too. */
import type { GrafanaTheme2 } from '@grafana/data';

import type { Decision, DecisionRule } from '../../domain/decisions/types';

export const TONES = ['calm', 'due', 'moving', 'less', 'held', 'alarm', 'none', 'up', 'down'] as const;
export type Tone = (typeof TONES)[number];

const OF_RULE: Partial<Record<DecisionRule, Tone>> = {
  room: 'calm',
  tolerance: 'calm',
  'largest-trigger': 'calm',
  'spare-kv': 'due',
  'spare-queue': 'due',
  'all-saturated': 'due',
  'required-capacity': 'due',
  'in-transition': 'moving',
  starting: 'moving',
  'scale-down': 'less',
  'held-by-window': 'held',
  'held-by-policy': 'held',
  'at-min': 'held',
  unscaled: 'none',
  paused: 'none',
  unknown: 'none',
  'no-number': 'none',
  'no-load': 'none',
};

export function toneOf({ changed, direction, rule }: Decision): Tone {
  return changed && direction !== 'none' ? direction : (OF_RULE[rule] ?? 'alarm');
}

/** Background and edge of each tone. */
export function toneColours(theme: GrafanaTheme2): Record<Tone, { background: string; edge: string }> {
  const { success, warning, info, error, background, text } = theme.colors;
  const named = (name: string) => theme.visualization.getColorByName(name);
  return {
    calm: { background: success.transparent, edge: success.border },
    due: { background: warning.transparent, edge: warning.border },
    moving: { background: info.transparent, edge: info.border },
    less: { background: background.secondary, edge: named('purple') },
    held: { background: background.secondary, edge: named('yellow') },
    alarm: { background: error.transparent, edge: error.border },
    none: { background: background.canvas, edge: text.disabled },
    up: { background: warning.transparent, edge: warning.main },
    down: { background: background.secondary, edge: named('purple') },
  };
}
