/** The figures of a run from what was measured, each as its row in kpis.ts says. */
import type { RunAnalysis } from './analysis';
import { KPI_IDS, KPIS, type Kpi, type KpiId } from './kpis';
import { Measured } from './measured';
import { changes } from './replicas';
import { coverage } from './segments';
import type { AnalysedRun, KpiValue, Measurements } from './types';

/** Below this share of the window a figure says how much was measured: the last sample before its end is no gap. */
const FULL_COVERAGE = 0.98;

/** @returns every figure: a value, or why there is none */
export function measureKpis(run: AnalysedRun, measurements: Measurements): Record<KpiId, KpiValue> {
  return kpisOf(new Measured(run, measurements));
}

/** Everything that follows from a run's measurements. */
export function analysisOf(run: AnalysedRun, measurements: Measurements): RunAnalysis {
  const measured = new Measured(run, measurements);
  return {
    run,
    measurements,
    kpis: kpisOf(measured),
    gaps: measured.gaps ?? [],
    scalings: changes(measured.of('ready')),
  };
}

function kpisOf(run: Measured): Record<KpiId, KpiValue> {
  // Object.fromEntries forgets the keys; they are all of them.
  return Object.fromEntries(KPI_IDS.map((id) => [id, valueOf(KPIS[id], run)])) as Record<KpiId, KpiValue>;
}

function valueOf({ figure, needs, noData }: Kpi, run: Measured): KpiValue {
  const { value, measured } = figure(run);
  const { window, unread } = run.m;
  if (value !== undefined && Number.isFinite(value)) {
    const share = measured === undefined ? 1 : coverage(measured, window);
    return share < FULL_COVERAGE ? { value, coverage: share } : { value };
  }
  if (window.to <= window.from) {
    return { why: 'the run ended before its load began' };
  }
  const missing = needs.filter((key) => unread?.includes(key));
  return { why: missing.length > 0 ? `Prometheus gave no answer for ${missing.join(', ')}` : noData };
}
