/** The one state that a view is in: an error is never beside "none found", and "none" is never said before the answer. */

export type ViewState<T> =
  | { kind: 'failed'; error: unknown }
  | { kind: 'loading' }
  | { kind: 'empty' }
  /** `error`: what is shown is an earlier answer; it could not be read again. */
  | { kind: 'ready'; value: T; error?: unknown };

interface Known<T> {
  /** The last answer; undefined before there is one. */
  value: T | undefined;
  /** Of the last attempt; undefined when it succeeded. */
  error?: unknown;
  /** An answer is on its way. */
  loading: boolean;
  isEmpty: (value: T) => boolean;
}

/** What there is wins; then what failed, then what is awaited; only an answer says that there is nothing. */
export function viewState<T>({ value, error, loading, isEmpty }: Known<T>): ViewState<T> {
  if (value !== undefined && !isEmpty(value)) {
    return error === undefined ? { kind: 'ready', value } : { kind: 'ready', value, error };
  }
  if (error !== undefined) {
    return { kind: 'failed', error };
  }
  return loading || value === undefined ? { kind: 'loading' } : { kind: 'empty' };
}
