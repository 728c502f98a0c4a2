/** A run with everything that follows from its measurements. */
import type { CourseFacts } from '../decisions/course';
import type { KpiId } from './kpis';
import type { RunLogs } from './runLogs';
import type { AnalysedRun, KpiValue, Measurements, ScalingEvent, Span } from './types';

export interface RunAnalysis {
  run: AnalysedRun;
  measurements: Measurements;
  kpis: Record<KpiId, KpiValue>;
  /** Spans in which fewer replicas served than WVA wanted, in order. */
  gaps: Span[];
  /** Changes of the ready replicas, in order. */
  scalings: ScalingEvent[];
  /** Of a run that was read from a record; without it Prometheus was asked. */
  recorded?: Recorded;
}

/** Where an analysis is from that was recorded. */
export interface Recorded {
  /** When the record was written, epoch ms. */
  at: number;
  /** Program and version that wrote it. */
  by: string;
  /** What the run's decisions are told from; undefined where that was not recorded. */
  course?: CourseFacts;
  /** What logs said that do not last; undefined where the record was not written by one who read them. */
  logs?: RunLogs;
}
