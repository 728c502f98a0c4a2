/** Figures of the replicas: how many, how restless, how fit for the load, and where the chain to a ready one loses time. */
import { t } from '../../i18n/t';
import { changed, gaps, ifAny, lost, meanOver, over, peak, unmatchedMinutes } from './figures';
import type { Kpi } from './kpi';
import { ratio } from './measured';
import { changes, OSCILLATION_MINUTES, oscillations } from './replicas';
import { seconds } from './segments';
import { quotient } from './uncertain';

const NO_READY = t('kpi.ready-replicas-have', 'the ready replicas have no sample in the window');
const NO_REPLICAS = t('kpi.created-replicas-have', 'the created replicas have no sample in the window');
const NO_WVA = t('kpi.wva-reports-nothing', 'WVA reports nothing about the workload in the window');
const NO_HPA = t('kpi.there-no-hpa', 'there is no HPA in the window: a static run');

/** What an autoscaler wants is beside the point while nothing carries it out, though WVA may continue to compute it. */
const OF_A_SCALER = {
  inapplicable: (run) =>
    run.isUnscaled
      ? t(
          'kpi.unscaled',
          'does not apply: there is no HPA in the window and the replicas do not change: nothing scales the workload'
        )
      : undefined,
} as const satisfies Partial<Kpi>;

const rises = changed((from, to) => to > from);
const falls = changed((from, to) => to < from);

const READY = { metrics: ['ready'], needs: ['ready'], noData: NO_READY } as const satisfies Partial<Kpi>;
const CREATED = { metrics: ['created'], needs: ['created'], noData: NO_REPLICAS } as const satisfies Partial<Kpi>;
/** What over- and under-provisioning are judged by: n ready replicas, demand D in KV caches. */
const PROVISIONING = {
  metrics: ['kvUse', 'running', 'waiting', 'ready'],
  needs: ['kvByPod', 'runningByPod', 'queueByPod', 'ready'],
  noData: t('kpi.vllm-reports-no', 'vLLM reports no batch in the window'),
} as const satisfies Partial<Kpi>;
const GAPS = {
  ...OF_A_SCALER,
  metrics: ['wvaDesired', 'ready'],
  needs: ['desired', 'ready'],
  noData: t('kpi.or', '{{noWva}}, or {{noReady}}', { noWva: NO_WVA, noReady: NO_READY }),
} as const satisfies Partial<Kpi>;

export const REPLICA_KPIS = [
  {
    ...READY,
    id: 'replicas-mean',
    title: t('kpi.replicas-mean.title', 'Ready replicas, mean'),
    group: 'replicas',
    unit: 'short',
    decimals: 2,
    better: 'neither',
    formula: t('kpi.replicas-mean.formula', '∫ ready dt / time measured'),
    figure: (run) => meanOver(run, 'ready'),
  },
  {
    ...READY,
    id: 'replicas-peak',
    title: t('kpi.replicas-peak.title', 'Ready replicas, peak'),
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: t('kpi.replicas-peak.formula', 'max(ready)'),
    figure: (run) => over(run, 'ready', peak),
  },
  {
    ...READY,
    id: 'replicas-mean-over-peak',
    title: t('kpi.replicas-mean-over-peak.title', 'Ready replicas, mean / peak'),
    group: 'replicas',
    unit: 'percentunit',
    decimals: 1,
    better: 'neither',
    formula: t('kpi.replicas-mean-over-peak.formula', 'replicas-mean / replicas-peak'),
    noData: t('kpi.replicas-mean-over-peak.noData', '{{noReady}}, or none was ever ready', { noReady: NO_READY }),
    figure: (run) => ({
      ...quotient(meanOver(run, 'ready'), over(run, 'ready', peak)),
      measured: run.of('ready'),
    }),
  },
  {
    ...CREATED,
    id: 'scale-ups',
    title: t('kpi.scale-ups.title', 'Scale-ups'),
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: t('kpi.scale-ups.formula', 'times that created rises, by however many replicas'),
    figure: (run) => over(run, 'created', rises),
  },
  {
    ...CREATED,
    id: 'scale-downs',
    title: t('kpi.scale-downs.title', 'Scale-downs'),
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: t('kpi.scale-downs.formula', 'times that created falls, by however many replicas'),
    figure: (run) => over(run, 'created', falls),
  },
  {
    ...CREATED,
    id: 'oscillations',
    title: t('kpi.oscillations.title', 'Oscillations'),
    group: 'replicas',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: t(
      'kpi.oscillations.formula',
      'changes of created against the direction of the change before it, no more than {{oscillationMinutes}} min after it',
      { oscillationMinutes: OSCILLATION_MINUTES }
    ),
    figure: (run) => over(run, 'created', (created) => ifAny(created, oscillations(changes(created)))),
  },
  {
    ...PROVISIONING,
    id: 'over-provisioned',
    title: t('kpi.over-provisioned.title', 'Over-provisioned replica-minutes'),
    group: 'replicas',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: t('kpi.over-provisioned.formula', '∫ max(0, n − max(1, D / scaleDownBoundary)) dt'),
    figure: (run) => unmatchedMinutes(run, run.provisioning?.over),
  },
  {
    ...PROVISIONING,
    id: 'under-provisioned',
    title: t('kpi.under-provisioned.title', 'Under-provisioned replica-minutes'),
    group: 'replicas',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: t('kpi.under-provisioned.formula', '∫ max(0, D / scaleUpThreshold − n) dt'),
    figure: (run) => unmatchedMinutes(run, run.provisioning?.under),
  },
] as const satisfies readonly Kpi[];

export const CHAIN_KPIS = [
  {
    ...GAPS,
    id: 'gap-count',
    title: t('kpi.gap-count.title', 'Gap windows'),
    group: 'chain',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.gap-count.formula', 'spans in which desired > ready'),
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
    title: t('kpi.gap-mean.title', 'Gap window, mean'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.gap-mean.formula', 'gap-total / gap-count'),
    noData: t('kpi.gap-mean.noData', 'there is no gap window, or gap-count has no data'),
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
    title: t('kpi.gap-longest.title', 'Gap window, longest'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.gap-longest.formula', 'longest span in which desired > ready; 0 without one'),
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
    title: t('kpi.gap-total.title', 'Gap windows, total'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.gap-total.formula', 'time in which desired > ready'),
    figure: (run) => gaps(run, seconds, (all) => all.length),
  },
  {
    ...OF_A_SCALER,
    id: 'lost-wva-hpa',
    title: t('kpi.lost-wva-hpa.title', 'Lost from WVA to HPA'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.lost-wva-hpa.formula', '∫ max(0, desired − hpaDesired) dt, in replica-seconds'),
    metrics: ['wvaDesired', 'hpaDesired'],
    needs: ['desired', 'hpaDesired'],
    noData: t('kpi.lost-wva-hpa.noData', '{{noWva}}, or {{noHpa}}', { noWva: NO_WVA, noHpa: NO_HPA }),
    figure: (run) => lost(run, 'desired', 'hpaDesired'),
  },
  {
    ...OF_A_SCALER,
    id: 'lost-hpa-created',
    title: t('kpi.lost-hpa-created.title', 'Lost from HPA to created'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.lost-hpa-created.formula', '∫ max(0, hpaDesired − created) dt, in replica-seconds'),
    metrics: ['hpaDesired', 'created'],
    needs: ['hpaDesired', 'created'],
    noData: t('kpi.lost-hpa-created.noData', '{{noHpa}}, or {{noReplicas}}', {
      noHpa: NO_HPA,
      noReplicas: NO_REPLICAS,
    }),
    figure: (run) => lost(run, 'hpaDesired', 'created'),
  },
  {
    id: 'lost-created-ready',
    title: t('kpi.lost-created-ready.title', 'Lost from created to ready'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t('kpi.lost-created-ready.formula', '∫ max(0, created − ready) dt, in replica-seconds'),
    metrics: ['created', 'ready'],
    needs: ['created', 'ready'],
    noData: t('kpi.lost-created-ready.noData', '{{noReplicas}}, or {{noReady}}', {
      noReplicas: NO_REPLICAS,
      noReady: NO_READY,
    }),
    figure: (run) => lost(run, 'created', 'ready'),
  },
] as const satisfies readonly Kpi[];
