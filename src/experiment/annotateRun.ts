/** The annotation of one run, written now; and the queue through which all annotations of a browser tab are written. */
import type { AnnotationStore } from '../annotations/store';
import { reconcile, RUN_TAG, uidTag, type RunLinks } from '../domain/runAnnotation';
import type { Run } from '../domain/run';

/** Writes of this browser tab, one after the other: a start and the reconciler do not both create. */
let queue: Promise<unknown> = Promise.resolve();

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
}

/**
 * Brings the annotation of one run up to date now; the answer tells whether anything was written.
 *
 * @param now epoch ms by the cluster's clock
 */
export function annotateRun(run: Run, store: AnnotationStore, links: RunLinks, now: number): Promise<boolean> {
  return inTurn(async () => {
    const annotations = await store.list({ tags: [RUN_TAG, uidTag(run.uid)] });
    const writes = reconcile({ runs: [run], now }, annotations, links);
    for (const write of writes) {
      await store.apply(write);
    }
    return writes.length > 0;
  });
}
