/** What all variants of a run's model took and served together, from the world's own state. */
import type { KpiId } from '../../src/domain/analysis/kpis';
import type { Span } from '../../src/domain/analysis/types';
import { countsAt, type Second } from './observer';

/** A variant of the model, as the world knows it. */
export interface TrueVariant {
  seconds: readonly Second[];
  gpusPerReplica: number;
  /** Of a replica, where the cluster tells it. */
  cost?: number;
}

/** @param all variants of the model, the run's own among them: those count of which a replica served */
export function modelFigures(all: readonly TrueVariant[], { from, to }: Span): Partial<Record<KpiId, number>> {
  const variants = all.filter(({ seconds }) => seconds.some(({ at, ready }) => at >= from && at < to && ready > 0));
  const each = variants.map(({ seconds, gpusPerReplica, cost }) => {
    const within = seconds.filter(({ at }) => at >= from && at < to);
    const replicaHours = within.reduce((sum, { created }) => sum + created, 0) / 3600;
    const servedAt = (moment: number) => countsAt(seconds, moment)?.served ?? 0;
    return {
      gpuHours: replicaHours * gpusPerReplica,
      cost: cost === undefined ? NaN : replicaHours * cost,
      served: servedAt(to) - servedAt(from),
    };
  });
  if (each.length === 0) {
    return {};
  }
  const sum = (key: 'gpuHours' | 'cost' | 'served') => each.reduce((total, one) => total + one[key], 0);
  return {
    'cost-weighted-gpu-hours': sum('cost'),
    ...(variants.length > 1 && {
      'model-gpu-hours': sum('gpuHours'),
      'model-requests-per-gpu-hour': sum('served') / sum('gpuHours'),
    }),
  };
}
