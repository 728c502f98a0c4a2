/** The runs of a comparison, each read and measured; what is there already is shown while the rest comes. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { AnalysedRun, LatencyLimits } from '../domain/analysis/types';
import { runId, type RunRef } from '../domain/run';
import { useAppSettings } from '../shared/appSettings';
import { useClientDecisions } from './clientReports';
import type { RunSources } from './resolveRun';
import { subjectOrRecord, type Found } from './subjectOrRecord';
import { isUnmeasured } from '../measuring/unmeasured';
import { withSettings } from './withSettings';

/** Questions to Prometheus about one run. */
export interface Progress {
  done: number;
  total: number;
}

/** Measures one run. Polite: however many runs are asked for, few questions are on their way at a time. */
export type AnalyseRun = (
  run: AnalysedRun,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void }
) => Promise<RunAnalysis>;

export interface ComparedRun {
  ref: RunRef;
  /** Once it has been read. */
  subject?: AnalysedRun;
  /** Once it has been measured. */
  analysis?: RunAnalysis;
  progress?: Progress;
  error?: unknown;
  /** What its record said, of a run that was measured again. */
  before?: RunAnalysis;
}

/** Whether a record tells of it, also after it was measured again. */
export const hasRecord = ({ analysis, before }: ComparedRun): boolean =>
  before !== undefined || analysis?.recorded !== undefined;

export interface Comparison {
  /** In the order asked for. */
  runs: readonly ComparedRun[];
  state: 'loading' | 'stopped' | 'done';
  stop: () => void;
  /** Goes on after a stop; asks again for what failed. */
  resume: () => void;
  /** Asks Prometheus for runs that are shown from their records. */
  measureAgain: (refs: readonly RunRef[]) => void;
}

/** How often a run whose load has not begun is looked at. */
const LOAD_LOOK_MS = 15_000;

interface Options {
  /** When it changes, everything is read and measured anew: a run has ended since. */
  version?: string;
  /** Limits for goodput; those of the app's settings without it. */
  limits?: LatencyLimits;
}

export function useComparison(
  sources: RunSources,
  analyse: AnalyseRun,
  refs: readonly RunRef[],
  { version = '', limits }: Options = {}
): Comparison {
  const { latencyLimits, gpuPrices } = useAppSettings();
  const [known, setKnown] = useState<ReadonlyMap<string, ComparedRun>>(new Map());
  const [turn, setTurn] = useState(0);
  const [stoppedTurn, setStoppedTurn] = useState<number>();
  const abort = useRef<AbortController>(undefined);
  const key = refs.map(runId).join(' ');
  const measured = useMemo(
    () => refs.map((ref) => known.get(`${runId(ref)} ${version}`) ?? { ref }),
    [refs, known, version]
  );
  const latest = useRef(measured);
  useEffect(() => {
    latest.current = measured;
  });
  const decided = useClientDecisions(measured);
  const { ttftSeconds, itlSeconds } = limits ?? latencyLimits;
  const runs = useMemo(() => {
    const set = (analysis: RunAnalysis) => withSettings(analysis, { ttftSeconds, itlSeconds }, gpuPrices);
    // What differs is judged under the same settings.
    return decided.map((run) =>
      run.analysis || run.before
        ? {
            ...run,
            ...(run.analysis && { analysis: set(run.analysis) }),
            ...(run.before && { before: set(run.before) }),
          }
        : run
    );
  }, [decided, ttftSeconds, itlSeconds, gpuPrices]);

  const note = useCallback(
    (ref: RunRef, part: Partial<ComparedRun>) => {
      const id = `${runId(ref)} ${version}`;
      setKnown((old) => new Map(old).set(id, { ref, ...old.get(id), ...part }));
    },
    [version]
  );

  useEffect(() => {
    if (stoppedTurn === turn) {
      return undefined;
    }
    const controller = new AbortController();
    abort.current = controller;
    for (const run of latest.current.filter(({ analysis }) => analysis === undefined)) {
      void load(run, { sources, analyse, signal: controller.signal, note });
    }
    return () => controller.abort();
  }, [sources, analyse, note, key, turn, stoppedTurn]);

  const isAwaited = measured.some(({ error }) => isUnmeasured(error) && error.state === 'not-yet');
  useEffect(() => {
    if (!isAwaited) {
      return undefined;
    }
    const timer = setInterval(() => setTurn((n) => n + 1), LOAD_LOOK_MS);
    return () => clearInterval(timer);
  }, [isAwaited]);

  const isDone = measured.every(({ analysis, error }) => analysis !== undefined || error !== undefined);
  return {
    runs,
    state: isDone ? 'done' : stoppedTurn === turn ? 'stopped' : 'loading',
    stop: useCallback(() => setStoppedTurn(turn), [turn]),
    resume: useCallback(() => setTurn((n) => n + 1), []),
    measureAgain: useCallback(
      (again) => {
        // What is known of the run stays: it is not looked for again, and so its record is not.
        again.forEach((ref) => {
          const before = latest.current.find((run) => runId(run.ref) === runId(ref))?.analysis;
          note(ref, { analysis: undefined, progress: undefined, ...(before?.recorded && { before }) });
        });
        setTurn((n) => n + 1);
      },
      [note]
    ),
  };
}

interface LoadOptions {
  sources: RunSources;
  analyse: AnalyseRun;
  signal: AbortSignal;
  note: (ref: RunRef, part: Partial<ComparedRun>) => void;
}

async function load(run: ComparedRun, { sources, analyse, signal, note }: LoadOptions): Promise<void> {
  const { ref } = run;
  const tell = (part: Partial<ComparedRun>): void => {
    if (!signal.aborted) {
      note(ref, part);
    }
  };
  try {
    if (!isUnmeasured(run.error)) {
      tell({ error: undefined });
    }
    const known = run.subject && { subject: run.subject };
    const { subject, recorded }: Found = known ?? (await subjectOrRecord(sources, ref, signal));
    tell({ subject, error: undefined });
    const analysis = recorded ?? (await analyse(subject, { signal, onProgress: (progress) => tell({ progress }) }));
    tell({ analysis });
  } catch (error) {
    tell({ error });
  }
}

/** How far a comparison is, 0 to 1: each run counts alike, whatever was asked for it. */
export function shareDone(runs: readonly ComparedRun[]): number {
  const shares = runs.map(({ analysis, error, progress }) =>
    analysis !== undefined || error !== undefined
      ? 1
      : progress && progress.total > 0
        ? progress.done / progress.total
        : 0
  );
  return shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
