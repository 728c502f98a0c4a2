/** Notes that people write on a run: annotations of their own, which no reconciling touches. */
import { grafanaAnnotations, type AnnotationStore } from '../annotations/store';
import { NOTE_TAG, noteText, parseNote, runTag, uidKey, writtenUid } from '../domain/runAnnotation';
import type { RunRef } from '../domain/run';

export interface Note {
  id: number;
  /** Epoch ms. */
  time: number;
  text: string;
}

export type NotedRun = RunRef & { uid: string };

/** Oldest first. */
export async function listNotes(run: NotedRun, store: AnnotationStore = grafanaAnnotations): Promise<Note[]> {
  const annotations = await store.list({ tags: [NOTE_TAG, runTag(run)], limit: 200 });
  return annotations
    .filter((note) => writtenUid(note) === uidKey(run.uid))
    .map(({ id, time, text }) => ({ id, time, text: parseNote(text) }))
    .sort((a, b) => a.time - b.time || a.id - b.id);
}

/** @param time epoch ms of the moment that the note is about */
export async function addNote(
  run: NotedRun,
  text: string,
  time: number,
  store: AnnotationStore = grafanaAnnotations
): Promise<void> {
  await store.apply({
    kind: 'create',
    annotation: { time, timeEnd: time, tags: [NOTE_TAG, runTag(run)], text: noteText(text, run.uid) },
  });
}
