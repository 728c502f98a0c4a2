/** The runs of all configured namespaces as one observable, shared by all who look. */
import { Observable, ReplaySubject, share } from 'rxjs';

import { t } from '../../i18n/t';
import type { Run } from '../../domain/run';
import { UserError } from '../../shared/errors';
import type { RunsSnapshot } from '../types';
import { NamespaceSync, type RunsIo } from './namespaceSync';
import type { Pace } from './pace';
import { RunIndex } from './runIndex';

/**
 * A browser opens six connections to a server at most (HTTP/1), and a watch holds one: the namespaces beyond these are
 * polled.
 */
const MAX_WATCHES = 2;

export interface RunsStore {
  /**
   * Never completes nor fails. What was learnt stays when the last subscriber leaves, so the next one sees it at once and
   * only what changed since is asked for.
   */
  snapshots: Observable<RunsSnapshot>;
  /** Asks at once where the last attempt failed. */
  retry(): void;
  /** What runs in full say beyond their metadata; kept for the list while they are in it. */
  learn(runs: Run[]): void;
}

/**
 * @param clockSkewMs cluster's clock minus browser's, at the moment
 * @param mostWatches so many namespaces are watched, the others polled
 */
export function runsStore(
  namespaces: string[],
  io: RunsIo,
  pace: Pace,
  clockSkewMs: () => number,
  mostWatches = MAX_WATCHES
): RunsStore {
  const index = new RunIndex();
  let notify: () => void = () => undefined;
  const syncs = namespaces.map(
    (namespace, i) => new NamespaceSync(namespace, index, io, pace, i < mostWatches, () => notify())
  );

  const snapshot = (): RunsSnapshot => ({
    state: overallState(syncs),
    runs: index.newestFirst(),
    asOf: asOf(syncs, pace.now()),
    clockSkewMs: clockSkewMs(),
    error: firstError(namespaces, syncs),
  });

  const snapshots = new Observable<RunsSnapshot>((observer) => {
    const controller = new AbortController();
    notify = () => observer.next(snapshot());
    notify();
    for (const sync of syncs) {
      void sync.run(controller.signal);
    }
    return () => {
      notify = () => undefined;
      controller.abort();
    };
  }).pipe(
    share({
      connector: () => new ReplaySubject(1),
      resetOnRefCountZero: true,
      resetOnComplete: false,
      resetOnError: false,
    })
  );
  return {
    snapshots,
    retry: () => syncs.forEach((sync) => sync.retry()),
    learn: (runs) => {
      if (runs.filter((run) => index.learn(run)).length > 0) {
        notify();
      }
    },
  };
}

/** The least good of the namespaces' states. */
function overallState(syncs: NamespaceSync[]): RunsSnapshot['state'] {
  const order = ['stale', 'loading', 'polling', 'live'] as const;
  return order.find((state) => syncs.some((sync) => sync.state === state)) ?? 'stale';
}

/** When the oldest part was last known to be true; a watch that is open vouches for now. */
function asOf(syncs: NamespaceSync[], now: number): number {
  return syncs.reduce((oldest, sync) => Math.min(oldest, sync.state === 'live' ? now : (sync.confirmedAt ?? now)), now);
}

function firstError(namespaces: string[], syncs: NamespaceSync[]): UserError | undefined {
  if (namespaces.length === 0) {
    return new UserError({
      title: t('errors.runs.no-namespace-to', 'No namespace to read'),
      message: t('errors.runs.data-source-names', 'The data source names no namespace.'),
      nextStep: t(
        'errors.runs.add-namespaces-your',
        "Add the namespaces of your experiments in the data source's settings."
      ),
    });
  }
  const failing = syncs.flatMap((sync, i) => (sync.error ? [{ namespace: namespaces[i], error: sync.error }] : []));
  const [first] = failing;
  if (first === undefined || failing.length === 1) {
    return first?.error;
  }
  const { title, message, nextStep, status, transient } = first.error;
  const names = failing.map((f) => f.namespace).join(', ');
  return new UserError({ title, message: `${message} (${names})`, nextStep, status, transient, cause: first.error });
}
