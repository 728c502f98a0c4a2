/** The replica chain of a variant. */
import { t } from '../i18n/t';
import * as recorded from '../queries/recorded';
import { chain } from '../queries/replicas';
import type { Scope } from '../queries/selector';
import type { PanelSpec } from './spec';

/** Where between WVA's desired replicas and a serving replica is time lost? */
export function replicaChain(scope: Scope): PanelSpec {
  return {
    id: 'replica-chain',
    title: t('boards.panel.replica-chain.title', 'Replicas: desired, created, ready'),
    description: t(
      'boards.panel.replica-chain.description',
      '**Where between WVA’s desired replicas and a serving replica is time lost?** WVA desired above HPA desired: KEDA or the HPA waits (poll, window) or is at its bounds. HPA desired above created: the Deployment is behind. Created above ready: pods start, or find no GPU. Created counts pods that do not serve yet; ready is what serves (kube-state-metrics).'
    ),
    unit: 'short',
    decimals: 0,
    min: 0,
    targets: [
      {
        refId: 'replicas',
        expr: chain(scope),
        recorded: recorded.chain(scope),
        legend: '{{series}}',
        seriesRoles: {
          [t('boards.panel.wva-desired', 'WVA desired')]: 'desired',
          [t('boards.panel.hpa-desired', 'HPA desired')]: 'hpa-desired',
          [t('boards.column.created', 'Created')]: 'created',
          [t('boards.column.ready', 'Ready')]: 'ready',
        },
      },
    ],
    viz: { kind: 'timeseries', step: true },
    noData: t(
      'boards.panel.replica-chain.noData',
      'No replicas of this variant in this time. Without WVA’s metrics nothing is desired; without kube-state-metrics nothing is created or ready: see the configuration page.'
    ),
  };
}
