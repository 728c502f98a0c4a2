/** Which variants need attention, in words. */
import { t } from '../i18n/t';
import { ATTENTION } from '../queries/fleet';
import type { Threshold } from './spec';
import { ownChoice } from './thresholds';

/** What the words of the table mean, by the number that the query gives. */
export const ATTENTION_WORDS = {
  [ATTENTION.calm]: t('boards.panel.attention-calm', 'calm'),
  [ATTENTION.starting]: t('boards.panel.attention-starting', 'starting'),
  [ATTENTION.scaling]: t('boards.panel.attention-scaling', 'scaling up'),
  [ATTENTION.stuck]: t('boards.panel.attention-stuck', 'stuck'),
};
/** The words explained. */
export const ATTENTION_MEANING = t(
  'boards.panel.attention-meaning',
  'Stuck: no headroom, and no replica on its way, because the variant is at its maximum or WVA does not see its load; for less than its interval (60 s by default) WVA may not have decided yet. Scaling up: no headroom, replicas on their way. Starting: headroom, but wanted replicas do not serve yet. Calm: all else.'
);
/** Where a variant needs attention. */
export const ATTENTION_LEVELS: Threshold[] = [
  {
    value: ATTENTION.scaling,
    label: t('boards.panel.scaling-up-orange', 'scaling up is orange'),
    severity: 'warning',
    source: ownChoice(),
  },
  {
    value: ATTENTION.stuck,
    label: t('boards.panel.stuck-red', 'stuck is red'),
    severity: 'critical',
    source: ownChoice(),
  },
];
