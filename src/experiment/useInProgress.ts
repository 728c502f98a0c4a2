import { useCallback } from 'react';

import type { TektonApi } from '../datasource/types';
import { isTerminal, type Run, type RunSummary } from '../domain/run';
import { useLoad } from '../shared/useLoad';

export interface InProgress {
  /** The runs in progress, in full where they could be read. */
  runs: Array<RunSummary | Run>;
  /** Every one of them has been read. */
  known: boolean;
  loading: boolean;
}

/** The runs in progress, read in full: a run that was made by hand says what it loads in its params only. */
export function useInProgress(api: Pick<TektonApi, 'hydrate'>, runs: readonly RunSummary[]): InProgress {
  const open = runs.filter(({ phase }) => !isTerminal(phase));
  const key = open.map(({ uid, resourceVersion }) => `${uid}@${resourceVersion}`).join(' ');
  const load = useCallback(
    (signal: AbortSignal) => api.hydrate(open, signal),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says when the runs are others
    [api, key]
  );
  const { value, error, loading } = useLoad(load);
  const full = new Map((value ?? []).map((run) => [run.uid, run]));
  return {
    runs: open.map((run) => full.get(run.uid) ?? run),
    known: error === undefined && value !== undefined,
    loading,
  };
}
