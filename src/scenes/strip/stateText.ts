/** The state of a variant in words. */

import { formatDuration, formatNumber, UNKNOWN } from '../../domain/format';
import { STALE_SECONDS, type Loss, type Rule, type VariantState } from '../../domain/decision';
import type { Thresholds } from '../../domain/thresholds';
import { t } from '../../i18n/t';

const number = (value: number | undefined, digits = 2): string =>
  value === undefined ? UNKNOWN : formatNumber(value, { most: digits });

/** Where the chain desired → HPA → created → ready loses replicas, or time. */
export function lossText(loss: Loss): string {
  switch (loss.at) {
    case 'none':
      return t('overview.loss.none', 'Desired, HPA, created and ready agree: nothing is lost on the way.');
    case 'unknown':
      return t('overview.loss.unknown', 'Too few of desired, HPA, created and ready are known to compare them.');
    case 'gone':
      return t(
        'overview.loss.gone',
        'The workload is gone. WVA still reports what it last wanted, {{count}}: nothing acts on it, and no sum includes it.',
        { count: loss.last }
      );
    case 'hpa-max':
      return t('overview.loss.hpa-max', 'The HPA is at its maximum: {{count}} desired replicas are missing.', {
        count: loss.replicas,
      });
    case 'hpa-min':
      return t('overview.loss.hpa-min', 'The HPA is at its minimum: {{count}} replicas more than desired remain.', {
        count: loss.replicas,
      });
    case 'hpa':
      return t(
        'overview.loss.hpa',
        'The HPA differs from WVA by {{count}}: it follows every 15 s, and holds a scale-down for its window.',
        { count: loss.replicas }
      );
    case 'creating':
      return t('overview.loss.creating', 'Pods asked for and not created yet: {{count}}.', { count: loss.replicas });
    case 'deleting':
      return t('overview.loss.deleting', 'Pods more than asked for, not gone yet: {{count}}.', {
        count: loss.replicas,
      });
    case 'starting':
      return t(
        'overview.loss.starting',
        'Pods created and not ready: {{count}}. Starting takes 2 to 7 minutes, unless no GPU is free.',
        {
          count: loss.replicas,
        }
      );
  }
}

/** Which rule of WVA's V1 analyzer is at work, with measured value and threshold. */
export function ruleText(
  rule: Rule,
  state: VariantState,
  limits: Pick<Thresholds, 'kvSpareTrigger' | 'queueSpareTrigger'>
): string {
  switch (rule) {
    case 'no-sample':
      return t(
        'overview.rule.no-sample',
        'WVA reports nothing about this variant: it is not running, not scraped, or does not manage it.'
      );
    case 'stale':
      return t(
        'overview.rule.stale',
        'WVA’s last report is {{age}} old (limit {{limit}}): the numbers below may no longer be true.',
        {
          age: formatDuration(state.ageSeconds),
          limit: formatDuration(STALE_SECONDS),
        }
      );
    case 'transition':
      return t(
        'overview.rule.transition',
        'In transition: until desired, created and ready agree, WVA decides nothing new.'
      );
    case 'all-saturated':
      return t('overview.rule.all-saturated', 'All {{count}} replicas are saturated: WVA adds one.', {
        count: state.saturated ?? 0,
      });
    case 'kv-below-trigger':
      return t('overview.rule.kv', 'Spare KV cache {{spare}} is below the trigger {{trigger}}: WVA adds a replica.', {
        spare: number(state.spareKv),
        trigger: number(limits.kvSpareTrigger),
      });
    case 'queue-below-trigger':
      return t('overview.rule.queue', 'Spare queue {{spare}} is below the trigger {{trigger}}: WVA adds a replica.', {
        spare: number(state.spareQueue, 1),
        trigger: number(limits.queueSpareTrigger),
      });
    case 'at-max':
      return t('overview.rule.at-max', 'One more replica is needed, but the HPA’s maximum of {{max}} is reached.', {
        max: number(state.hpaMax, 0),
      });
    case 'no-load-metrics':
      return t('overview.rule.no-load', 'No replica reports KV use or queue: WVA has no data to decide on.');
    case 'room':
      return t(
        'overview.rule.room',
        'Spare KV cache {{kv}} and spare queue {{queue}} are above their triggers: no reason to add.',
        {
          kv: number(state.spareKv),
          queue: number(state.spareQueue, 1),
        }
      );
  }
}

/** Whether a rule asks for attention. */
export function ruleSeverity(rule: Rule): 'ok' | 'info' | 'warning' {
  switch (rule) {
    case 'room':
      return 'ok';
    case 'transition':
    case 'kv-below-trigger':
    case 'queue-below-trigger':
    case 'all-saturated':
      return 'info';
    case 'no-sample':
    case 'stale':
    case 'at-max':
    case 'no-load-metrics':
      return 'warning';
  }
}
