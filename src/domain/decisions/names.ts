/** What rules compare, in two or three words, and which of them ask for attention. */
import { t } from '../../i18n/t';
import type { Comparison, DecisionRule, Quantity } from './types';

export type Severity = 'ok' | 'info' | 'warning';

/** Whether a rule asks for attention. */
export function severityOf(rule: DecisionRule): Severity {
  switch (rule) {
    case 'room':
    case 'tolerance':
    case 'largest-trigger':
    case 'unscaled':
      return 'ok';
    case 'in-transition':
    case 'starting':
    case 'spare-kv':
    case 'spare-queue':
    case 'required-capacity':
    case 'scale-down':
    case 'at-min':
    case 'held-by-window':
    case 'held-by-policy':
      return 'info';
    default:
      return 'warning';
  }
}

export function quantityName({ quantity, name }: Pick<Comparison, 'quantity' | 'name'>): string {
  const names: Readonly<Record<Quantity, () => string>> = {
    spareKv: () => t('overview.state.spare-kv', 'Spare KV cache'),
    spareQueue: () => t('overview.state.spare-queue', 'Spare queue'),
    saturated: () => t('overview.state.saturated', 'Saturated replicas'),
    utilization: () => t('decision.quantity.utilization', 'Demand over supply'),
    required: () => t('decision.quantity.required', 'Required tokens'),
    spareTokens: () => t('decision.quantity.spare', 'Spare tokens'),
    ageSeconds: () => t('decision.quantity.age', 'Age of the last sample, s'),
    decisionAge: () => t('decision.quantity.decision-age', 'Age of the last decision, s'),
    replicas: () => t('decision.quantity.replicas', 'Replicas'),
    trigger: () => name ?? t('decision.quantity.trigger', 'Trigger'),
  };
  return names[quantity]();
}
