/** The figures of a listed record, as those of a run that was measured. */
import { answeredWithin, hasLimits } from '../domain/analysis/goodput';
import { KPI_IDS, KPIS, type KpiId } from '../domain/analysis/kpis';
import type { KpiValue, LatencyLimits } from '../domain/analysis/types';
import type { Member } from '../domain/comparison/groups';
import type { ListedRecord } from './recordMarks';

type Figures = Pick<ListedRecord, 'figures' | 'latency'>;

/** Figures of the requests within the limits, by the same figure of all that were served. */
const OF_SERVED: Partial<Record<KpiId, (figures: ListedRecord['figures']) => number | undefined>> = {
  'goodput-share': (figures) => {
    const served = figures['requests-served'];
    return served === undefined ? undefined : served / (served + (figures['requests-failed'] ?? 0));
  },
  goodput: (figures) => figures['requests-per-second'],
  'goodput-per-gpu-hour': (figures) => figures['requests-per-gpu-hour'],
};

/** A figure, in the unit of its definition; goodput under the limits given. Undefined: not known. */
export function listedFigure(id: KpiId, { figures, latency }: Figures, limits: LatencyLimits): number | undefined {
  const ofServed = OF_SERVED[id];
  if (ofServed === undefined || !hasLimits(limits)) {
    return figures[id];
  }
  const [share, served] = [answeredWithin(limits, latency)?.value, ofServed(figures)];
  return share === undefined || served === undefined ? undefined : share * served;
}

/** For whoever holds runs against each other. A run whose settings are not in the list counts as one whose params are gone. */
export function listedMember(record: ListedRecord, limits: LatencyLimits): Member {
  const kpis = KPI_IDS.map((id): [KpiId, KpiValue] => {
    const value = listedFigure(id, record, limits);
    return [id, value === undefined ? { why: KPIS[id].noData } : { value }];
  });
  return {
    run: record.settings === undefined ? { ...record.run, pruned: true } : record.run,
    kpis: Object.fromEntries(kpis) as Record<KpiId, KpiValue>,
  };
}
