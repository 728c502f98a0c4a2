/** A run analysed. What is finished is kept: it does not change any more. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { analysisOf } from '../domain/analysis/measureKpis';
import type { AnalysedRun, Measurements } from '../domain/analysis/types';
import type { Prometheus } from '../domain/prometheus';
import { listCache } from '../domain/moduleCaches';
import type { Dialect } from '../queries/selector';
import { withLoadStart } from './findLoadStart';
import { measureRun, REQUESTS_AT_ONCE, type MeasureOptions, type Progress } from './measureRun';
import { RequestQueue } from './requestQueue';

export type { Progress } from './measureRun';

export interface AnalyseOptions {
  prometheus: Prometheus;
  /** Label names of this Prometheus (askDetection.ts finds them). */
  dialect: Dialect;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Epoch ms by the cluster's clock; default this computer's. */
  now?: number;
}

/** However many runs are compared: so many requests at a time go to one Prometheus. */
const queues = new Map<string, RequestQueue>();
/** Finished runs whose measurements are whole, the latest last. */
const kept = new Map<string, Measurements>();
const MOST_KEPT = 50;
listCache('analyses of finished runs', () => {
  queues.clear();
  kept.clear();
});
/** Samples come late: a run that ended just now is measured again. */
const SETTLED_MS = 2 * 60_000;

/**
 * @throws UserError when Prometheus answers nothing at all; what the signal says, when it aborts. What Prometheus says
 * nothing of is told in `measurements.problems` and by each figure.
 */
export async function analyseRun(run: AnalysedRun, options: AnalyseOptions): Promise<RunAnalysis> {
  const { prometheus, dialect, signal, onProgress, now = Date.now() } = options;
  const key = keyOf(run, options);
  const known = kept.get(key);
  if (known) {
    // What its annotation or a later look at the cluster says of it may be more than before.
    return analysisOf({ ...run, loadStartedAt: known.window.from }, known);
  }
  const queue = queues.get(prometheus.id) ?? new RequestQueue(REQUESTS_AT_ONCE);
  queues.set(prometheus.id, queue);
  const asking: MeasureOptions = {
    ask: prometheus.ask,
    dialect,
    now,
    signal,
    onProgress,
    queue,
  };
  const dated = await withLoadStart(run, asking);
  const measurements = await measureRun(dated, asking);
  const isFinal = run.finishedAt !== undefined && run.finishedAt + SETTLED_MS <= now;
  if (isFinal && measurements.problems.length === 0) {
    keep(key, measurements);
  }
  return analysisOf(dated, measurements);
}

function keep(key: string, measurements: Measurements): void {
  kept.set(key, measurements);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) {
    kept.delete(oldest);
  }
}

function keyOf(run: AnalysedRun, { prometheus, dialect }: AnalyseOptions): string {
  const { uid, namespace, name, workload, loadStartedAt, finishedAt } = run;
  return JSON.stringify([prometheus.id, dialect, uid ?? [namespace, name], workload, loadStartedAt, finishedAt]);
}
