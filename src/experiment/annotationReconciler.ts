/**
 * Keeps the annotations of runs in step with the cluster, while a page or a panel is open.
 *
 * Polite: one writer in a browser tab, a pause after each change, next to nothing read while nothing changes, and longer
 * and longer waits while Grafana refuses. What a pass does is in `markKeeper.ts`.
 */
import { t } from '../i18n/t';
import type { AnnotationStore } from '../annotations/store';
import type { RunsSnapshot, TektonApi } from '../datasource/types';
import type { RunLinks } from '../domain/runAnnotation';
import { toUserError, type UserError } from '../shared/errors';
import { tabWrites, type TabWrites } from './annotateRun';
import { MarkKeeper } from './markKeeper';

export interface ReconcileOptions {
  api: Pick<TektonApi, 'runs' | 'hydrate' | 'namespaces'>;
  store: AnnotationStore;
  links: RunLinks;
  /** Annotations were written, of which the newest begins then (epoch ms; -Infinity when some were only taken away). */
  onWritten: (newest: number) => void;
  /** Grafana refuses; called once for the same reason, and with undefined when it works again. */
  onError: (error: UserError | undefined) => void;
  /** How many runs of the past are still to be marked, when that changes. */
  onLeft?: (runs: number) => void;
  /** Epoch ms; the browser's clock unless a test has another. */
  clock?: () => number;
  /** After a change of the runs, ms: another may write meanwhile, and is left the time to. A second without it. */
  pauseMs?: () => number;
  /** The writes of this browser tab. */
  tab?: TabWrites;
}

/** After a change of the runs, ms: several changes are one. */
export const PAUSE_MS = 1000;
const RETRY_MS = { first: 10_000, last: 300_000 };

/** Starts to reconcile; returns the undo. */
export function reconcileAnnotations(options: ReconcileOptions): () => void {
  const reconciler = new Reconciler(options);
  const subscription = options.api.runs().subscribe((snapshot) => reconciler.see(snapshot));
  return () => {
    subscription.unsubscribe();
    reconciler.stop();
  };
}

class Reconciler {
  private snapshot?: RunsSnapshot;
  private seen = '';
  private readonly keeper: MarkKeeper;
  private timer?: ReturnType<typeof setTimeout>;
  private timerAt = Infinity;
  private isPassing = false;
  private wasWoken = false;
  private retryMs = RETRY_MS.first;
  private failing?: string;
  private left = 0;
  private stopped = false;
  private readonly clock: () => number;

  constructor(private readonly options: ReconcileOptions) {
    this.clock = options.clock ?? (() => Date.now());
    this.keeper = new MarkKeeper({
      ...options,
      clock: this.clock,
      tab: options.tab ?? tabWrites,
      isStopped: () => this.stopped,
    });
  }

  see(snapshot: RunsSnapshot): void {
    this.snapshot = snapshot;
    if (!isWhole(snapshot)) {
      return;
    }
    const seen = this.keeper.fingerprint(snapshot);
    if (seen !== this.seen) {
      this.seen = seen;
      this.wake(this.options.pauseMs?.() ?? PAUSE_MS);
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** A pass in so many ms, unless one is due sooner. */
  private wake(afterMs: number): void {
    const at = this.clock() + afterMs;
    if (this.isPassing) {
      this.wasWoken = true;
    } else if (!this.stopped && at < this.timerAt) {
      clearTimeout(this.timer);
      this.timerAt = at;
      this.timer = setTimeout(() => void this.pass(), afterMs);
    }
  }

  private async pass(): Promise<void> {
    this.timerAt = Infinity;
    this.isPassing = true;
    const afterMs = await this.tryPass();
    this.isPassing = false;
    if (afterMs !== undefined) {
      this.wake(this.wasWoken ? Math.min(PAUSE_MS, afterMs) : afterMs);
    }
    this.wasWoken = false;
  }

  /** The time to the next pass, ms; undefined while there is no whole list to judge by: the next one counts as new. */
  private async tryPass(): Promise<number | undefined> {
    const { snapshot } = this;
    if (this.stopped || !snapshot || !isWhole(snapshot)) {
      this.seen = '';
      return undefined;
    }
    try {
      const { inMs, left } = await this.keeper.pass(snapshot);
      this.retryMs = RETRY_MS.first;
      this.report(undefined);
      this.tellLeft(left);
      return inMs;
    } catch (error) {
      this.report(
        toUserError(
          error,
          t('errors.annotations.annotations-runs-are', 'Annotations of runs are not up to date'),
          t('errors.annotations.they-are-tried', 'They are tried again.')
        )
      );
      const retryMs = this.retryMs;
      this.retryMs = Math.min(RETRY_MS.last, retryMs * 2);
      return retryMs;
    }
  }

  private report(error: UserError | undefined): void {
    if (!this.stopped && error?.message !== this.failing) {
      this.failing = error?.message;
      this.options.onError(error);
    }
  }

  private tellLeft(left: number): void {
    if (!this.stopped && left !== this.left) {
      this.left = left;
      this.options.onLeft?.(left);
    }
  }
}

/** Nothing is judged by a list that is old, or of which parts are still to come. */
function isWhole({ state }: RunsSnapshot): boolean {
  return state === 'live' || state === 'polling';
}
