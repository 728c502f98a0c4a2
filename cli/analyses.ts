/** What a word of a call names: a record in a file, or a run of the cluster. */
import type { RunAnalysis } from '../src/domain/analysis/runAnalysis';
import { parseRunId } from '../src/domain/run';
import { analyseClusterRun, runRefOf } from './clusterRun';
import type { Given, Io } from './command';
import { recordFrom } from './files';
import { KUBE_OPTIONS } from './kube/access';
import { progressOn } from './progress';
import { PROMETHEUS_OPTIONS } from './prometheusOptions';

/** For commands that take records or runs. */
export const ANALYSIS_OPTIONS = { ...PROMETHEUS_OPTIONS, ...KUBE_OPTIONS } as const;

/**
 * In the order given, one after the other: Prometheus is asked for one run at a time.
 *
 * @throws UsageError when a word names neither; UserError when a record or a run cannot be read
 */
export async function analysesOf(words: readonly string[], given: Given, io: Io): Promise<RunAnalysis[]> {
  const found: RunAnalysis[] = [];
  for (const word of words) {
    found.push(await analysisOf(word, given, io));
  }
  return found;
}

async function analysisOf(word: string, given: Given, io: Io): Promise<RunAnalysis> {
  if (io.isThere(word) || parseRunId(word) === undefined) {
    return recordFrom(word).analysis;
  }
  const progress = progressOn(io);
  try {
    const asking = { now: io.now(), signal: io.signal, onProgress: progress.show };
    return (await analyseClusterRun(runRefOf(word), given, io, asking)).analysis;
  } finally {
    progress.end();
  }
}
