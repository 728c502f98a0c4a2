/** What a user chose, kept for that user alone in Grafana's storage for users. */
import { useCallback, useState } from 'react';

import { useLoad } from './useLoad';

/** Grafana's storage for a user's choices in a plugin. Where the server has none, or no one is signed in, it is the browser's. */
export interface UserStorage {
  getItem: (key: string) => Promise<string | null | undefined>;
  setItem: (key: string, value: string) => Promise<void>;
}

/** The latest stay. */
const MOST = 50;

export interface KeptIds {
  /** Undefined until it is known. What cannot be read is empty. */
  ids: ReadonlySet<string> | undefined;
  toggle: (id: string) => void;
}

/** A set of ids under a key, in the order in which they were chosen. */
export function useKeptIds(storage: UserStorage, key: string): KeptIds {
  const { value: stored } = useLoad(
    useCallback(async () => read(await storage.getItem(key).catch(() => undefined)), [storage, key])
  );
  const [changed, setChanged] = useState<ReadonlySet<string>>();
  const ids = changed ?? stored;
  const toggle = useCallback(
    (id: string) => {
      const others = [...(ids ?? NONE)].filter((one) => one !== id);
      const next = ids?.has(id) ? others : [...others, id].slice(-MOST);
      setChanged(new Set(next));
      storage.setItem(key, JSON.stringify(next)).catch(() => undefined);
    },
    [ids, storage, key]
  );
  return { ids, toggle };
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
