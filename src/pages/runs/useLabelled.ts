/** The listed runs with what people say of them: tags and notes for everyone, pins of whoever looks. */
import { useCallback, useMemo } from 'react';

import { readLabels } from '../../annotations/runLabels';
import type { AnnotationStore } from '../../annotations/store';
import type { ListedRun } from '../../assessment/listedRuns';
import { runId } from '../../domain/run';
import { uidKey } from '../../domain/runAnnotation';
import { labelsByUid, type RunLabels } from '../../domain/runLabels';
import { useLoad } from '../../shared/useLoad';
import type { UserStorage } from '../../shared/useKeptIds';
import { usePins } from './usePins';

export interface Labelled {
  runs: readonly ListedRun[];
  togglePin: (run: ListedRun) => void;
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
  const labelled = useMemo(
    () =>
      labels.size === 0 && pinned.size === 0
        ? runs
        : runs.map((run) => {
            const own = run.ownUid === undefined ? undefined : labels.get(uidKey(run.ownUid));
            const isPinned = pinned.has(runId(run));
            return own || isPinned ? { ...run, labels: own, isPinned } : run;
          }),
    [runs, labels, pinned]
  );
  return { runs: labelled, togglePin: toggle, reload };
}

const NONE: ReadonlyMap<string, RunLabels> = labelsByUid([]);
