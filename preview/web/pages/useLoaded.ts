/** A value that loads, with its error: a plugin, its settings, a dashboard. */
import { useEffect, useState } from 'react';

export interface Loaded<T> {
  value?: T;
  error?: Error;
}

/** Loads anew when the key changes; an answer that comes after that is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { key?: string }>({});
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setState({ key, value }),
      (error: unknown) => current && setState({ key, error: toError(error) })
    );
    return () => {
      current = false;
    };
    // The key says when to load again; `load` is a new function on every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return state.key === key ? state : {};
}

function toError(error: unknown): Error {
  if (error instanceof Error) {
    return error;
  }
  const message = (error as { data?: { message?: string } } | undefined)?.data?.message;
  return new Error(message ?? String(error));
}
