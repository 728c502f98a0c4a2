/** Finished runs, each in a world of its own, side by side in one real Prometheus. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { backfill } from '../../simulator/backfill';
import { dataDirOf, startSimulatedPrometheus } from '../../simulator/prometheus';
import { simulateTrueRun, type TrueRun, type TrueRunOptions } from '../../simulator/truth/trueRun';
import { analysisOf } from '../../src/domain/analysis/measureKpis';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { measureRun } from '../../src/measuring/measureRun';
import { DIALECTS } from '../../src/queries/dialect';
import { askAsGrafana } from './askAsGrafana';

export type TrueCase = Pick<
  TrueRunOptions,
  'seed' | 'pattern' | 'mode' | 'replicas' | 'scaler' | 'scalerName' | 'preset' | 'prometheusReplicas' | 'sampleSeconds'
> &
  Required<Pick<TrueRunOptions, 'exposition'>>;

export interface TrueRuns {
  url: string;
  runs: TrueRun[];
  stop(): Promise<void>;
}

/** Time from one world to the next, ms: more than the longest run, and Prometheus' lookback. */
const APART_MS = 100 * 60_000;
/** A multiple of the scrape interval, and of the resolutions of runs of this length. */
const PHASE_MS = 30 * 60_000;
/** Nobody answers there: the histories are all that this Prometheus knows. */
const NO_TARGET = '127.0.0.1:9';
/** Seconds between two samples where a case says nothing: those of a usual scrape. */
export const SCRAPE_SECONDS = 15;

/**
 * Simulates the cases one after the other, puts their samples into a Prometheus, and starts it.
 *
 * @param queryLog where that Prometheus logs its queries; absolute path
 */
export async function trueRuns(cases: readonly TrueCase[], queryLog?: string): Promise<TrueRuns> {
  const dir = await mkdtemp(path.join(tmpdir(), 'wva-truth-'));
  const dataDir = dataDirOf(dir);
  // At the same distance from every scrape and step whenever the test runs: it always gives the same figures.
  const origin = Math.floor(Date.now() / PHASE_MS) * PHASE_MS - (cases.length + 1) * APART_MS;
  const runs: TrueRun[] = [];
  // One run is put into blocks while the next is simulated.
  let filling: Promise<void> = Promise.resolve();
  for (const [i, given] of cases.entries()) {
    const historyFile = path.join(dir, `${i}.om`);
    // Each world begins at another second after a scrape.
    const startAt = origin + i * APART_MS + i * 1000;
    runs.push(await simulateTrueRun({ sampleSeconds: SCRAPE_SECONDS, ...given, startAt, historyFile }));
    await filling;
    filling = backfill({ historyFile, dataDir }).then(() => rm(historyFile));
  }
  await filling;
  const prometheus = await startSimulatedPrometheus({ target: NO_TARGET, dir, queryLog });
  return {
    url: prometheus.url,
    runs,
    stop: async () => {
      await prometheus.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The runs as the app analyses them, in the order of their cases. */
export async function analysesOf({ url, runs }: TrueRuns, cases: readonly TrueCase[]): Promise<RunAnalysis[]> {
  const ask = askAsGrafana(url);
  const analyses: RunAnalysis[] = [];
  for (const [i, { run }] of runs.entries()) {
    const dialect = DIALECTS[cases[i]!.exposition.labels];
    analyses.push(analysisOf(run, await measureRun(run, { ask, dialect, now: Date.now() })));
  }
  return analyses;
}
