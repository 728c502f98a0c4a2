/** A run in full with its TaskRuns, kept current. */
import { useCallback, useEffect, useRef, useState } from 'react';

import type { TektonApi } from '../datasource/types';
import type { Listed } from '../domain/listed';
import { isTerminal, type Run, type RunRef, type RunSummary, type TaskRun } from '../domain/run';
import { isUserError } from '../shared/errors';

/** TaskRuns are not watched: asked for this often while the run is in progress. */
const POLL_MS = 3000;

export interface FollowedRun {
  run?: Run;
  /** Undefined until they have been read once. */
  tasks?: Listed<TaskRun>;
  /** The last reading failed; run and tasks are those of before, if any. */
  error?: unknown;
  /** The cluster does not know the run: pruned, deleted or never there. */
  gone: boolean;
  /** Uid of the run that was here before one of the same name took its place. */
  replaced?: string;
  loading: boolean;
  reload: () => void;
}

interface State {
  ref: RunRef;
  /** The question that was answered last. */
  answered: string;
  run?: Run;
  tasks?: Listed<TaskRun>;
  error?: unknown;
  gone: boolean;
  replaced?: string;
}

type FollowApi = Pick<TektonApi, 'getRun' | 'taskRuns'>;

/**
 * Read again when its version changes, and every few seconds while it is in progress.
 *
 * @param version as the watched list has it, {@link versionOf}
 */
export function useFollowedRun(api: FollowApi, ref: RunRef, version: string): FollowedRun {
  const { namespace, name } = ref;
  const [state, setState] = useState<State>();
  const [turn, setTurn] = useState(0);
  const known = state?.ref.namespace === namespace && state.ref.name === name ? state : undefined;
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const question = `${version} ${turn}`;

  useEffect(() => {
    const abort = new AbortController();
    void read(api, { namespace, name }, abort.signal).then((read) => {
      if (!abort.signal.aborted) {
        setState((old) => merge(old, { ref: { namespace, name }, answered: question, ...read }));
      }
    });
    return () => abort.abort();
  }, [api, namespace, name, question]);

  const goesOn = known?.run !== undefined && !known.gone && !isTerminal(known.run.phase);
  usePoll(goesOn, reload);
  return { gone: false, ...known, loading: known?.answered !== question, reload };
}

/** Another one for another run of the same name, and for each change of a run. */
export const versionOf = ({ uid, resourceVersion }: RunSummary): string => `${uid}@${resourceVersion}`;

interface Reading {
  run?: Run;
  tasks?: Listed<TaskRun>;
  error?: unknown;
  gone: boolean;
}

async function read(api: FollowApi, ref: RunRef, signal: AbortSignal): Promise<Reading> {
  try {
    const run = await api.getRun(ref, signal);
    try {
      return { run, tasks: await api.taskRuns(ref, signal), gone: false };
    } catch (error) {
      return { run, error, gone: false };
    }
  } catch (error) {
    return isUserError(error) && error.status === 404 ? { gone: true } : { error, gone: false };
  }
}

/** What was known stays when a reading fails; a run of another uid starts from nothing and says so. */
function merge(old: State | undefined, next: State): State {
  const same = old?.ref.namespace === next.ref.namespace && old.ref.name === next.ref.name ? old : undefined;
  if (!same) {
    return next;
  }
  const isOther = same.run !== undefined && next.run !== undefined && same.run.uid !== next.run.uid;
  return {
    ...next,
    run: next.run ?? same.run,
    tasks: next.tasks ?? (isOther ? undefined : same.tasks),
    replaced: isOther ? same.run?.uid : same.replaced,
  };
}

function usePoll(active: boolean, tick: () => void): void {
  const latest = useRef(tick);
  useEffect(() => {
    latest.current = tick;
  }, [tick]);
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    const timer = setInterval(() => latest.current(), POLL_MS);
    return () => clearInterval(timer);
  }, [active]);
}
