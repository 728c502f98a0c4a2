/** The fleet: the ranked table, and how all variants together move. */
import { t } from '../i18n/t';
import type { EffectiveThresholds } from '../domain/variant';
import { desiredChanges } from '../queries/controller';
import { attention, highest, kvSpread, overVariants, wanted } from '../queries/fleet';
import { GONE, modelsOfVariants, orGone, withModel } from '../queries/fleetRows';
import type { Scope } from '../queries/selector';
import { ATTENTION_LEVELS, ATTENTION_MEANING, ATTENTION_WORDS } from './attention';
import { fleetQueries, WORKLOAD_GONE } from './fleetQueries';
import { ownershipText } from './ownershipText';
import { POINTS, type PanelSpec, type Target } from './spec';
import { cell, cells, count, share } from './tableCells';
import { headroomThresholds, kvThreshold, queueThreshold, thresholdText } from './thresholds';

interface FleetOptions {
  /** Without a variant: one row a variant. */
  scope: Scope;
  thresholds: EffectiveThresholds;
  variantUrl?: (namespace: string, variant: string) => string;
  /** Reads what the recording rules keep; they have to be installed. */
  recorded?: boolean;
}

const NO_VARIANT = t(
  'boards.panel.no-variant-found',
  'No variant found. Either nothing is served in these namespaces, or Prometheus scrapes neither WVA nor vLLM: see the app’s configuration page.'
);

/** Which variant needs attention first, and why? */
export function fleetRanking({ scope, thresholds, variantUrl, recorded = false }: FleetOptions): PanelSpec {
  const parts = fleetQueries(recorded);
  const models = modelsOfVariants(scope, parts.servingOwners(scope));
  const kv = kvThreshold(thresholds);
  const queue = queueThreshold(thresholds);
  const room = headroomThresholds(thresholds);
  const link = variantUrl && {
    title: t('boards.panel.open-variant', 'Open variant'),
    url: variantUrl('${__data.fields.namespace}', '${__data.fields.variant}'),
  };
  return {
    id: 'fleet-ranking',
    title: t('boards.panel.fleet-ranking.title', 'Variants by attention'),
    description: t(
      'boards.panel.fleet-ranking.description',
      '**Which variant needs attention first, and why?** {{meaning}} Headroom is the room left before WVA scales up: 100 % when idle, 0 % at its trigger; KV cache and queue are of the fullest replica, peaks over a minute; changes count how often WVA changed its desired replicas in the range. {{thresholds}} {{ownership}}',
      {
        meaning: ATTENTION_MEANING,
        thresholds: thresholdText([...ATTENTION_LEVELS, kv, queue, ...room]),
        ownership: ownershipText(recorded),
      }
    ),
    unit: 'short',
    targets: [
      cells(
        {
          attention: orGone(attention(scope, thresholds.values, parts), parts.gone(scope)),
          headroom: parts.headroom(scope, thresholds.values),
          kv: parts.kvHighest(scope),
          queue: parts.queueLongest(scope),
          desired: wanted(scope, parts),
          ready: parts.everyReady(scope),
          max: parts.hpaMax(scope),
          changes: desiredChanges(scope),
        },
        (all) => withModel(all, models)
      ),
    ],
    viz: {
      kind: 'table',
      sortBy: { from: 'value:attention', desc: true },
      columns: [
        {
          ...count('attention', t('boards.column.attention', 'Attention')),
          thresholds: ATTENTION_LEVELS,
          words: { ...ATTENTION_WORDS, [GONE]: WORKLOAD_GONE },
          width: 95,
        },
        { from: 'label:variant', title: t('boards.column.variant', 'Variant'), minWidth: 110, link },
        { from: 'label:model_name', title: t('boards.column.model', 'Model'), minWidth: 105 },
        { from: 'label:namespace', title: t('boards.column.namespace', 'Namespace'), minWidth: 105 },
        { ...share('headroom', t('boards.column.headroom', 'Headroom')), thresholds: room, width: 86 },
        {
          ...share('kv', t('boards.column.kv-cache', 'KV cache')),
          cell: 'gauge',
          thresholds: [kv],
          min: 0,
          max: 1,
          width: 82,
        },
        { ...count('queue', t('boards.column.queue', 'Queue')), thresholds: [queue] },
        count('desired', t('boards.column.desired', 'Desired'), 'desired'),
        count('ready', t('boards.column.ready', 'Ready'), 'ready'),
        { ...count('max', t('boards.column.maximum', 'Maximum')), width: 86 },
        { ...count('changes', t('boards.column.changes', 'Changes')), width: 84 },
      ],
    },
    noData: NO_VARIANT,
  };
}

/** Does the fleet get the replicas that are wanted? */
export function fleetReplicas(scope: Scope, recorded = false): PanelSpec {
  const parts = fleetQueries(recorded);
  const of = (refId: string, query: string, legend: string, role: Target['role']): Target => ({
    refId,
    expr: overVariants(query),
    legend,
    role,
  });
  return {
    id: 'fleet-replicas',
    title: t('boards.panel.fleet-replicas.title', 'Replicas of all variants'),
    description: t(
      'boards.panel.fleet-replicas.description',
      '**Does the fleet get the replicas that are wanted?** Sums over the variants in scope; wanted by WVA, or else by the HPA. Desired above ready for longer than a pod needs to start: no GPU is free, or something stands in the way.'
    ),
    unit: 'short',
    decimals: 0,
    min: 0,
    points: POINTS.fleet,
    targets: [
      of('desired', wanted(scope, parts), t('boards.column.desired', 'Desired'), 'desired'),
      of('ready', parts.ready(scope), t('boards.column.ready', 'Ready'), 'ready'),
      of('pending', parts.pending(scope), t('boards.column.pending', 'Pending'), 'pending'),
    ],
    viz: { kind: 'timeseries', step: true },
    noData: NO_VARIANT,
  };
}

/** What does the fleet serve, and what waits? */
export function fleetLoad(scope: Scope, recorded = false): PanelSpec {
  return {
    id: 'fleet-load',
    title: t('boards.panel.fleet-load.title', 'Requests served'),
    description: t(
      'boards.panel.fleet-load.description',
      '**What does the fleet serve?** Requests that ended in a complete answer, all variants in scope; aborted and failed ones are not in it.'
    ),
    unit: 'reqps',
    min: 0,
    points: POINTS.fleet,
    targets: [
      {
        refId: 'served',
        expr: overVariants(fleetQueries(recorded).served(scope)),
        legend: t('boards.column.served', 'Served'),
        role: 'served',
      },
    ],
    viz: { kind: 'timeseries', fill: true },
    noData: t(
      'boards.panel.fleet-load.noData',
      'No metrics of vLLM in scope: no replica was up, or its pods are not scraped (PodMonitor).'
    ),
  };
}

/** Do requests wait anywhere? */
export function fleetQueue(scope: Scope, recorded = false): PanelSpec {
  return {
    id: 'fleet-queue',
    title: t('boards.panel.fleet-queue.title', 'Requests waiting'),
    description: t(
      'boards.panel.fleet-queue.description',
      '**Do requests wait?** Those in vLLM’s queues, summed over the variants in scope. WVA judges each replica’s own queue, so there is no threshold for the sum.'
    ),
    unit: 'short',
    min: 0,
    points: POINTS.fleet,
    targets: [
      {
        refId: 'waiting',
        expr: overVariants(fleetQueries(recorded).waiting(scope)),
        legend: t('boards.column.waiting', 'Waiting'),
        role: 'queue',
      },
    ],
    viz: { kind: 'timeseries', fill: true },
    noData: t(
      'boards.panel.fleet-queue.noData',
      'No metrics of vLLM in scope: no replica was up, or its pods are not scraped (PodMonitor).'
    ),
  };
}

/** How is the load spread over the fleet? */
export function fleetSpread(scope: Scope, thresholds: EffectiveThresholds, recorded = false): PanelSpec {
  const threshold = kvThreshold(thresholds);
  const line = (refId: Target['refId'], quantile: number, legend: string, role: Target['role']): Target => ({
    refId,
    expr: kvSpread(scope, quantile, fleetQueries(recorded)),
    legend,
    role,
  });
  return {
    id: 'fleet-spread',
    title: t('boards.panel.fleet-spread.title', 'KV cache · {{label}}', { label: threshold.label }),
    description: t(
      'boards.panel.fleet-spread.description',
      '**Is one variant full while others idle?** KV cache of each variant’s fullest replica: its median and 90th percentile over the variants, and the fullest of all. {{thresholds}}',
      { thresholds: thresholdText([threshold]) }
    ),
    unit: 'percentunit',
    min: 0,
    max: 1,
    thresholds: [threshold],
    points: POINTS.fleet,
    targets: [
      line('p50', 0.5, t('boards.panel.median', 'Median'), 'p50'),
      line('p90', 0.9, 'p90', 'p90'),
      line('max', 1, t('boards.panel.fullest', 'Fullest'), 'p99'),
    ],
    viz: { kind: 'timeseries' },
    noData: t(
      'boards.panel.fleet-spread.noData',
      'No metrics of vLLM in scope: no replica was up, or its pods are not scraped (PodMonitor).'
    ),
  };
}

/** Which variants does WVA keep changing its mind about? */
export function fleetOscillation(scope: Scope, limit: number): PanelSpec {
  return {
    id: 'fleet-oscillation',
    title: t('boards.panel.fleet-oscillation.title', 'Most changes'),
    description: t(
      'boards.panel.fleet-oscillation.description',
      '**Which variants does WVA keep changing its mind about?** How often the desired replicas changed in the range, the {{limit}} most restless variants. Many changes under steady load are oscillation; there is no threshold, since load that changes moves them too.',
      { limit }
    ),
    unit: 'short',
    targets: [cell('changes', highest(limit, desiredChanges(scope)))],
    viz: {
      kind: 'table',
      sortBy: { from: 'value:changes', desc: true },
      columns: [
        { from: 'label:variant', title: t('boards.column.variant', 'Variant'), minWidth: 110 },
        { from: 'label:namespace', title: t('boards.column.namespace', 'Namespace'), width: 110 },
        { ...count('changes', t('boards.column.changes', 'Changes')), width: 84 },
      ],
    },
    noData: t(
      'boards.panel.fleet-oscillation.noData',
      'No change: WVA’s desired replicas stayed the same for every variant in scope.'
    ),
  };
}
