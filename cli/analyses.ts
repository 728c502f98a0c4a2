/** What a word of a call names: a record in a file, or a run of the cluster. */
import type { RunAnalysis } from '../src/domain/analysis/runAnalysis';
import { parseRunId } from '../src/domain/run';
import { analyseClusterRun, runRefOf } from './clusterRun';
import type { Given, Io } from './command';
import { recordFrom } from './files';
import { KUBE_OPTIONS } from './kube/access';
import { progressOn } from './progress';
import { PROMETHEUS_OPTIONS } from './prometheusOptions';
import type { WindowAnalysis } from './windowRun';

/** For commands that take records or runs. */
export const ANALYSIS_OPTIONS = { ...PROMETHEUS_OPTIONS, ...KUBE_OPTIONS } as const;

export interface FoundRun {
  analysis: RunAnalysis;
  /** Of WVA when it was measured; undefined where that was not seen. */
  wvaVersion?: string;
  /** As it was measured now; undefined of a record. */
  measured?: WindowAnalysis;
}

/**
 * In the order given, one after the other: Prometheus is asked for one run at a time.
 *
 * @throws UsageError when a word names neither; UserError when a record or a run cannot be read
 */
export async function foundRuns(words: readonly string[], given: Given, io: Io): Promise<FoundRun[]> {
  const found: FoundRun[] = [];
  for (const word of words) {
    found.push(await foundRun(word, given, io));
  }
  return found;
}

/** As {@link foundRuns}, their analyses alone. */
export async function analysesOf(words: readonly string[], given: Given, io: Io): Promise<RunAnalysis[]> {
  return (await foundRuns(words, given, io)).map(({ analysis }) => analysis);
}

async function foundRun(word: string, given: Given, io: Io): Promise<FoundRun> {
  if (io.isThere(word) || parseRunId(word) === undefined) {
    const { analysis, record } = recordFrom(word);
    return { analysis, wvaVersion: record.cluster?.wvaVersion };
  }
  const progress = progressOn(io);
  try {
    const asking = { now: io.now(), signal: io.signal, onProgress: progress.show };
    const measured = await analyseClusterRun(runRefOf(word), given, io, asking);
    return { analysis: measured.analysis, wvaVersion: measured.detection.wvaVersion, measured };
  } finally {
    progress.end();
  }
}
