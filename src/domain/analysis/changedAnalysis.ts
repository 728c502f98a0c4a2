/** An analysis under other circumstances: with a client's report, or with limits for goodput. Nothing is asked again. */
import { KPI_IDS, type KpiId } from './kpis';
import { analysisOf, measureKpis } from './measureKpis';
import type { RunAnalysis } from './runAnalysis';
import type { KpiValue, Measurements } from './types';

/**
 * Of a record only the figures that the change is about are counted anew: the others were counted from finer series than
 * the record has.
 */
export function changedAnalysis(analysis: RunAnalysis, change: Partial<Measurements>): RunAnalysis {
  const { run, measurements, recorded } = analysis;
  const changed = analysisOf(run, { ...measurements, ...change });
  if (recorded === undefined) {
    return changed;
  }
  const plain = measureKpis(run, measurements);
  const kpis = KPI_IDS.map((id): [KpiId, KpiValue] => [
    id,
    JSON.stringify(plain[id]) === JSON.stringify(changed.kpis[id]) ? analysis.kpis[id] : changed.kpis[id],
  ]);
  return {
    ...analysis,
    measurements: changed.measurements,
    kpis: Object.fromEntries(kpis) as Record<KpiId, KpiValue>,
  };
}
