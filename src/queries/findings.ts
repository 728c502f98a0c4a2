/** What was found about the systems besides the autoscaler and the GPUs, in sentences. */
import { t } from '../i18n/t';
import type { Clue, Seen } from './clues';
import { M } from './metrics';
import { VARIANT_LABEL } from './owners';

export interface Finding {
  subject: 'wva' | 'dialect' | 'gpu' | 'vllm' | 'kube' | 'epp' | 'ownership';
  state: 'found' | 'missing' | 'ambiguous';
  /** One sentence for a person: what was found, by what sign, and what to do if it is missing. */
  text: string;
}

/** What is scraped. */
export function presence(seen: Seen): Finding[] {
  const say = (subject: Finding['subject'], clue: Clue, good: string, bad: string): Finding =>
    seen(clue) ? { subject, state: 'found', text: good } : { subject, state: 'missing', text: bad };
  return [
    say(
      'vllm',
      'vllm',
      t('detection.vllm-scraped', 'vLLM is scraped.'),
      t(
        'detection.no-metrics-vllm',
        'No metrics of vLLM: load, latency, KV cache and queue stay empty. Check its PodMonitor.'
      )
    ),
    say(
      'kube',
      'kube',
      t('detection.kube-state-metrics', 'kube-state-metrics is scraped.'),
      t(
        'detection.no-metrics-deployments',
        'No metrics of Deployments: created, ready and pending replicas stay empty. Check kube-state-metrics.'
      )
    ),
    ...hpaInfo(seen),
    say(
      'epp',
      'epp',
      t('detection.inference-scheduler-scraped', 'The inference scheduler is scraped.'),
      t(
        'detection.no-queue-inference',
        'No queue of the inference scheduler: its flow control is off, or it is not scraped.'
      )
    ),
  ];
}

/** Where nothing is scaled by an HPA, as in a static run, nothing is missed. */
function hpaInfo(seen: Seen): Finding[] {
  const say = (state: Finding['state'], text: string): Finding[] => [{ subject: 'kube', state, text }];
  if (seen('hpa-info')) {
    return say(
      'found',
      t('detection.hpas-are-led', 'HPAs are matched to what they scale by kube_horizontalpodautoscaler_info.')
    );
  }
  return seen('hpa')
    ? say(
        'missing',
        t(
          'detection.kube-horizontalpodautoscaler-info',
          'kube_horizontalpodautoscaler_info is missing: HPAs are matched to variants by name.'
        )
      )
    : [];
}

/** How pods are matched to their workloads: the surest way of those that are there. */
export function ownership(seen: Seen): Finding {
  const say = (state: Finding['state'], text: string): Finding => ({ subject: 'ownership', state, text });
  if (seen('owner-label')) {
    return say(
      'found',
      t(
        'detection.pods-are-led',
        'Pods are matched to their variant by the label {{variantLabel}} on their own series; others by their owner.',
        { variantLabel: VARIANT_LABEL }
      )
    );
  }
  if (seen('owner-rule')) {
    return say(
      'found',
      t('detection.pods-are-led-to', 'Pods are matched to their workload by the recording rule {{podOwnerRule}}.', {
        podOwnerRule: M.podOwnerRule,
      })
    );
  }
  if (seen('owner-kube')) {
    return say(
      'found',
      t(
        'detection.pods-are-led-to-their',
        'Pods are matched to their workload by their owners ({{podOwner}}, {{replicaSetOwner}}).',
        { podOwner: M.podOwner, replicaSetOwner: M.replicaSetOwner }
      )
    );
  }
  return say(
    'ambiguous',
    t(
      'detection.pods-are-led-to-their-workload',
      'Pods are matched to their workload by their names, which is a guess: another object may have one of the same form. Have kube-state-metrics expose {{podOwner}} and {{replicaSetOwner}}.',
      { podOwner: M.podOwner, replicaSetOwner: M.replicaSetOwner }
    )
  );
}
