/** What a run cost: GPU time and energy, and both for what was served. */
import { t } from '../../i18n/t';
import { energy, gpuHours, replicaMinutes } from './figures';
import type { Kpi } from './kpi';
import { quotient, times } from './uncertain';

const NO_REPLICAS = t('kpi.created-replicas-have', 'the created replicas have no sample in the window');
const NO_GPUS = t('kpi.dcgm-leads-no', "DCGM reports no GPU of the workload's pods");

export const COST_KPIS = [
  {
    id: 'gpu-hours',
    title: t('kpi.gpu-hours.title', 'GPU-hours'),
    group: 'cost',
    unit: `suffix: ${t('unit.gpu-hours', 'GPU-h')}`,
    decimals: 2,
    better: 'lower',
    formula: t(
      'kpi.gpu-hours.formula',
      '∫ created dt × GPUs of a replica: a replica holds its GPUs from the start of its pod, long before it is ready'
    ),
    // Which GPUs a pod holds is on every series of DCGM; this one is read.
    metrics: ['created', 'gpuUtil'],
    needs: ['created', 'gpusPerReplica'],
    noData: t('kpi.gpu-hours.noData', '{{noReplicas}}, or {{noGpus}}', { noReplicas: NO_REPLICAS, noGpus: NO_GPUS }),
    figure: gpuHours,
  },
  {
    id: 'requests-per-gpu-hour',
    title: t('kpi.requests-per-gpu-hour.title', 'Requests per GPU-hour'),
    group: 'cost',
    unit: 'short',
    decimals: 1,
    better: 'higher',
    formula: t('kpi.requests-per-gpu-hour.formula', 'requests-served / gpu-hours'),
    metrics: ['success', 'created', 'gpuUtil'],
    needs: ['created', 'gpusPerReplica', 'total:ended'],
    noData: t('kpi.requests-per-gpu-hour.noData', 'either has no data, or no GPU was held'),
    figure: (run) => ({ ...quotient(run.counted('succeeded'), gpuHours(run)), measured: run.of('created') }),
  },
  {
    id: 'replica-minutes-per-1000-requests',
    title: t('kpi.replica-minutes-per-1000-requests.title', 'Replica-minutes per 1,000 requests'),
    group: 'cost',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: t('kpi.replica-minutes-per-1000-requests.formula', '∫ created dt in minutes / requests-served × 1,000'),
    metrics: ['created', 'success'],
    needs: ['created', 'total:ended'],
    noData: t('kpi.replica-minutes-per-1000-requests.noData', '{{noReplicas}}, or no request was served', {
      noReplicas: NO_REPLICAS,
    }),
    figure: (run) => ({
      ...quotient(times(replicaMinutes(run), 1000), run.counted('succeeded')),
      measured: run.of('created'),
    }),
  },
] as const satisfies readonly Kpi[];

export const ENERGY_KPIS = [
  {
    id: 'energy',
    title: t('kpi.energy.title', 'Energy'),
    group: 'energy',
    unit: 'watth',
    decimals: 1,
    better: 'lower',
    formula: t('kpi.energy.formula', '∫ power dt, of the GPUs that the workload holds'),
    metrics: ['gpuPower'],
    needs: ['power'],
    noData: NO_GPUS,
    figure: energy,
  },
  {
    id: 'energy-per-request',
    title: t('kpi.energy-per-request.title', 'Energy per request'),
    group: 'energy',
    unit: 'watth',
    decimals: 3,
    better: 'lower',
    formula: t('kpi.energy-per-request.formula', 'energy / requests-served'),
    metrics: ['gpuPower', 'success'],
    needs: ['power', 'total:ended'],
    noData: t('kpi.energy-per-request.noData', 'energy has no data, or no request was served'),
    figure: (run) => ({ ...quotient(energy(run), run.counted('succeeded')), measured: run.of('power') }),
  },
] as const satisfies readonly Kpi[];
