/** Runs as Grafana's annotations still know them: all that is left of one that Tekton has pruned. */
import { annotatedRun, RUN_TAG, runTag, type AnnotatedRun } from '../domain/runAnnotation';
import type { RunRef } from '../domain/run';
import type { AnnotationStore } from './store';

type Reader = Pick<AnnotationStore, 'list'>;

/** The newest run of that name, in its own cluster; undefined when no annotation has one. */
export async function lastKnownRun(store: Reader, ref: RunRef): Promise<AnnotatedRun | undefined> {
  const annotations = await store.list({ tags: [RUN_TAG, runTag(ref)], limit: 20, cluster: ref.cluster });
  return newestFirst(annotations.flatMap((annotation) => annotatedRun(annotation) ?? []))[0];
}

/** Marks that are read for a list of runs, the newest. */
const LISTED = 500;

/** The runs that ended last, newest first. */
export async function knownRuns(store: Reader, limit = LISTED): Promise<AnnotatedRun[]> {
  const annotations = await store.list({ tags: [RUN_TAG], limit });
  return newestFirst(annotations.flatMap((annotation) => annotatedRun(annotation) ?? []));
}

function newestFirst(runs: AnnotatedRun[]): AnnotatedRun[] {
  return runs.sort((a, b) => b.startedAt - a.startedAt);
}
