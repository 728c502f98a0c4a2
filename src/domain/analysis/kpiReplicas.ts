/** Figures of the replicas: how many, how restless, how fit for the load, and where the chain to a ready one loses time. */
import { changed, gaps, ifAny, lost, meanOver, misfit, over, peak } from './figures';
import type { Kpi } from './kpi';
import { ratio } from './measured';
import { changes, OSCILLATION_MINUTES, oscillations } from './replicas';
import { seconds } from './segments';
import { quotient } from './uncertain';

const NO_READY = 'the ready replicas have no sample in the window';
const NO_REPLICAS = 'the created replicas have no sample in the window';
const NO_WVA = 'WVA reports nothing about the workload in the window';
const NO_HPA = 'there is no HPA in the window: a static run';

const rises = changed((from, to) => to > from);
const falls = changed((from, to) => to < from);

const READY = { metrics: ['ready'], needs: ['ready'], noData: NO_READY } as const satisfies Partial<Kpi>;
const CREATED = { metrics: ['created'], needs: ['created'], noData: NO_REPLICAS } as const satisfies Partial<Kpi>;
/** What over- and under-provisioning are judged by: n ready replicas, demand D in KV caches. */
const PROVISIONING = {
  metrics: ['kvUse', 'running', 'waiting', 'ready'],
  needs: ['kvByPod', 'runningByPod', 'queueByPod', 'ready'],
  noData: 'vLLM reports no batch in the window',
} as const satisfies Partial<Kpi>;
const GAPS = {
  metrics: ['wvaDesired', 'ready'],
  needs: ['desired', 'ready'],
  noData: `${NO_WVA}, or ${NO_READY}`,
} as const satisfies Partial<Kpi>;

export const REPLICA_KPIS = [
  {
    ...READY,
    id: 'replicas-mean',
    title: 'Ready replicas, mean',
    group: 'replicas',
    unit: 'short',
    decimals: 2,
    better: 'neither',
    formula: '∫ ready dt / time measured',
    figure: (run) => meanOver(run, 'ready'),
  },
  {
    ...READY,
    id: 'replicas-peak',
    title: 'Ready replicas, peak',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: 'max(ready)',
    figure: (run) => over(run, 'ready', peak),
  },
  {
    ...READY,
    id: 'replicas-mean-over-peak',
    title: 'Ready replicas, mean / peak',
    group: 'replicas',
    unit: 'percentunit',
    decimals: 1,
    better: 'neither',
    formula: 'replicas-mean / replicas-peak',
    noData: `${NO_READY}, or none was ever ready`,
    figure: (run) => ({
      ...quotient(meanOver(run, 'ready'), over(run, 'ready', peak)),
      measured: run.of('ready'),
    }),
  },
  {
    ...CREATED,
    id: 'scale-ups',
    title: 'Scale-ups',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: 'times that created rises, by however many replicas',
    figure: (run) => over(run, 'created', rises),
  },
  {
    ...CREATED,
    id: 'scale-downs',
    title: 'Scale-downs',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: 'times that created falls, by however many replicas',
    figure: (run) => over(run, 'created', falls),
  },
  {
    ...CREATED,
    id: 'oscillations',
    title: 'Oscillations',
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: `changes of created against the direction of the change before it, no more than ${OSCILLATION_MINUTES} min after it`,
    figure: (run) => over(run, 'created', (created) => ifAny(created, oscillations(changes(created)))),
  },
  {
    ...PROVISIONING,
    id: 'over-provisioned',
    title: 'Over-provisioned replica-minutes',
    group: 'replicas',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: '∫ max(0, n − max(1, D / scaleDownBoundary)) dt',
    figure: (run) => misfit(run, run.provisioning?.over),
  },
  {
    ...PROVISIONING,
    id: 'under-provisioned',
    title: 'Under-provisioned replica-minutes',
    group: 'replicas',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: '∫ max(0, D / scaleUpThreshold − n) dt',
    figure: (run) => misfit(run, run.provisioning?.under),
  },
] as const satisfies readonly Kpi[];

export const CHAIN_KPIS = [
  {
    ...GAPS,
    id: 'gap-count',
    title: 'Gap windows',
    group: 'chain',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: 'spans in which desired > ready',
    figure: (run) =>
      gaps(
        run,
        (all) => all.length,
        () => 0
      ),
  },
  {
    ...GAPS,
    id: 'gap-mean',
    title: 'Gap window, mean',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: 'gap-total / gap-count',
    noData: 'there is no gap window, or gap-count has no data',
    figure: (run) =>
      gaps(
        run,
        (all) => ratio(seconds(all), all.length),
        () => 1
      ),
  },
  {
    ...GAPS,
    id: 'gap-longest',
    title: 'Gap window, longest',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: 'longest span in which desired > ready; 0 without one',
    figure: (run) =>
      gaps(
        run,
        (all) => all.reduce((most, gap) => Math.max(most, seconds([gap])), 0),
        (all) => Math.min(1, all.length)
      ),
  },
  {
    ...GAPS,
    id: 'gap-total',
    title: 'Gap windows, total',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: 'time in which desired > ready',
    figure: (run) => gaps(run, seconds, (all) => all.length),
  },
  {
    id: 'lost-wva-hpa',
    title: 'Lost from WVA to HPA',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: '∫ max(0, desired − hpaDesired) dt, in replica-seconds',
    metrics: ['wvaDesired', 'hpaDesired'],
    needs: ['desired', 'hpaDesired'],
    noData: `${NO_WVA}, or ${NO_HPA}`,
    figure: (run) => lost(run, 'desired', 'hpaDesired'),
  },
  {
    id: 'lost-hpa-created',
    title: 'Lost from HPA to created',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: '∫ max(0, hpaDesired − created) dt, in replica-seconds',
    metrics: ['hpaDesired', 'created'],
    needs: ['hpaDesired', 'created'],
    noData: `${NO_HPA}, or ${NO_REPLICAS}`,
    figure: (run) => lost(run, 'hpaDesired', 'created'),
  },
  {
    id: 'lost-created-ready',
    title: 'Lost from created to ready',
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: '∫ max(0, created − ready) dt, in replica-seconds',
    metrics: ['created', 'ready'],
    needs: ['created', 'ready'],
    noData: `${NO_REPLICAS}, or ${NO_READY}`,
    figure: (run) => lost(run, 'created', 'ready'),
  },
] as const satisfies readonly Kpi[];
