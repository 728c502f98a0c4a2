import { useCallback, useEffect, useState } from 'react';

export type Answer<T> = { kind: 'loading' } | { kind: 'done'; value: T } | { kind: 'failed'; error: unknown };

/**
 * Asks once for each key, and again when the returned function is called. Until the answer to the present key is there it
 * is `loading`; an answer to a key before is dropped, and its signal aborted.
 */
export function useAnswer<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): [Answer<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<{ question: string; answer: Answer<T> }>();
  const question = `${attempt} ${key}`;
  useEffect(() => {
    const abort = new AbortController();
    const settle = (answer: Answer<T>) => !abort.signal.aborted && setSettled({ question, answer });
    ask(abort.signal).then(
      (value) => settle({ kind: 'done', value }),
      (error: unknown) => settle({ kind: 'failed', error })
    );
    return () => abort.abort();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says when the question is another one
  }, [question]);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  return [settled?.question === question ? settled.answer : { kind: 'loading' }, again];
}
