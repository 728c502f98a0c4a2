/** WVA's thresholds as panels draw them. */
import { t } from '../i18n/t';
import type { ThresholdName } from '../domain/thresholds';
import type { EffectiveThresholds } from '../domain/variant';
import type { Threshold } from './spec';

/** Source of a threshold that neither WVA nor a vendor sets. */
export const ownChoice = (): string => t('boards.threshold.own-choice', "this plugin's choice");

const saturatedAt = (value: string | number): string =>
  t('boards.threshold.saturated-at', 'saturated at {{value}}', { value });

const from = (key: ThresholdName, sources: EffectiveThresholds['sources']): string =>
  t('boards.threshold.from', '{{key}}, {{source}}', { key, source: sources[key] });

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** KV cache at which a replica is saturated. */
export function kvThreshold({ values, sources }: EffectiveThresholds): Threshold {
  return {
    value: values.kvCacheThreshold,
    label: saturatedAt(percent(values.kvCacheThreshold)),
    severity: 'critical',
    source: from('kvCacheThreshold', sources),
  };
}

/** Queue at which a replica is saturated. */
export function queueThreshold({ values, sources }: EffectiveThresholds): Threshold {
  return {
    value: values.queueLengthThreshold,
    label: saturatedAt(values.queueLengthThreshold),
    severity: 'critical',
    source: from('queueLengthThreshold', sources),
  };
}

/** Headroom: at 0 WVA scales up, below a quarter it soon may. */
export function headroomThresholds({ sources }: EffectiveThresholds): Threshold[] {
  const triggers = `${from('kvSpareTrigger', sources)}; ${from('queueSpareTrigger', sources)}`;
  return [
    {
      value: 0,
      label: t('boards.threshold.scales-up-below', 'scales up below 0 %'),
      severity: 'critical',
      below: true,
      source: triggers,
    },
    {
      value: 0.25,
      label: t('boards.threshold.close-below-25', 'close below 25 %'),
      severity: 'warning',
      below: true,
      source: ownChoice(),
    },
  ];
}

/** The sentence on thresholds that ends a panel's description. */
export function thresholdText(thresholds: Threshold[]): string {
  return thresholds
    .map(({ label, source }) =>
      t('boards.threshold.threshold', 'Threshold: {{label}} ({{source}}).', { label, source })
    )
    .join(' ');
}
