/** Runs that a user keeps at the top of the list: of that user alone, in Grafana's storage for users. */
import { useCallback, useState } from 'react';

import { runId, type RunRef } from '../../domain/run';
import { useLoad } from '../../shared/useLoad';

/** Grafana's storage for a user's choices in a plugin. Where the server has none, it is the browser's. */
export interface UserStorage {
  getItem: (key: string) => Promise<string | null | undefined>;
  setItem: (key: string, value: string) => Promise<void>;
}

const KEY = 'pinned-runs';
/** The latest stay. */
const MOST = 50;

export interface Pins {
  /** Ids of runs. */
  pinned: ReadonlySet<string>;
  toggle: (run: RunRef) => void;
}

/** What cannot be read is no reason for no list: then nothing is pinned. */
export function usePins(storage: UserStorage): Pins {
  const { value: stored } = useLoad(
    useCallback(async () => read(await storage.getItem(KEY).catch(() => undefined)), [storage])
  );
  const [changed, setChanged] = useState<ReadonlySet<string>>();
  const pinned = changed ?? stored ?? NONE;
  const toggle = useCallback(
    (run: RunRef) => {
      const id = runId(run);
      const others = [...pinned].filter((one) => one !== id);
      const next = pinned.has(id) ? others : [...others, id].slice(-MOST);
      setChanged(new Set(next));
      storage.setItem(KEY, JSON.stringify(next)).catch(() => undefined);
    },
    [pinned, storage]
  );
  return { pinned, toggle };
}

const NONE: ReadonlySet<string> = new Set();

function read(text: string | null | undefined): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return NONE;
  }
}
