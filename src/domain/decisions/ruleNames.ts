/** Scalers, rules and decisions, in two or three words. */
import { formatNumber, UNKNOWN } from '../format';
import { t } from '../../i18n/t';
import type { Decision, DecisionRule, ScalerKindInForce } from './types';

const number = (value: number | undefined, most = 2): string =>
  value === undefined ? UNKNOWN : formatNumber(value, { most });

export function scalerName(kind: ScalerKindInForce): string {
  switch (kind) {
    case 'none':
      return t('decision.scaler.none', 'Nothing');
    case 'wva-v1':
      return t('decision.scaler.v1', 'WVA, analyzer V1');
    case 'wva-v2':
      return t('decision.scaler.v2', 'WVA, analyzer V2');
    case 'keda':
      return t('decision.scaler.keda', 'KEDA');
    case 'hpa':
      return t('decision.scaler.hpa', 'HPA');
    case 'unknown':
      return t('decision.scaler.unknown', 'Not known');
  }
}

/** A rule in two or three words, as a span of the lane carries it. */
const RULE_NAMES: Readonly<Record<DecisionRule, () => string>> = {
  unscaled: () => t('decision.rule.unscaled', 'No scaler'),
  gone: () => t('decision.rule.gone', 'Workload gone'),
  'no-number': () => t('decision.rule.no-number', 'No number from WVA'),
  stale: () => t('decision.rule.stale', 'Stale'),
  'no-load': () => t('decision.rule.no-load', 'No load metrics'),
  'in-transition': () => t('decision.rule.in-transition', 'In transition'),
  stuck: () => t('decision.rule.stuck', 'Stuck'),
  'spare-kv': () => t('decision.rule.spare-kv', 'Scale-up due: KV cache'),
  'spare-queue': () => t('decision.rule.spare-queue', 'Scale-up due: queue'),
  'all-saturated': () => t('decision.rule.all-saturated', 'Saturated'),
  'required-capacity': () => t('decision.rule.required', 'Scale-up due: demand'),
  starting: () => t('decision.rule.starting', 'Pods starting'),
  inert: () => t('decision.rule.inert', 'Inert'),
  limited: () => t('decision.rule.limited', 'Limited by GPUs'),
  'scale-down': () => t('decision.rule.scale-down', 'Scale-down possible'),
  'at-max': () => t('decision.rule.at-max', 'At maximum'),
  'at-min': () => t('decision.rule.at-min', 'At minimum'),
  room: () => t('decision.rule.room', 'Room'),
  'largest-trigger': () => t('decision.rule.largest-trigger', 'As triggers ask'),
  tolerance: () => t('decision.rule.tolerance', 'Within tolerance'),
  'held-by-window': () => t('decision.rule.window', 'Held by window'),
  'held-by-policy': () => t('decision.rule.policy', 'Held by policy'),
  inactive: () => t('decision.rule.inactive', 'HPA inactive'),
  paused: () => t('decision.rule.paused', 'Paused'),
  unknown: () => t('decision.rule.unknown', 'Not known'),
};

export const ruleName = (rule: DecisionRule): string => RULE_NAMES[rule]();

/** What happened, where the number that is asked for changed: "Scaled up: KV cache". */
export function decisionName(decision: Decision): string {
  if (!decision.changed) {
    return ruleName(decision.rule);
  }
  const { current, done, direction } = decision;
  const change = { from: number(current, 0), to: number(done, 0) };
  return direction === 'up'
    ? t('decision.up', 'Scaled up {{from}} → {{to}}', change)
    : t('decision.down', 'Scaled down {{from}} → {{to}}', change);
}
