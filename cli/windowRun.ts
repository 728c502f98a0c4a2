/** Any window of time, measured as a run is: the figures are those of the app for a run whose load fills the window. */
import { askDetection } from '../src/measuring/askDetection';
import { measureRun, type Progress } from '../src/measuring/measureRun';
import type { RunAnalysis } from '../src/domain/analysis/runAnalysis';
import { analysisOf } from '../src/domain/analysis/measureKpis';
import { mergeMeasurements, type NamedMeasurements } from '../src/domain/analysis/mergeMeasurements';
import type { AnalysedRun } from '../src/domain/analysis/types';
import type { Ask, Prometheus } from '../src/domain/prometheus';
import type { Detection } from '../src/queries/detection';

export interface MeasuredWindow {
  namespace: string;
  /** One, or several that serve the model together. */
  workloads: readonly [string, ...string[]];
  /** Epoch ms. */
  from: number;
  to: number;
}

export interface WindowAnalysis {
  analysis: RunAnalysis;
  detection: Detection;
  /** What Prometheus warned of with any of its answers. */
  warnings: readonly string[];
}

/** How it is asked. */
export interface Asking {
  /** Epoch ms. */
  now: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** Asks, and keeps what Prometheus warns of with any of its answers. */
export function listening(plain: Ask): { ask: Ask; warnings: ReadonlySet<string> } {
  const warnings = new Set<string>();
  const ask: Ask = async (...question) => {
    const answers = await plain(...question);
    for (const answer of answers.values()) {
      (answer.series && answer.warnings)?.forEach((warning) => warnings.add(`Prometheus warns: ${warning}`));
    }
    return answers;
  };
  return { ask, warnings };
}

/** The window as the run that it stands for. */
export function windowRun({ namespace, workloads, from, to }: MeasuredWindow): AnalysedRun {
  const workload = workloads.join(', ');
  return {
    namespace,
    name: `${workload} ${new Date(from).toISOString()}`,
    phase: 'unknown',
    workload: { namespace, variant: workload },
    startedAt: from,
    finishedAt: to,
    loadStartedAt: from,
    params: [],
    results: [],
    pruned: false,
  };
}

/**
 * @param run with its window, whose figures are those of the workloads together; labels are detected at its end, as the app does for a run
 * @throws UserError when Prometheus answers nothing at all; what the signal says, when it aborts
 */
export async function analyseWindow(
  run: AnalysedRun,
  workloads: MeasuredWindow['workloads'],
  prometheus: Prometheus,
  { now, signal, onProgress }: Asking
): Promise<WindowAnalysis> {
  const { ask, warnings } = listening(prometheus.ask);
  const range = { from: run.startedAt, to: Math.min(run.finishedAt ?? now, now) };
  const detection = await askDetection(ask, range, signal);
  const all: NamedMeasurements[] = [];
  for (const workload of workloads) {
    const one = { ...run, workload: { ...run.workload, variant: workload } };
    const measurements = await measureRun(one, { ask, dialect: detection.dialect, now, signal, onProgress });
    all.push({ workload, measurements });
  }
  const measurements = mergeMeasurements(all);
  return { analysis: analysisOf(run, measurements), detection, warnings: [...warnings] };
}
