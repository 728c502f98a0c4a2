/** The models of a fleet, each as the sum of its variants. */
import { t } from '../i18n/t';
import { wanted } from '../queries/fleet';
import { gpusOfVariants, modelsOfVariants, overModels } from '../queries/fleetRows';
import type { Scope } from '../queries/selector';
import { fleetQueries } from './fleetQueries';
import type { PanelSpec } from './spec';
import { cells, count } from './tableCells';

interface ModelsOptions {
  scope: Scope;
  /** Reads what the recording rules keep, instead of every pod's series. */
  recorded?: boolean;
}

/** What does each model take, and what does it serve, whichever of its variants does? */
export function fleetModels({ scope, recorded = false }: ModelsOptions): PanelSpec {
  const ask = fleetQueries(recorded);
  const owners = ask.servingOwners(scope);
  const models = modelsOfVariants(scope, owners);
  return {
    id: 'fleet-models',
    title: t('boards.panel.fleet-models.title', 'Models'),
    description: t(
      'boards.panel.fleet-models.description',
      '**What does each model take, and what does it serve?** Sums over its variants in a namespace, which the table below lists one by one: workloads that differ in accelerator, parallelism, cost or role and serve the same model. GPUs are those that pods hold; waiting are requests in vLLM’s queues. A variant whose workload is gone is in no sum.'
    ),
    unit: 'short',
    targets: [
      cells(
        {
          variants: ask.variants(scope),
          desired: wanted(scope, ask),
          ready: ask.everyReady(scope),
          pending: ask.everyPending(scope),
          gpus: recorded ? gpusOfVariants(scope, owners) : gpusOfVariants(scope),
          waiting: ask.waiting(scope),
          served: ask.served(scope),
        },
        (all) => overModels(all, models)
      ),
    ],
    viz: {
      kind: 'table',
      sortBy: { from: 'label:model_name', desc: false },
      columns: [
        { from: 'label:model_name', title: t('boards.column.model', 'Model'), minWidth: 190 },
        { from: 'label:namespace', title: t('boards.column.namespace', 'Namespace'), width: 120 },
        { ...count('variants', t('boards.column.variants', 'Variants')), width: 86 },
        count('desired', t('boards.column.desired', 'Desired'), 'desired'),
        count('ready', t('boards.column.ready', 'Ready'), 'ready'),
        count('pending', t('boards.column.pending', 'Pending')),
        count('gpus', t('boards.column.gpus', 'GPUs')),
        count('waiting', t('boards.column.waiting', 'Waiting')),
        { from: 'value:served', title: t('boards.column.served', 'Served'), unit: 'reqps', decimals: 2, width: 100 },
      ],
    },
    noData: t(
      'boards.panel.fleet-models.noData',
      'No model found: no pod in these namespaces reports metrics of vLLM (PodMonitor).'
    ),
  };
}
