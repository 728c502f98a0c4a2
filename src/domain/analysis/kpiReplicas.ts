/** Figures of the replicas: how many, how restless, how fit for the load, and where the chain to a ready one loses time. */
import type { KpiDefinition } from './kpi';
import { BATCH, CREATED, NO_REPLICAS, NOTHING_RUNNING } from './kpiWords';

/**
 * A change that is undone within this time is an oscillation. No longer than a load step of the lab, and not much longer
 * than the 2 to 7 minutes that a replica needs to start: what is undone in it has hardly served.
 */
export const OSCILLATION_MINUTES = 10;

const NO_READY = 'kube_deployment_status_replicas_ready has no sample in the window';
const NO_WVA = 'WVA says nothing of the workload in the window';
const NO_HPA = 'there is no HPA in the window: a static run';
const READY = 'kube_deployment_status_replicas_ready';
const DESIRED = 'wva_desired_replicas (older: inferno_desired_replicas)';
const HPA = 'kube_horizontalpodautoscaler_status_desired_replicas';
const GAPS = `${DESIRED}, ${READY}`;
/** What over- and under-provisioning are judged by: n ready replicas, demand D in KV caches. */
const PROVISIONING = `vllm:kv_cache_usage_perc (older: vllm:gpu_cache_usage_perc), ${BATCH}, vllm:num_requests_waiting, ${READY}`;

export const REPLICA_KPIS = {
  'replicas-mean': {
    title: 'Ready replicas, mean',
    group: 'replicas',
    unit: 'short',
    decimals: 2,
    better: 'neither',
    formula: '∫ ready dt / time measured',
    source: READY,
    noData: NO_READY,
  },
  'replicas-peak': {
    title: 'Ready replicas, peak',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: 'max(ready)',
    source: READY,
    noData: NO_READY,
  },
  'replicas-mean-over-peak': {
    title: 'Ready replicas, mean / peak',
    group: 'replicas',
    unit: 'percentunit',
    decimals: 1,
    better: 'neither',
    formula: 'replicas-mean / replicas-peak',
    source: READY,
    noData: `${NO_READY}, or none was ever ready`,
  },
  'scale-ups': {
    title: 'Scale-ups',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: 'times that created rises, by however many replicas',
    source: CREATED,
    noData: NO_REPLICAS,
  },
  'scale-downs': {
    title: 'Scale-downs',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: 'times that created falls, by however many replicas',
    source: CREATED,
    noData: NO_REPLICAS,
  },
  oscillations: {
    title: 'Oscillations',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: `changes of created against the direction of the change before it, no more than ${OSCILLATION_MINUTES} min after it`,
    source: CREATED,
    noData: NO_REPLICAS,
  },
  'over-provisioned': {
    title: 'Over-provisioned replica-minutes',
    group: 'replicas',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: '∫ max(0, n − max(1, D / scaleDownBoundary)) dt',
    source: PROVISIONING,
    noData: NOTHING_RUNNING,
  },
  'under-provisioned': {
    title: 'Under-provisioned replica-minutes',
    group: 'replicas',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: '∫ max(0, D / scaleUpThreshold − n) dt',
    source: PROVISIONING,
    noData: NOTHING_RUNNING,
  },
} as const satisfies Record<string, KpiDefinition>;

export const CHAIN_KPIS = {
  'gap-count': {
    title: 'Gap windows',
    group: 'chain',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: 'spans in which desired > ready',
    source: GAPS,
    noData: `${NO_WVA}, or ${NO_READY}`,
  },
  'gap-mean': {
    title: 'Gap window, mean',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: 'gap-total / gap-count',
    source: GAPS,
    noData: 'there is no gap window, or gap-count has no data',
  },
  'gap-longest': {
    title: 'Gap window, longest',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: 'longest span in which desired > ready; 0 without one',
    source: GAPS,
    noData: `${NO_WVA}, or ${NO_READY}`,
  },
  'gap-total': {
    title: 'Gap windows, total',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: 'time in which desired > ready',
    source: GAPS,
    noData: `${NO_WVA}, or ${NO_READY}`,
  },
  'lost-wva-hpa': {
    title: 'Lost from WVA to HPA',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: '∫ max(0, desired − hpaDesired) dt, in replica-seconds',
    source: `${DESIRED}, ${HPA}`,
    noData: `${NO_WVA}, or ${NO_HPA}`,
  },
  'lost-hpa-created': {
    title: 'Lost from HPA to created',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: '∫ max(0, hpaDesired − created) dt, in replica-seconds',
    source: `${HPA}, ${CREATED}`,
    noData: `${NO_HPA}, or ${NO_REPLICAS}`,
  },
  'lost-created-ready': {
    title: 'Lost from created to ready',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: '∫ max(0, created − ready) dt, in replica-seconds',
    source: `${CREATED}, ${READY}`,
    noData: `${NO_REPLICAS}, or ${NO_READY}`,
  },
} as const satisfies Record<string, KpiDefinition>;
