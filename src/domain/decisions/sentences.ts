/** A decision in a sentence, with measured values and thresholds. */
import { formatDuration, formatNumber, UNKNOWN } from '../format';
import { t } from '../../i18n/t';
import type { Decision, DecisionRule, Quantity } from './types';

const number = (value: number | undefined, most = 2): string =>
  value === undefined ? UNKNOWN : formatNumber(value, { most });

/** What sentences are filled with. */
function fillingsOf({ measured, wanted, current, done, forSeconds, changed }: Decision) {
  const find = (quantity: Quantity) => measured.find((one) => one.quantity === quantity);
  const pair = (quantity: Quantity, most = 2) => ({
    value: number(find(quantity)?.value, most),
    trigger: number(find(quantity)?.threshold),
  });
  const most = measured.find(({ quantity, wants }) => quantity === 'trigger' && wants === wanted);
  const counts = { wanted: number(wanted, 0), current: number(current, 0), done: number(done, 0) };
  return {
    ...counts,
    changed,
    kv: pair('spareKv'),
    queue: pair('spareQueue', 1),
    demand: pair('utilization'),
    isV2: find('utilization') !== undefined,
    required: number(find('required')?.value, 0),
    saturated: find('saturated')?.value ?? 0,
    age: find('ageSeconds')?.value,
    decisionAge: find('decisionAge')?.value,
    ageLimit: find('ageSeconds')?.threshold,
    time: formatDuration(forSeconds),
    wantsKnown: wanted !== undefined,
    trigger: {
      name: most?.name ?? UNKNOWN,
      value: number(most?.value),
      target: number(most?.threshold),
      ...counts,
    },
  };
}
type Fillings = ReturnType<typeof fillingsOf>;

const SENTENCES: Readonly<Record<DecisionRule, (of: Fillings) => string>> = {
  unscaled: (of) =>
    !of.wantsKnown
      ? t('decision.text.unscaled', 'Nothing scales this workload: no HPA targets it.')
      : t('decision.text.unscaled-wva', 'Nothing scales this workload: WVA wants {{wanted}}, and nothing acts on it.', {
          wanted: of.wanted,
        }),
  gone: () => t('decision.text.gone', 'The workload is gone; nothing acts on WVA’s last number.'),
  'no-number': () =>
    t(
      'overview.rule.no-sample',
      'WVA reports nothing about this variant: it is not running, not scraped, or does not manage it.'
    ),
  stale: (of) =>
    of.decisionAge !== undefined
      ? t(
          'decision.text.stalled',
          'WVA has decided nothing for at least {{age}}: its numbers are the last ones, however fresh they look.',
          { age: formatDuration(of.decisionAge) }
        )
      : t(
          'overview.rule.stale',
          'WVA’s last report is {{age}} old (limit {{limit}}): the numbers below may no longer be true.',
          { age: formatDuration(of.age), limit: formatDuration(of.ageLimit) }
        ),
  'no-load': () => t('overview.rule.no-load', 'No replica reports KV use or queue: WVA has no data to decide on.'),
  'in-transition': () =>
    t('overview.rule.transition', 'In transition: until desired, created and ready agree, WVA decides nothing new.'),
  stuck: (of) =>
    t(
      'decision.text.stuck',
      'Stuck: WVA wants {{wanted}}, {{current}} are there, and that has not changed for at least {{time}}, longer than pods take to start. WVA decides nothing until they agree.',
      { wanted: of.wanted, current: of.current, time: of.time }
    ),
  'all-saturated': (of) =>
    t('decision.text.saturated', 'Every replica is saturated ({{count}}).', { count: of.saturated }),
  'spare-kv': (of) => t('decision.text.kv', 'Spare KV cache {{value}} is below the trigger {{trigger}}.', of.kv),
  'spare-queue': (of) => t('decision.text.queue', 'Spare queue {{value}} is below the trigger {{trigger}}.', of.queue),
  inert: (of) =>
    t(
      'decision.text.inert',
      'A scale-up has been due for at least {{time}}, and WVA still wants as many replicas as there are ({{current}}): it does not see this load. Check the model id.',
      { time: of.time, current: of.current }
    ),
  limited: (of) =>
    of.changed
      ? t('decision.text.limited-partly', 'A scale-up is due, and WVA’s limiter finds free GPUs for a part of it.')
      : t('decision.text.limited', 'A scale-up is due, and WVA’s limiter finds no free GPU for it.'),
  'required-capacity': (of) =>
    t(
      'decision.text.required',
      'Demand is {{value}} of the supply (threshold {{trigger}}): {{tokens}} tokens of KV cache are missing.',
      { ...of.demand, tokens: of.required }
    ),
  starting: () =>
    t('decision.text.starting', 'More is needed, and pods are starting: WVA does not scale up again until then.'),
  'scale-down': (of) =>
    !of.isV2
      ? t('decision.text.down', 'The load fits into one replica fewer with both spares at their triggers or above.')
      : t(
          'decision.text.down-v2',
          'Demand is {{value}} of the supply (boundary {{trigger}}): a replica can go.',
          of.demand
        ),
  'at-max': (of) =>
    t('decision.text.at-max', 'More replicas are needed, but the HPA’s maximum of {{done}} is reached.', {
      done: of.done,
    }),
  'at-min': (of) =>
    t('decision.text.at-min', 'The load fits into fewer replicas, but the HPA’s minimum of {{done}} is reached.', {
      done: of.done,
    }),
  room: (of) =>
    !of.isV2
      ? t(
          'overview.rule.room',
          'Spare KV cache {{kv}} and spare queue {{queue}} are above their triggers: no reason to add.',
          { kv: of.kv.value, queue: of.queue.value }
        )
      : t('decision.text.room-v2', 'Demand is {{value}} of the supply: neither more nor fewer replicas are needed.', {
          value: of.demand.value,
        }),
  'largest-trigger': (of) =>
    t(
      'decision.text.largest',
      '{{name}} reads {{value}} against its target {{target}} and wants the most: {{wanted}} replicas.',
      of.trigger
    ),
  tolerance: (of) =>
    t(
      'decision.text.tolerance',
      '{{name}} reads {{value}}, within a tenth of its target {{target}}: replicas stay.',
      of.trigger
    ),
  'held-by-window': (of) =>
    t(
      'decision.text.window',
      '{{name}} wants {{wanted}} replicas; a stabilization window holds the HPA at {{done}}.',
      of.trigger
    ),
  'held-by-policy': (of) =>
    t('decision.text.policy', '{{name}} wants {{wanted}} replicas; a policy holds the HPA at {{done}}.', of.trigger),
  inactive: () => t('decision.text.inactive', 'The HPA is not active: a metric that it scales by has no value.'),
  paused: () => t('decision.text.paused', 'The ScaledObject is paused: replicas stay.'),
  unknown: () => t('decision.text.unknown', 'Which rule holds is not known.'),
};

/** Rules after which WVA's next cycle scales up. */
const DUE: ReadonlySet<DecisionRule> = new Set(['spare-kv', 'spare-queue', 'all-saturated', 'required-capacity']);

/** What follows from it: what was asked for, or what will be. */
function consequence({ rule, changed, scaler, current, done }: Decision): string {
  if (changed) {
    const values = { from: number(current, 0), to: number(done, 0) };
    return scaler.kind === 'none'
      ? t('decision.then.set', 'Replicas were set from {{from}} to {{to}}.', values)
      : t('decision.then.asked', 'Asked for: {{to}} in place of {{from}}.', values);
  }
  if (rule === 'scale-down') {
    return t('decision.then.down', 'WVA scales down at its next cycle, and the HPA follows after its window.');
  }
  return DUE.has(rule) ? t('decision.then.due', 'WVA scales up at its next cycle.') : '';
}

/** What was measured, and what it means. */
export const causeText = (decision: Decision): string => SENTENCES[decision.rule](fillingsOf(decision));

/** The same, and what follows from it. */
export const decisionText = (decision: Decision): string => `${causeText(decision)} ${consequence(decision)}`.trim();
