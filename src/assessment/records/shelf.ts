/** Where the browser keeps records that were dropped: its IndexedDB, or the page's memory where there is none. */

export interface Kept {
  /** Id of the run that it is of. */
  id: string;
  gzip: Uint8Array;
}

export interface Shelf {
  all(): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Lost with the page. */
export function memoryShelf(): Shelf {
  const all = new Map<string, Kept>();
  return {
    all: async () => [...all.values()],
    put: async (kept) => void all.set(kept.id, kept),
    remove: async (id) => void all.delete(id),
  };
}

const DATABASE = 'llmd-wva-app';
const STORE = 'records';

/** @throws the DOMException of IndexedDB, such as that of a full disk */
export function browserShelf(): Shelf {
  return {
    all: () => within('readonly', (store) => store.getAll() as IDBRequest<Kept[]>),
    put: async (kept) => void (await within('readwrite', (store) => store.put(kept))),
    remove: async (id) => void (await within('readwrite', (store) => store.delete(id))),
  };
}

async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' });
  const database = await answerOf(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const [answer] = await Promise.all([answerOf(act(transaction.objectStore(STORE))), done]);
    return answer;
  } finally {
    database.close();
  }
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
