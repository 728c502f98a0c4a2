/** What a rule asks of who looks: each tone has a colour of its own, and words stand beside it. */
import type { Decision, DecisionRule } from './types';

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

export const toneOfRule = (rule: DecisionRule): Tone => OF_RULE[rule] ?? 'alarm';

export function toneOf({ changed, direction, rule }: Decision): Tone {
  return changed && direction !== 'none' ? direction : toneOfRule(rule);
}
