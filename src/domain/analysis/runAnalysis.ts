/** A run with everything that follows from its measurements. */
import type { KpiId } from './kpis';
import type { AnalysedRun, KpiValue, Measurements, ScalingEvent, Span } from './types';

export interface RunAnalysis {
  run: AnalysedRun;
  measurements: Measurements;
  kpis: Record<KpiId, KpiValue>;
  /** Spans in which fewer replicas served than WVA wanted, in order. */
  gaps: Span[];
  /** Changes of the ready replicas, in order. */
  scalings: ScalingEvent[];
}
