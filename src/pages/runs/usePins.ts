/** Runs that a user keeps at the top of the list: of that user alone. */
import { useCallback } from 'react';

import { runId, type RunRef } from '../../domain/run';
import { useKeptIds, type UserStorage } from '../../shared/useKeptIds';

export interface Pins {
  /** Ids of runs. */
  pinned: ReadonlySet<string>;
  toggle: (run: RunRef) => void;
}

export function usePins(storage: UserStorage): Pins {
  const { ids = NONE, toggle } = useKeptIds(storage, 'pinned-runs');
  return { pinned: ids, toggle: useCallback((run: RunRef) => toggle(runId(run)), [toggle]) };
}

const NONE: ReadonlySet<string> = new Set();
