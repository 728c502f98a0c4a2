/** Within it the same error is said once, however many parts of a page meet it. */
import React, {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';

type Retry = () => void;

/** Who says what: of those with the same words the first speaks for all. */
class Speakers {
  private readonly said = new Map<string, Map<string, Retry>>();
  private readonly listeners = new Set<() => void>();

  add(words: string, id: string, retry: Retry): () => void {
    const all = this.said.get(words) ?? new Map<string, Retry>();
    this.said.set(words, all.set(id, retry));
    this.tell();
    return () => {
      all.delete(id);
      this.tell();
    };
  }

  first(words: string): string | undefined {
    return this.said.get(words)?.keys().next().value;
  }

  /** Asks again wherever these words came from. */
  retry(words: string): void {
    [...(this.said.get(words)?.values() ?? [])].forEach((again) => again());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

const SpeakersContext = createContext<Speakers | undefined>(undefined);

export function SaidOnce({ children }: { children: React.ReactNode }): React.ReactElement {
  const [speakers] = useState(() => new Speakers());
  return <SpeakersContext.Provider value={speakers}>{children}</SpeakersContext.Provider>;
}

/** Whether these words are to be shown here, and how to ask again for all who would say them. */
export function useSaidOnce(words: string, onRetry: Retry | undefined): { isShown: boolean; retry: Retry } {
  const shared = useContext(SpeakersContext);
  const [own] = useState(() => new Speakers());
  const speakers = shared ?? own;
  const id = useId();
  const latest = useRef(onRetry);
  useEffect(() => {
    latest.current = onRetry;
  });
  useLayoutEffect(() => speakers.add(words, id, () => latest.current?.()), [speakers, words, id]);
  const first = useSyncExternalStore(speakers.subscribe, () => speakers.first(words));
  const retry = useCallback(() => speakers.retry(words), [speakers, words]);
  return { isShown: first === undefined || first === id, retry };
}
