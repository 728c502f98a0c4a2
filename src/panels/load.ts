/** Load and queues of a variant. */
import { t } from '../i18n/t';
import type { EffectiveThresholds } from '../domain/variant';
import { arrivedTexts } from '../queries/arrivals';
import { arrivedAndServed, queues } from '../queries/load';
import { kvPerReplica } from '../queries/saturation';
import type { Scope } from '../queries/selector';
import type { PanelSpec } from './spec';
import { kvThreshold, queueThreshold, thresholdText } from './thresholds';

const NO_VLLM = t(
  'boards.panel.no-metrics-vllm',
  'No metrics of vLLM for this variant in this time: no replica was up, or its pods are not scraped (PodMonitor).'
);

/** Does the variant keep up with what comes in? */
export function load(scope: Scope): PanelSpec {
  const arrived = arrivedTexts();
  return {
    id: 'load',
    title: t('boards.panel.load.title', 'Requests: arrived and served'),
    description: t(
      'boards.panel.load.description',
      '**Does the variant keep up with what comes in?** Arrived is what the router (the inference scheduler) counts and the growth of its queue, where this variant alone serves its model and its requests pass the router. Otherwise it is an estimate, since vLLM has no counter of arrivals: first tokens per second plus the growth of the queues, without what is held back in front. Served is every request that ended in a complete answer (stop or length); aborted and failed ones are not in it.'
    ),
    unit: 'reqps',
    min: 0,
    targets: [
      {
        refId: 'load',
        expr: arrivedAndServed(scope),
        legend: '{{series}}',
        seriesRoles: {
          [arrived.router]: 'offered',
          [arrived.estimate]: 'offered',
          [t('boards.series.served', 'Served')]: 'served',
        },
      },
    ],
    viz: { kind: 'timeseries' },
    noData: NO_VLLM,
    needs: 'vllm',
  };
}

/** Do requests wait, and where? */
export function queueDepth(scope: Scope, thresholds: EffectiveThresholds): PanelSpec {
  const threshold = queueThreshold(thresholds);
  return {
    id: 'queue-depth',
    title: t('boards.panel.queue-depth.title', 'Queue by replica · {{label}}', { label: threshold.label }),
    description: t(
      'boards.panel.queue-depth.description',
      '**Do requests wait, and where?** Requests that wait in each replica, peak over a minute as WVA reads it, by the end of its pod’s name, and those that the inference scheduler holds back (flow control; by model, the scheduler knows no namespace). {{thresholds}}',
      { thresholds: thresholdText([threshold]) }
    ),
    unit: 'short',
    min: 0,
    thresholds: [threshold],
    targets: [
      {
        refId: 'queues',
        expr: queues(scope),
        legend: '{{pod}}',
        seriesRoles: { [t('boards.series.scheduler', 'Scheduler')]: 'queue' },
      },
    ],
    viz: { kind: 'timeseries', shortPodNames: true },
    noData: NO_VLLM,
    needs: 'vllm',
  };
}

/** How full is each replica, against the mark at which WVA calls it saturated? */
export function kvCache(scope: Scope, thresholds: EffectiveThresholds): PanelSpec {
  const threshold = kvThreshold(thresholds);
  return {
    id: 'kv-cache',
    title: t('boards.panel.kv-cache.title', 'KV cache · {{label}}', { label: threshold.label }),
    description: t(
      'boards.panel.kv-cache.description',
      '**How full is each replica, against the mark at which WVA calls it saturated?** Share of KV-cache blocks in use, peak over a minute as WVA reads it, by the end of its pod’s name. {{thresholds}}',
      { thresholds: thresholdText([threshold]) }
    ),
    unit: 'percentunit',
    min: 0,
    max: 1,
    thresholds: [threshold],
    targets: [{ refId: 'kv', expr: kvPerReplica(scope), legend: '{{pod}}' }],
    viz: { kind: 'timeseries', shortPodNames: true },
    noData: NO_VLLM,
    needs: 'vllm',
  };
}
