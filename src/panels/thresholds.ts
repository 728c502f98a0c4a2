/** WVA's thresholds as panels draw them. */
import type { EffectiveThresholds } from '../domain/variant';
import type { Threshold } from './spec';

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** KV cache at which a replica is saturated. */
export function kvThreshold({ values, sources }: EffectiveThresholds): Threshold {
  return {
    value: values.kvCacheThreshold,
    label: `saturated at ${percent(values.kvCacheThreshold)}`,
    severity: 'critical',
    source: `kvCacheThreshold, ${sources.kvCacheThreshold}`,
  };
}

/** Queue at which a replica is saturated. */
export function queueThreshold({ values, sources }: EffectiveThresholds): Threshold {
  return {
    value: values.queueLengthThreshold,
    label: `saturated at ${values.queueLengthThreshold}`,
    severity: 'critical',
    source: `queueLengthThreshold, ${sources.queueLengthThreshold}`,
  };
}

/** Headroom: at 0 WVA scales up, below a quarter it soon may. */
export function headroomThresholds({ sources }: EffectiveThresholds): Threshold[] {
  const triggers = `kvSpareTrigger, ${sources.kvSpareTrigger}; queueSpareTrigger, ${sources.queueSpareTrigger}`;
  return [
    { value: 0, label: 'scales up below 0 %', severity: 'critical', below: true, source: triggers },
    { value: 0.25, label: 'close below 25 %', severity: 'warning', below: true, source: "this plugin's choice" },
  ];
}

/** The sentence on thresholds that ends a panel's description. */
export function thresholdText(thresholds: Threshold[]): string {
  return thresholds.map(({ label, source }) => `Threshold: ${label} (${source}).`).join(' ');
}
