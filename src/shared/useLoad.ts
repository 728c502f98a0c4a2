import { useCallback, useEffect, useState } from 'react';

export interface Loaded<T> {
  /** The last answer to the current question; kept while it is asked again. */
  value?: T;
  error?: unknown;
  loading: boolean;
  reload: () => void;
}

interface State<T> {
  load: unknown;
  turn: number;
  value?: T;
  error?: unknown;
}

/**
 * The answer of `load`, asked again when `load` (memoised by the caller) changes or on `reload`. An answer to an earlier
 * question is dropped.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<State<T>>();
  useEffect(() => {
    const abort = new AbortController();
    const settle = (answer: Pick<State<T>, 'value' | 'error'>) => {
      if (!abort.signal.aborted) {
        setState({ load, turn, ...answer });
      }
    };
    load(abort.signal).then(
      (value) => settle({ value }),
      (error: unknown) => settle({ error })
    );
    return () => abort.abort();
  }, [load, turn]);
  const current = state?.load === load ? state : undefined;
  return {
    value: current?.value,
    error: current?.error,
    loading: current === undefined || current.turn !== turn,
    reload: useCallback(() => setTurn((n) => n + 1), []),
  };
}
