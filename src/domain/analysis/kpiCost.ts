/** What a run cost: GPU time and energy, and both for what was served. */
import { energy, gpuHours, replicaMinutes } from './figures';
import type { Kpi } from './kpi';
import { quotient, times } from './uncertain';

const NO_REPLICAS = 'the created replicas have no sample in the window';
const NO_GPUS = 'DCGM leads no GPU to a pod of the workload';

export const COST_KPIS = [
  {
    id: 'gpu-hours',
    title: 'GPU-hours',
    group: 'cost',
    unit: 'suffix: GPU-h',
    decimals: 2,
    better: 'lower',
    formula:
      '∫ created dt × GPUs of a replica: a replica holds its GPUs from the start of its pod, long before it is ready',
    // Which GPUs a pod holds is on every series of DCGM; this one is read.
    metrics: ['created', 'gpuUtil'],
    needs: ['created', 'gpusPerReplica'],
    noData: `${NO_REPLICAS}, or ${NO_GPUS}`,
    figure: gpuHours,
  },
  {
    id: 'requests-per-gpu-hour',
    title: 'Requests per GPU-hour',
    group: 'cost',
    unit: 'short',
    decimals: 1,
    better: 'higher',
    formula: 'requests-served / gpu-hours',
    metrics: ['success', 'created', 'gpuUtil'],
    needs: ['created', 'gpusPerReplica', 'total:ended'],
    noData: 'either has no data, or no GPU was held',
    figure: (run) => ({ ...quotient(run.counted('succeeded'), gpuHours(run)), measured: run.of('created') }),
  },
  {
    id: 'replica-minutes-per-1000-requests',
    title: 'Replica-minutes per 1,000 requests',
    group: 'cost',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: '∫ created dt in minutes / requests-served × 1,000',
    metrics: ['created', 'success'],
    needs: ['created', 'total:ended'],
    noData: `${NO_REPLICAS}, or no request was served`,
    figure: (run) => ({
      ...quotient(times(replicaMinutes(run), 1000), run.counted('succeeded')),
      measured: run.of('created'),
    }),
  },
] as const satisfies readonly Kpi[];

export const ENERGY_KPIS = [
  {
    id: 'energy',
    title: 'Energy',
    group: 'energy',
    unit: 'watth',
    decimals: 1,
    better: 'lower',
    formula: '∫ power dt, of the GPUs that the workload holds',
    metrics: ['gpuPower'],
    needs: ['power'],
    noData: NO_GPUS,
    figure: energy,
  },
  {
    id: 'energy-per-request',
    title: 'Energy per request',
    group: 'energy',
    unit: 'watth',
    decimals: 3,
    better: 'lower',
    formula: 'energy / requests-served',
    metrics: ['gpuPower', 'success'],
    needs: ['power', 'total:ended'],
    noData: 'energy has no data, or no request was served',
    figure: (run) => ({ ...quotient(energy(run), run.counted('succeeded')), measured: run.of('power') }),
  },
] as const satisfies readonly Kpi[];
