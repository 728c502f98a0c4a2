/** Tags and notes of runs, read and written. */
import { LABEL_TAG, labelsByUid, labelWrites, type LabelledRun, type RunLabels } from '../domain/runLabels';
import { runTag, uidKey, type RunAnnotation } from '../domain/runAnnotation';
import type { AnnotationStore } from './annotationApi';

/** Runs that have labels, the newest: one request. */
const MOST = 1000;

/** By the run's uid as annotations hold it. @throws UserError */
export async function readLabels(store: Pick<AnnotationStore, 'list'>): Promise<Map<string, RunLabels>> {
  return labelsByUid(await store.list({ tags: [LABEL_TAG], limit: MOST }));
}

const listed = (store: Pick<AnnotationStore, 'list'>, run: LabelledRun): Promise<RunAnnotation[]> =>
  store.list({ tags: [LABEL_TAG, runTag(run)], cluster: run.cluster });

/** Of one run, as they are now; undefined where it has none. @throws UserError */
export async function readLabelsOf(
  store: Pick<AnnotationStore, 'list'>,
  run: LabelledRun
): Promise<RunLabels | undefined> {
  return labelsByUid(await listed(store, run)).get(uidKey(run.uid));
}

/** Writes what differs. Of two who write at the same time, the later one wins. @param time epoch ms of the run's start @throws UserError */
export async function writeLabels(
  store: AnnotationStore,
  run: LabelledRun,
  labels: RunLabels,
  time: number
): Promise<void> {
  const writes = async () => labelWrites(run, labels, await listed(store, run), time);
  const first = await writes();
  for (const write of first) {
    await store.apply(write);
  }
  // Another one may have created one meanwhile.
  const doubles = first.some(({ kind }) => kind === 'create') ? await writes() : [];
  for (const write of doubles) {
    await store.apply(write);
  }
}
