/** The log of a container as it comes in. */
import { useCallback, useEffect, useRef, useState } from 'react';

import type { LogRequest, TektonApi } from '../../datasource/types';
import { append, EMPTY_LOG, finish, LINE_LIMIT, type LogBuffer } from './logBuffer';

/** What comes is shown this often: a busy log would render hundreds of times a second. */
const GATHER_MS = 200;

export interface Log {
  buffer: LogBuffer;
  state: 'waiting' | 'following' | 'ended' | 'failed';
  error?: unknown;
  reload: () => void;
}

interface State {
  /** Which reading of which log. */
  id: string;
  buffer: LogBuffer;
  state: Log['state'];
  error?: unknown;
}

/** @param request undefined: nothing to read yet */
export function useLog(api: Pick<TektonApi, 'logs'>, request: Omit<LogRequest, 'tailLines'> | undefined): Log {
  const key = request ? [request.namespace, request.pod, request.container].join('\n') : '';
  // Read when the log is opened: a stream that follows ends by itself, and is not read again because the run ended.
  const follow = useRef(false);
  useEffect(() => {
    follow.current = request?.follow ?? false;
  });
  const [state, setState] = useState<State>();
  const [turn, setTurn] = useState(0);
  const id = `${turn}\n${key}`;
  const reload = useCallback(() => setTurn((n) => n + 1), []);

  useEffect(() => {
    const [namespace, pod, container] = key.split('\n');
    if (!namespace || !pod || !container) {
      return undefined;
    }
    let buffer = EMPTY_LOG;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (next: Pick<State, 'state' | 'error'>): void => {
      clearTimeout(timer);
      timer = undefined;
      buffer = next.state === 'following' ? buffer : finish(buffer);
      setState({ id, buffer, ...next });
    };
    const subscription = api
      .logs({ namespace, pod, container, follow: follow.current, tailLines: LINE_LIMIT })
      .subscribe({
        next: (chunk) => {
          buffer = append(buffer, chunk);
          timer ??= setTimeout(() => flush({ state: 'following' }), GATHER_MS);
        },
        error: (error: unknown) => flush({ state: 'failed', error }),
        complete: () => flush({ state: 'ended' }),
      });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [api, key, id]);

  const current = state?.id === id ? state : undefined;
  const begun = key === '' ? 'waiting' : 'following';
  return { buffer: current?.buffer ?? EMPTY_LOG, state: current?.state ?? begun, error: current?.error, reload };
}
