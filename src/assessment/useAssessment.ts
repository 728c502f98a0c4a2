/** A run measured, and compared with a baseline: the one chosen, else the last successful static run of its experiment. */
import { useCallback, useMemo } from 'react';

import { knownRuns } from '../annotations/knownRuns';
import type { AnnotationStore } from '../annotations/store';
import type { RunsSnapshot, TektonApi } from '../datasource/types';
import { analysedFromAnnotation, analysedRun } from '../domain/analysedRun';
import type { AnalysedRun } from '../domain/analysis/types';
import { defaultBaseline, type BaselineChoice } from '../domain/comparison/baseline';
import { runId, type RunRef } from '../domain/run';
import { useLoad } from '../shared/useLoad';
import { useRuns } from '../experiment/useRuns';
import { clusterRecords } from './records/clusterRecords';
import { useClusterRecords } from './records/useClusterRecords';
import { candidatesOf } from './runOptions';
import { useComparison, type AnalyseRun, type ComparedRun, type Comparison } from './useComparison';

export type BaselineReason = 'chosen' | BaselineChoice<AnalysedRun>['because'];

export interface Assessment {
  comparison: Comparison;
  run: ComparedRun;
  baseline?: ComparedRun;
  /** Why this baseline. */
  because?: BaselineReason;
  /** Runs of the experiment that could be the baseline, newest first. */
  choices: RunRef[];
  /** Still looking for a baseline. */
  looking: boolean;
}

interface Options {
  api: Pick<TektonApi, 'getRun' | 'taskRuns' | 'hydrate' | 'runs' | 'cluster' | 'namespaces'>;
  annotations: AnnotationStore;
  analyse: AnalyseRun;
  runRef: RunRef;
  chosen: RunRef | undefined;
}

export function useAssessment({ api, annotations, analyse, runRef, chosen }: Options): Assessment {
  const snapshot = useRuns(api);
  const { namespace, name } = runRef;
  const ref = useMemo(() => ({ namespace, name }), [namespace, name]);
  const sources = useMemo(() => ({ api, annotations, findRecord: clusterRecords(api) }), [api, annotations]);
  const version = snapshot.runs.find((run) => runId(run) === runId(ref))?.phase ?? 'gone';
  const { found, looking } = useBaseline({ api, annotations, snapshot, ref });
  const baselineId = chosen ? runId(chosen) : found && runId(found.run);
  const refs = useMemo(() => {
    const against = chosen ?? (found && { namespace: found.run.namespace, name: found.run.name });
    return against && runId(against) !== runId(ref) ? [ref, against] : [ref];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same run is the same question, whatever object names it
  }, [ref, baselineId]);
  const comparison = useComparison(sources, analyse, refs, { version });
  const run: ComparedRun = comparison.runs[0] ?? { ref };
  const experiment = run.subject?.experiment;
  const { records } = useClusterRecords(api, snapshot.state !== 'loading');
  const choices = useMemo(
    () =>
      candidatesOf(snapshot.runs, [], { records })
        .filter((other) => experiment !== undefined && other.experiment === experiment && other.id !== runId(ref))
        .map(({ namespace: ns, name: other }) => ({ namespace: ns, name: other })),
    [snapshot.runs, records, experiment, ref]
  );
  return {
    comparison,
    run,
    baseline: comparison.runs[1],
    because: chosen ? 'chosen' : found?.because,
    choices,
    looking,
  };
}

/** Candidates are read in full, because only that tells their replicas; older ones are hardly what a run is compared with. */
const MAX_CANDIDATES = 10;
const KNOWN_LIMIT = 200;

interface BaselineOptions extends Pick<Options, 'api' | 'annotations'> {
  snapshot: RunsSnapshot;
  ref: RunRef;
}

function useBaseline({ api, annotations, snapshot, ref }: BaselineOptions) {
  const isListed = snapshot.state !== 'loading';
  const own = snapshot.runs.find((run) => runId(run) === runId(ref));
  const key = JSON.stringify([
    isListed,
    own?.uid,
    ...snapshot.runs
      .filter((run) => run === own || (run.mode === 'static' && run.phase === 'succeeded'))
      .map(({ uid, resourceVersion }) => `${uid}@${resourceVersion}`)
      .slice(0, 50),
  ]);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const runs = isListed ? await candidates({ api, annotations, snapshot, ref }, signal) : undefined;
      const self = runs?.find((run) => runId(run) === runId(ref));
      return { isKnown: runs !== undefined, found: self && defaultBaseline(self, runs ?? []) };
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says when another snapshot has other candidates
    [api, annotations, ref, key]
  );
  const { value, error } = useLoad(load);
  return { found: value?.found, looking: error === undefined && value?.isKnown !== true };
}

/** The run itself and the static runs of its experiment, from the cluster and from annotations. */
async function candidates(
  { api, annotations, snapshot, ref }: BaselineOptions,
  signal: AbortSignal
): Promise<AnalysedRun[]> {
  const known = (await knownRuns(annotations, KNOWN_LIMIT)).flatMap((run) => analysedFromAnnotation(run) ?? []);
  const own = snapshot.runs.find((run) => runId(run) === runId(ref));
  const experiment = own?.experiment ?? known.find((run) => runId(run) === runId(ref))?.experiment;
  const listed = snapshot.runs.filter(
    (run) =>
      run !== own &&
      run.experiment === experiment &&
      experiment !== undefined &&
      run.mode === 'static' &&
      run.phase === 'succeeded'
  );
  const full = await api.hydrate([...(own ? [own] : []), ...listed.slice(0, MAX_CANDIDATES)], signal);
  const inCluster = full.flatMap((run) => analysedRun(run) ?? []);
  const ids = new Set(inCluster.map(runId));
  return [...inCluster, ...known.filter((run) => !ids.has(runId(run)))];
}
