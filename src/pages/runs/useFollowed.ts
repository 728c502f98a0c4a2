/** Runs whose end a user wants to be told from the list: of that user alone. */
import { useCallback } from 'react';

import type { RunSummary } from '../../domain/run';
import { useKeptIds, type UserStorage } from '../../shared/useKeptIds';

interface Followed {
  /** A run that is started again under its name is another one. */
  uids: ReadonlySet<string>;
  toggle: (run: Pick<RunSummary, 'uid'>) => void;
}

export function useFollowed(storage: UserStorage): Followed {
  const { ids = NONE, toggle } = useKeptIds(storage, 'followed-runs');
  return { uids: ids, toggle: useCallback(({ uid }) => toggle(uid), [toggle]) };
}

const NONE: ReadonlySet<string> = new Set();
