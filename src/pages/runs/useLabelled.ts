/** The listed runs with what people say of them: tags and notes for everyone, pins of whoever looks. */
import { useCallback, useMemo } from 'react';

import { readLabels } from '../../annotations/runLabels';
import type { AnnotationStore } from '../../annotations/store';
import type { ListedRun } from '../../assessment/listedRuns';
import { isTerminal, runId } from '../../domain/run';
import { uidKey } from '../../domain/runAnnotation';
import { labelsByUid, type RunLabels } from '../../domain/runLabels';
import { useLoad } from '../../shared/useLoad';
import type { UserStorage } from '../../shared/useKeptIds';
import { useFollowed } from './useFollowed';
import { usePins } from './usePins';

export interface Labelled {
  runs: readonly ListedRun[];
  /** Those whose end whoever looks wants to be told, ended or not. */
  followed: readonly ListedRun[];
  togglePin: (run: ListedRun) => void;
  toggleFollowed: (run: ListedRun) => void;
  /** Asks Grafana again for tags and notes. */
  reload: () => void;
}

export function useLabelled(
  runs: readonly ListedRun[],
  annotations: Pick<AnnotationStore, 'list'>,
  storage: UserStorage
): Labelled {
  // Marks are asked for by the same store, which says what is wrong where Grafana refuses.
  const { value: labels = NONE, reload } = useLoad(
    useCallback(() => readLabels(annotations).catch(() => NONE), [annotations])
  );
  const { pinned, toggle } = usePins(storage);
  const { uids, toggle: toggleFollowed } = useFollowed(storage);
  const labelled = useMemo(
    () =>
      labels.size === 0 && pinned.size === 0 && uids.size === 0
        ? runs
        : runs.map((run) => {
            const own = run.ownUid === undefined ? undefined : labels.get(uidKey(run.ownUid));
            const isPinned = pinned.has(runId(run));
            // Of a run that has ended there is nothing more to tell.
            const isFollowed = uids.has(run.uid) && run.phase !== 'unknown' && !isTerminal(run.phase);
            return own || isPinned || isFollowed ? { ...run, labels: own, isPinned, isFollowed } : run;
          }),
    [runs, labels, pinned, uids]
  );
  const followed = useMemo(() => runs.filter(({ uid }) => uids.has(uid)), [runs, uids]);
  return { runs: labelled, followed, togglePin: toggle, toggleFollowed, reload };
}

const NONE: ReadonlyMap<string, RunLabels> = labelsByUid([]);
