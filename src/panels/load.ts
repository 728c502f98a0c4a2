/** Load and queues of a variant. */
import type { EffectiveThresholds } from '../domain/variant';
import { arrivedAndServed, queues } from '../queries/load';
import { kvPerReplica } from '../queries/saturation';
import type { Scope } from '../queries/selector';
import type { PanelSpec } from './spec';
import { kvThreshold, queueThreshold, thresholdText } from './thresholds';

const NO_VLLM =
  'No metrics of vLLM for this variant in this time: no replica was up, or its pods are not scraped (PodMonitor).';

/** Does the variant keep up with what comes in? */
export function load(scope: Scope): PanelSpec {
  return {
    id: 'load',
    title: 'Requests: arrived and served',
    description:
      '**Does the variant keep up with what comes in?** vLLM has no counter of arrivals: arrived is an estimate, first tokens per second plus the growth of the queues. It misses what the scheduler in front holds back. Served is every request that ended in a complete answer (stop or length); aborted and failed ones are not in it.',
    unit: 'reqps',
    min: 0,
    targets: [
      {
        refId: 'load',
        expr: arrivedAndServed(scope),
        legend: '{{series}}',
        seriesRoles: { 'Arrived (estimate)': 'offered', Served: 'served' },
      },
    ],
    viz: { kind: 'timeseries' },
    noData: NO_VLLM,
  };
}

/** Do requests wait, and where? */
export function queueDepth(scope: Scope, thresholds: EffectiveThresholds): PanelSpec {
  const threshold = queueThreshold(thresholds);
  return {
    id: 'queue-depth',
    title: `Queue by replica · ${threshold.label}`,
    description: `**Do requests wait, and where?** Requests that wait in each replica, peak over a minute as WVA reads it, by the end of its pod’s name, and those that the inference scheduler holds back (flow control; by model, the scheduler knows no namespace). ${thresholdText([threshold])}`,
    unit: 'short',
    min: 0,
    thresholds: [threshold],
    targets: [{ refId: 'queues', expr: queues(scope), legend: '{{pod}}', seriesRoles: { Scheduler: 'queue' } }],
    viz: { kind: 'timeseries', shortPodNames: true },
    noData: NO_VLLM,
  };
}

/** How full is each replica, against the mark at which WVA calls it saturated? */
export function kvCache(scope: Scope, thresholds: EffectiveThresholds): PanelSpec {
  const threshold = kvThreshold(thresholds);
  return {
    id: 'kv-cache',
    title: `KV cache by replica · ${threshold.label}`,
    description: `**How full is each replica, against the mark at which WVA calls it saturated?** Share of KV-cache blocks in use, peak over a minute as WVA reads it, by the end of its pod’s name. ${thresholdText([threshold])}`,
    unit: 'percentunit',
    min: 0,
    max: 1,
    thresholds: [threshold],
    targets: [{ refId: 'kv', expr: kvPerReplica(scope), legend: '{{pod}}' }],
    viz: { kind: 'timeseries', shortPodNames: true },
    noData: NO_VLLM,
  };
}
