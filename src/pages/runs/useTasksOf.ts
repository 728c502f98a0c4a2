/** TaskRuns of the runs in progress that are on screen: what a run waits for stands in them, and how far its load is. */
import { useEffect, useRef, useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { RunSummary, TaskRun } from '../../domain/run';

/** TaskRuns are not watched, and are large. A cluster has few runs in progress: the first rows are asked for. */
const POLL_MS = 30_000;
const AT_MOST = 6;

/** By uid, as far as they have been read. */
export function useTasksOf(
  api: Pick<TektonApi, 'taskRuns'>,
  visible: readonly RunSummary[]
): ReadonlyMap<string, readonly TaskRun[]> {
  const [known, setKnown] = useState<ReadonlyMap<string, readonly TaskRun[]>>(new Map());
  const open = visible.filter(({ phase }) => phase === 'running' || phase === 'stopping').slice(0, AT_MOST);
  const key = open.map(({ uid, resourceVersion }) => `${uid}@${resourceVersion}`).join();
  const wanted = useRef(open);
  const read = useRef(new Map<string, string>());
  useEffect(() => {
    wanted.current = open;
  });

  useEffect(() => {
    if (key === '') {
      return undefined;
    }
    const abort = new AbortController();
    const ask = (runs: readonly RunSummary[]): void => {
      for (const run of runs) {
        api.taskRuns(run, abort.signal).then(
          ({ items }) => {
            if (!abort.signal.aborted) {
              read.current.set(run.uid, run.resourceVersion);
              setKnown((old) => new Map([...old, [run.uid, items]]));
            }
          },
          // The list itself says when the cluster cannot be reached.
          () => undefined
        );
      }
    };
    // One run that changes has nothing asked of the others.
    ask(wanted.current.filter(({ uid, resourceVersion }) => read.current.get(uid) !== resourceVersion));
    const timer = setInterval(() => ask(wanted.current), POLL_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [api, key]);
  return known;
}
