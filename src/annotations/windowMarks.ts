/** Marks of windows: written, found and taken away. None of it starts or stops anything in a cluster. */
import { isWindow, marksOfWindow, windowAnnotation, windowRef, type MarkedWindow } from '../domain/markedWindow';
import { markedUid, RUN_TAG, runTag, uidKey, type RunLinks } from '../domain/runAnnotation';
import type { RunRef } from '../domain/run';
import type { AnnotationStore } from './annotationApi';

export interface WindowMarking {
  run: RunRef;
  /** It was there already: nothing was written. */
  wasThere: boolean;
}

/**
 * Marks a window once: one that is there already is left as it is, and of marks that two people write at the same time
 * the first stays.
 *
 * @throws UserError where Grafana refuses; a mark that it took all the same is found by the next try
 */
export async function markWindow(
  store: AnnotationStore,
  window: MarkedWindow,
  links: RunLinks
): Promise<WindowMarking> {
  const run = windowRef(window);
  const marks = async () => marksOfWindow(window, await store.list({ tags: [RUN_TAG, runTag(run)] }));
  const wasThere = (await marks()).length > 0;
  if (!wasThere) {
    await store.apply({ kind: 'create', annotation: windowAnnotation(window, links) });
    for (const { id } of (await marks()).slice(1)) {
      await store.apply({ kind: 'delete', id });
    }
  }
  return { run, wasThere };
}

/** Takes the mark of a window away, and nothing else: a run of the cluster keeps its mark. @throws UserError */
export async function unmarkWindow(store: AnnotationStore, window: RunRef & { uid: string }): Promise<void> {
  if (!isWindow(window)) {
    return;
  }
  const found = await store.list({ tags: [RUN_TAG, runTag(window)], cluster: window.cluster });
  for (const mark of found.filter((one) => markedUid(one) === uidKey(window.uid))) {
    await store.apply({ kind: 'delete', id: mark.id });
  }
}
