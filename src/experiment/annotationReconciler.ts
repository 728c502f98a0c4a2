/**
 * Keeps the annotations of runs in step with the cluster, while a page or a panel is open.
 *
 * Polite: one writer in a browser tab, a pause after each change, nothing read while nothing changes, and longer and
 * longer waits while Grafana refuses.
 */
import { t } from '../i18n/t';
import type { AnnotationStore } from '../annotations/store';
import type { RunsSnapshot, TektonApi } from '../datasource/types';
import {
  EXTEND_MS,
  isFinalAnnotation,
  reconcile,
  RUN_TAG,
  taggedUid,
  uidTag,
  type AnnotationWrite,
  type RunAnnotation,
  type RunLinks,
} from '../domain/runAnnotation';
import { isTerminal, type Run, type RunSummary } from '../domain/run';
import { toUserError, type UserError } from '../shared/errors';
import { inTurn } from './annotateRun';

export interface ReconcileOptions {
  api: Pick<TektonApi, 'runs' | 'hydrate' | 'namespaces'>;
  store: AnnotationStore;
  links: RunLinks;
  /** Annotations were written, of which the newest begins then (epoch ms; -Infinity when some were only taken away). */
  onWritten: (newest: number) => void;
  /** Grafana refuses; called once for the same reason, and with undefined when it works again. */
  onError: (error: UserError | undefined) => void;
}

/** Runs that ended longer ago than this are left alone: annotations of a lab's past are not made up afterwards. */
const LOOK_BACK_MS = 7 * 24 * 3600_000;
/** Runs can be planned this far ahead. */
const LOOK_AHEAD_MS = 2 * 24 * 3600_000;
const LIST_LIMIT = 500;
/** Runs that are fetched in full in one pass. */
const BATCH = 25;
const PAUSE_MS = 1000;
/** After an annotation was made: time for another writer's of the same run to show, so that one of the two goes. */
const SECOND_LOOK_MS = 4000;
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

/** Whether a run is an experiment: other pipelines of the namespace are nobody's business here. */
export function isExperiment(run: RunSummary): boolean {
  return run.managed || run.experiment !== undefined || run.variant !== undefined || run.loadProfile !== undefined;
}

class Reconciler {
  private snapshot?: RunsSnapshot;
  private seen = '';
  /** Runs whose annotation says all that there is to say. */
  private readonly settled = new Set<string>();
  /** Runs in progress that are no experiments, by all that they say. */
  private readonly others = new Set<string>();
  /** Those that Tekton has not resolved yet: their Pipeline's defaults may still make an experiment of them. */
  private readonly unresolved = new Set<string>();
  /** What was written here: a write that Grafana changed or that someone undid is not written again. */
  private readonly written = new Map<string, string>();
  private timer?: ReturnType<typeof setTimeout>;
  private readonly extendTimer = setInterval(() => this.extend(), EXTEND_MS / 2);
  /** Since the last second look. */
  private hasCreated = false;
  private retryMs = RETRY_MS.first;
  private failing?: string;
  private stopped = false;

  constructor(private readonly options: ReconcileOptions) {}

  see(snapshot: RunsSnapshot): void {
    this.snapshot = snapshot;
    const open = this.candidates(snapshot).map(({ uid, phase, resourceVersion }) =>
      this.unresolved.has(uid) ? `${uid}:${phase}:${resourceVersion}` : `${uid}:${phase}`
    );
    const seen = [snapshot.state === 'loading', snapshot.runs.length, ...open].join(' ');
    if (snapshot.state !== 'loading' && seen !== this.seen) {
      this.seen = seen;
      this.schedule(PAUSE_MS);
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.extendTimer);
  }

  private candidates({ runs, asOf, clockSkewMs }: RunsSnapshot): RunSummary[] {
    const oldest = asOf + clockSkewMs - LOOK_BACK_MS;
    // What a run in progress is that was made by hand stands in its params and its Pipeline's defaults only.
    const mayBe = (run: RunSummary) => isExperiment(run) || (!isTerminal(run.phase) && !this.others.has(run.uid));
    return runs.filter(
      (run) => mayBe(run) && !this.settled.has(run.uid) && (!isTerminal(run.phase) || run.createdAt >= oldest)
    );
  }

  /** A run that outlives its plan has its region extended, without anything else that happens. */
  private extend(): void {
    if (this.snapshot && this.candidates(this.snapshot).length > 0) {
      this.schedule(0);
    }
  }

  private schedule(afterMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void inTurn(() => this.pass()), afterMs);
  }

  private async pass(): Promise<void> {
    const { snapshot } = this;
    if (this.stopped || !snapshot) {
      return;
    }
    if (snapshot.state === 'stale') {
      // Nothing is judged by an old list; the next one counts as new, whatever it says.
      this.seen = '';
      return;
    }
    try {
      const more = await this.bringUpToDate(snapshot);
      this.retryMs = RETRY_MS.first;
      this.report(undefined);
      if (more) {
        this.schedule(PAUSE_MS);
      } else if (this.hasCreated) {
        this.hasCreated = false;
        this.schedule(SECOND_LOOK_MS);
      }
    } catch (error) {
      this.report(
        toUserError(
          error,
          t('errors.annotations.annotations-runs-are', 'Annotations of runs are not up to date'),
          t('errors.annotations.they-are-tried', 'They are tried again.')
        )
      );
      this.schedule(this.retryMs);
      this.retryMs = Math.min(RETRY_MS.last, this.retryMs * 2);
    }
  }

  /** Whether runs are left for another pass. */
  private async bringUpToDate(snapshot: RunsSnapshot): Promise<boolean> {
    const now = Date.now() + snapshot.clockSkewMs;
    const annotations = await this.options.store.list({
      tags: [RUN_TAG],
      from: Math.round(now - LOOK_BACK_MS),
      to: Math.round(now + LOOK_AHEAD_MS),
      limit: LIST_LIMIT,
    });
    const open = this.candidates(snapshot).filter((run) => !this.settle(run, annotations));
    const batch = open.slice(0, BATCH);
    const known = [...annotations, ...(await this.missedByLimit(batch, annotations))];
    const unsettled = batch.filter((run) => !this.settle(run, known));
    const full = unsettled.length > 0 ? await this.options.api.hydrate(unsettled) : [];
    const runs = full.filter((run) => this.isOurs(run));
    const census = {
      uids: new Set(snapshot.runs.map((run) => run.uid)),
      namespaces: new Set(snapshot.error ? [] : this.options.api.namespaces),
      asOf: snapshot.asOf + snapshot.clockSkewMs,
    };
    await this.write(reconcile({ runs, now, census }, known, this.options.links));
    return open.length > batch.length;
  }

  /** Whether a run in full is an experiment; what is known not to be one is not asked for again. */
  private isOurs(run: Run): boolean {
    const isOurs = isExperiment(run);
    this.unresolved.delete(run.uid);
    if (!isOurs) {
      (run.resolved ? this.others : this.unresolved).add(run.uid);
    }
    return isOurs;
  }

  /** Whether a run that has ended is already told of in full. */
  private settle(run: RunSummary, annotations: RunAnnotation[]): boolean {
    const tag = uidTag(run.uid);
    const same = annotations.filter((a) => a.tags.includes(tag) && a.tags.includes(RUN_TAG));
    const [only] = same;
    const isSettled =
      isTerminal(run.phase) &&
      same.length === 1 &&
      only !== undefined &&
      isFinalAnnotation(only) &&
      only.tags.includes(`status:${run.phase}`);
    if (isSettled) {
      this.settled.add(run.uid);
    }
    return isSettled;
  }

  /** A full page of annotations may lack some: those of the runs at hand are asked for by name. */
  private async missedByLimit(batch: RunSummary[], annotations: RunAnnotation[]): Promise<RunAnnotation[]> {
    if (annotations.length < LIST_LIMIT) {
      return [];
    }
    const found = new Set(annotations.map((a) => taggedUid(a.tags)));
    const missing = batch.filter((run) => !found.has(taggedUid([uidTag(run.uid)]))).map((run) => uidTag(run.uid));
    if (missing.length === 0) {
      return [];
    }
    const named = await this.options.store.list({ tags: missing, matchAny: true, limit: LIST_LIMIT });
    return named.filter((a) => a.tags.includes(RUN_TAG));
  }

  private async write(writes: AnnotationWrite[]): Promise<void> {
    let newest = -Infinity;
    let count = 0;
    try {
      for (const write of writes.filter((candidate) => !this.wasWritten(candidate))) {
        if (this.stopped) {
          return;
        }
        await this.options.store.apply(write);
        this.remember(write);
        newest = write.kind === 'delete' ? newest : Math.max(newest, write.annotation.time);
        this.hasCreated ||= write.kind === 'create';
        count++;
      }
    } finally {
      if (count > 0) {
        this.options.onWritten(newest);
      }
    }
  }

  private wasWritten(write: AnnotationWrite): boolean {
    return this.written.get(keyOf(write)) === contentOf(write);
  }

  private remember(write: AnnotationWrite): void {
    this.written.set(keyOf(write), contentOf(write));
  }

  private report(error: UserError | undefined): void {
    if (error?.message !== this.failing) {
      this.failing = error?.message;
      this.options.onError(error);
    }
  }
}

function keyOf(write: AnnotationWrite): string {
  return write.kind === 'create' ? `create ${taggedUid(write.annotation.tags)}` : `${write.kind} ${write.id}`;
}

function contentOf(write: AnnotationWrite): string {
  // Once created and gone again, someone deleted it: it stays deleted, whatever the run does.
  return write.kind === 'update' ? JSON.stringify(write.annotation) : '';
}
