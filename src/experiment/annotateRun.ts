/** The annotation of one run, written now; and the queue through which all annotations of a browser tab are written. */
import type { AnnotationStore } from '../annotations/store';
import { reconcile, RUN_TAG, runTag, uidKey, type RunLinks } from '../domain/runAnnotation';
import type { Run } from '../domain/run';

/** Writes of a browser tab, one after the other: a start and the reconciler do not both create. */
export class TabWrites {
  /** Runs that were marked here on their start, by their uids as annotations hold them: a mark of these that is gone was taken away. */
  readonly marked = new Set<string>();
  private queue: Promise<unknown> = Promise.resolve();

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(work, work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }
}

export const tabWrites = new TabWrites();

/**
 * Brings the annotation of one run up to date now; the answer tells whether anything was written.
 *
 * @param now epoch ms by the cluster's clock
 */
export function annotateRun(
  run: Run,
  store: AnnotationStore,
  links: RunLinks,
  now: number,
  tab: TabWrites = tabWrites
): Promise<boolean> {
  return tab.inTurn(async () => {
    const annotations = await store.list({ tags: [RUN_TAG, runTag(run)] });
    const writes = reconcile({ runs: [run], now }, annotations, links);
    for (const write of writes) {
      await store.apply(write);
    }
    tab.marked.add(uidKey(run.uid));
    return writes.length > 0;
  });
}
