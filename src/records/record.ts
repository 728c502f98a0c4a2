/**
 * A run record: everything that is shown of a measured run, so that it outlasts Prometheus and Tekton. docs/records.md
 * describes it, schema.ts is its JSON Schema. Times are epoch ms, as in the analysis.
 */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { KpiId } from '../domain/analysis/kpis';
import type { RunLogs } from '../domain/analysis/runLogs';
import type { EffectiveThresholds } from '../domain/variant';
import type { AnalysedRun, KpiValue, Measurements, ScalingEvent, SeriesId, Span } from '../domain/analysis/types';

export const RECORD_KIND = 'llmd-wva-run-record';
/** Rises when a reader of the version before would misread it; new fields alone do not raise it. */
export const RECORD_VERSION = 1;

/** A figure with its unit, so that a record is read without this program. */
export type RecordedFigure = KpiValue & { unit: string };

/** Samples at equal distances; `null` where nothing was measured. */
export interface GridSeries {
  labels: Readonly<Record<string, string>>;
  /** Time of the first value, epoch ms. */
  from: number;
  stepSeconds: number;
  values: ReadonlyArray<number | null>;
}

/** Bounds of a histogram; JSON has no infinity. */
export interface RecordedHistogram {
  bounds: ReadonlyArray<number | '+Inf'>;
  counts: readonly number[];
}

export type RecordedMeasurements = Omit<Measurements, 'series' | 'latency'> & {
  series: Partial<Record<SeriesId, GridSeries[]>>;
  latency: Partial<Record<keyof Measurements['latency'], RecordedHistogram>>;
};

/** What was found out about the cluster when the run was measured. */
export interface RecordedCluster {
  wvaVersion?: string;
  /** Label names by which the queries were asked. */
  dialect?: Readonly<Record<string, string>>;
}

/** The facts that explain the decisions of the run (`CourseFacts`). */
export interface RecordedCourse {
  series: GridSeries[];
  stepSeconds: number;
  expr: string;
  thresholds: EffectiveThresholds;
}

export interface RunRecord {
  kind: typeof RECORD_KIND;
  version: typeof RECORD_VERSION;
  /** ISO 8601. */
  writtenAt: string;
  writer: { name: string; version: string };
  run: AnalysedRun;
  measurements: RecordedMeasurements;
  figures: Partial<Record<KpiId, RecordedFigure>>;
  /** Spans in which replicas were missing. */
  gaps: Span[];
  /** Changes of the ready replicas. */
  scalings: ScalingEvent[];
  cluster?: RecordedCluster;
  course?: RecordedCourse;
  /** What short-lived logs said. */
  logs?: RunLogs;
}

export interface ReadRecord {
  record: RunRecord;
  analysis: RunAnalysis;
}
