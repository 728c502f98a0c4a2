/** Time, chance and the tab's visibility, in one place so that tests can hold them. */
import { EMPTY, fromEvent, map, type Observable } from 'rxjs';

export interface Pace {
  now(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Resolves after a while, or at once when the tab comes to the front or the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  hidden(): boolean;
  /** Whether the tab is hidden, at each change. */
  hiddenChanges: Observable<boolean>;
}

export function browserPace(): Pace {
  const hidden = () => typeof document !== 'undefined' && document.hidden;
  const hiddenChanges =
    typeof document === 'undefined' ? EMPTY : fromEvent(document, 'visibilitychange').pipe(map(hidden));
  return {
    now: Date.now,
    random: Math.random,
    hidden,
    hiddenChanges,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          subscription.unsubscribe();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        const subscription = hiddenChanges.subscribe((isHidden) => !isHidden && done());
        signal.addEventListener('abort', done);
        if (signal.aborted) {
          done();
        }
      }),
  };
}

/** Exponential from `first`, at most `most`, within 20 % at random so that many browsers do not come at once. */
export function backoff(attempt: number, first: number, most: number, random: () => number): number {
  return Math.min(most, first * 2 ** Math.min(attempt, 20)) * (0.8 + 0.4 * random());
}
