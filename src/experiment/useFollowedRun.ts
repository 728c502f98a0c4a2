import { useCallback, useEffect, useState } from 'react';

import type { TektonApi } from '../datasource/types';
import type { Listed } from '../domain/listed';
import { isTerminal, type Run, type RunSummary, type TaskRun } from '../domain/run';

export interface FollowedRun {
  run?: Run;
  tasks?: Listed<TaskRun>;
  /** The last reading failed; run and tasks are those of before. */
  error?: unknown;
}

/** TaskRuns are not watched: asked for this often while the run goes on. */
const POLL_MS = 4000;

/** A run in full with its tasks, read anew when the list says that it changed and every few seconds while it goes on. */
export function useFollowedRun(
  api: Pick<TektonApi, 'hydrate' | 'taskRuns'>,
  summary: RunSummary
): FollowedRun & { reload: () => void } {
  const { uid, resourceVersion, phase } = summary;
  const [turn, setTurn] = useState(0);
  const [followed, setFollowed] = useState<FollowedRun & { uid: string }>();
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    const abort = new AbortController();
    const settle = (seen: FollowedRun) =>
      !abort.signal.aborted &&
      setFollowed((before) => ({ ...(before?.uid === uid ? before : {}), error: undefined, ...seen, uid }));
    Promise.all([api.hydrate([summary], abort.signal), api.taskRuns(summary, abort.signal)]).then(
      ([[run], tasks]) => settle({ ...(run ? { run } : {}), tasks }),
      (error: unknown) => settle({ error })
    );
    return () => abort.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- uid and version say when the summary is another one
  }, [api, uid, resourceVersion, turn]);

  const goesOn = !isTerminal(phase);
  useEffect(() => {
    const timer = goesOn ? setInterval(reload, POLL_MS) : undefined;
    return () => clearInterval(timer);
  }, [goesOn, reload]);
  return { ...(followed?.uid === uid ? followed : {}), reload };
}
