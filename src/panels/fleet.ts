/** All variants at a glance. */
import { t } from '../i18n/t';
import type { EffectiveThresholds } from '../domain/variant';
import { wanted } from '../queries/fleet';
import { GONE, modelsOfVariants, orGone, withModel } from '../queries/fleetRows';
import * as recordedQueries from '../queries/recorded';
import type { Scope } from '../queries/selector';
import { fleetQueries, WORKLOAD_GONE } from './fleetQueries';
import { ownershipText } from './ownershipText';
import type { PanelSpec } from './spec';
import { cells, count, share } from './tableCells';
import { headroomThresholds, kvThreshold, queueThreshold, thresholdText } from './thresholds';

interface FleetOptions {
  /** Without a variant: one row a variant. */
  scope: Scope;
  thresholds: EffectiveThresholds;
  /** Address of a variant's page, from two placeholders that Grafana fills per row. */
  variantUrl?: (namespace: string, variant: string) => string;
  /** Reads what the recording rules keep, instead of every pod's series. */
  recorded?: boolean;
}

/** Which variant needs attention? */
export function fleetTable({ scope, thresholds, variantUrl, recorded = false }: FleetOptions): PanelSpec {
  const ask = fleetQueries(recorded);
  const models = modelsOfVariants(scope, ask.servingOwners(scope));
  const kv = kvThreshold(thresholds);
  const queue = queueThreshold(thresholds);
  const room = headroomThresholds(thresholds);
  const link = variantUrl && {
    title: t('boards.panel.open-variant', 'Open variant'),
    url: variantUrl('${__data.fields.namespace}', '${__data.fields.variant}'),
  };
  return {
    id: 'fleet',
    title: t('boards.panel.fleet.title', 'Variants'),
    description: t(
      'boards.panel.fleet.description',
      "**Which variant needs attention?** What WVA wants, or else the HPA; what exists and what serves (“gone”: WVA still reports it, but its workload no longer exists); the fullest replica's KV cache and the longest queue (peaks over a minute, as WVA reads them); headroom = room left before WVA scales up, 100 % when idle, 0 % at its trigger. {{thresholds}} {{ownership}}",
      { thresholds: thresholdText([kv, queue, ...room]), ownership: ownershipText(recorded) }
    ),
    unit: 'short',
    targets: [
      cells(
        {
          desired: wanted(scope, ask),
          created: orGone(ask.everyCreated(scope), ask.gone(scope)),
          ready: ask.everyReady(scope),
          pending: ask.everyPending(scope),
          kv: ask.kvHighest(scope),
          queue: ask.queueLongest(scope),
          headroom: ask.headroom(scope, thresholds.values),
        },
        (all) => withModel(all, models)
      ),
      {
        refId: 'served',
        expr: ask.served(scope),
        recorded: recordedQueries.served(scope),
        legend: '{{namespace}}/{{variant}}',
        role: 'served',
      },
    ],
    viz: {
      kind: 'table',
      sortBy: { from: 'value:headroom', desc: false },
      columns: [
        { from: 'label:variant', title: t('boards.column.variant', 'Variant'), minWidth: 150, link },
        { from: 'label:namespace', title: t('boards.column.namespace', 'Namespace'), width: 116 },
        count('desired', t('boards.column.desired', 'Desired'), 'desired'),
        { ...count('created', t('boards.column.created', 'Created')), words: { [GONE]: WORKLOAD_GONE } },
        count('ready', t('boards.column.ready', 'Ready'), 'ready'),
        count('pending', t('boards.column.pending', 'Pending')),
        share('kv', t('boards.column.kv-cache', 'KV cache'), {
          cell: 'gauge',
          thresholds: [kv],
          min: 0,
          max: 1,
          width: 80,
        }),
        {
          from: 'value:queue',
          title: t('boards.column.queue', 'Queue'),
          unit: 'short',
          decimals: 0,
          thresholds: [queue],
          width: 60,
        },
        share('headroom', t('boards.column.headroom', 'Headroom'), { thresholds: room, width: 95 }),
        {
          from: 'value:served',
          title: t('boards.column.served', 'Served'),
          unit: 'reqps',
          decimals: 2,
          cell: 'sparkline',
          role: 'served',
          width: 125,
        },
      ],
    },
    noData: t(
      'boards.panel.fleet.noData',
      'No variant found. Either nothing is served in these namespaces, or Prometheus scrapes neither WVA nor vLLM: see the configuration page for what was detected.'
    ),
  };
}
