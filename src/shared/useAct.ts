import { useCallback, useState } from 'react';

export interface Act {
  /** Starts the work; resolves when it has ended, either way. */
  act: (work: () => Promise<void>) => Promise<void>;
  busy: boolean;
  /** Why it failed the last time; undefined while it is tried again. */
  failure: unknown;
}

/** Work that a person starts and waits for: whether it is in progress, and why it failed. */
export function useAct(): Act {
  const [state, setState] = useState<Omit<Act, 'act'>>(IDLE);
  const act = useCallback(async (work: () => Promise<void>) => {
    setState({ busy: true, failure: undefined });
    try {
      await work();
      setState(IDLE);
    } catch (failure) {
      setState({ busy: false, failure });
    }
  }, []);
  return { act, ...state };
}

const IDLE = { busy: false, failure: undefined };
