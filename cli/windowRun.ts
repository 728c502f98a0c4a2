/** Any window of time, measured as a run is: the figures are those of the app for a run whose load fills the window. */
import { askDetection } from '../src/analysis/askDetection';
import { measureRun, type Progress } from '../src/analysis/measureRun';
import type { RunAnalysis } from '../src/domain/analysis/analysis';
import { analysisOf } from '../src/domain/analysis/measureKpis';
import type { AnalysedRun } from '../src/domain/analysis/types';
import type { Ask, Prometheus } from '../src/domain/prometheus';
import type { Detection } from '../src/queries/detection';

export interface MeasuredWindow {
  namespace: string;
  workload: string;
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

/** The window as the run that it stands for. */
export function windowRun({ namespace, workload, from, to }: MeasuredWindow): AnalysedRun {
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
 * @param run with its window; labels are detected at its end, as the app does for a run
 * @throws UserError when Prometheus answers nothing at all; what the signal says, when it aborts
 */
export async function analyseWindow(
  run: AnalysedRun,
  prometheus: Prometheus,
  { now, signal, onProgress }: { now: number; signal?: AbortSignal; onProgress?: (progress: Progress) => void }
): Promise<WindowAnalysis> {
  const warnings = new Set<string>();
  const ask: Ask = async (...question) => {
    const answers = await prometheus.ask(...question);
    for (const answer of answers.values()) {
      (answer.series && answer.warnings)?.forEach((warning) => warnings.add(`Prometheus warns: ${warning}`));
    }
    return answers;
  };
  const range = { from: run.startedAt, to: Math.min(run.finishedAt ?? now, now) };
  const detection = await askDetection(ask, range, signal);
  const measurements = await measureRun(run, { ask, dialect: detection.dialect, now, signal, onProgress });
  return { analysis: analysisOf(run, measurements), detection, warnings: [...warnings] };
}
