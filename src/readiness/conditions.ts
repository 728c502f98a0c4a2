/** Conditions and lists of names, in words. */
import { t } from '../i18n/t';
import type { ConditionWire } from './clusterObjects';

/** The condition of a type; undefined when it is not there. */
export function conditionOf(conditions: readonly ConditionWire[], type: string): ConditionWire | undefined {
  return conditions.find((condition) => condition.type === type);
}

/** `Ready is False: NoEndpoints, the service has no endpoints`. */
export function conditionText({ type, status, reason, message }: ConditionWire): string {
  const why = [reason, message].filter((part) => part !== '').join(', ');
  return why === ''
    ? t('readiness.condition', '{{type}} is {{status}}', { type, status })
    : t('readiness.condition-why', '{{type}} is {{status}}: {{why}}', { type, status, why });
}

/** The first names, and how many more there are. */
export function namesText(names: readonly string[], most = 4): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')}, +${rest}` : names.join(', ');
}
