/** What is missing for a sure answer, in words. */
import { t } from '../../i18n/t';
import type { Decision } from './types';

const hpa = () => t('decision.missing.hpa', 'what kube-state-metrics says of the HPA');
const replicas = () => t('decision.missing.replicas', 'created and ready replicas');
const tokens = () => t('decision.missing.v2', 'WVA’s own figures of demand and supply');
const load = () => t('decision.missing.load', 'KV use and queue of the replicas');

/** By the name of the input. */
const INPUTS: Readonly<Record<string, () => string>> = {
  peakBetweenScrapes: () => t('decision.missing.peak', 'the peak that WVA saw between two scrapes'),
  samples: () => t('decision.missing.samples', 'samples of this time'),
  desired: () => t('decision.missing.desired', 'what WVA wants'),
  hpaDesired: hpa,
  hpaMin: hpa,
  hpaMax: hpa,
  scalingActive: hpa,
  scalingLimited: hpa,
  triggers: () => t('decision.missing.triggers', 'what the HPA’s metrics read'),
  created: replicas,
  ready: replicas,
  ageSeconds: () => t('decision.missing.age', 'the age of WVA’s sample'),
  spareKv: () => t('decision.missing.kv', 'KV use of the replicas'),
  spareQueue: () => t('decision.missing.queue', 'the queue of the replicas'),
  required: tokens,
  spareTokens: tokens,
  utilization: tokens,
};

/** What is missing for a sure answer; undefined where nothing is. */
export function missingText({ certainty, missing, scaler }: Decision): string | undefined {
  const inputs = [...new Set(missing.map((input) => (INPUTS[input] ?? load)()))].join(', ');
  if (certainty === 'unknown') {
    return t('decision.not-known', 'Not known without {{inputs}}.', {
      inputs: inputs || hpa(),
    });
  }
  if (inputs !== '') {
    return t('decision.likely', 'Likely: {{inputs}} cannot be seen.', { inputs });
  }
  return scaler.certainty === 'likely' && scaler.kind !== 'none'
    ? t('decision.likely-scaler', 'Likely: which metric the HPA reads cannot be seen.')
    : undefined;
}
