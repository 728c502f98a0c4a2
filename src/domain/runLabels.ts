/**
 * Tags and a short note that people give a run, for everyone to see: one annotation of its own in Grafana, beside the run's
 * mark. The mark itself is no place for them: it follows the run, and whoever brings it up to date would take them away.
 */
import type { RunRef } from './run';
import { runTag, uidKey, type WantedAnnotation, type RunAnnotation, type AnnotationWrite } from './runAnnotation';
import { decodeFact, escapeHtml, parseNote, writtenUid } from './runAnnotationText';
import { wellFormed } from './runAnnotationTags';

/** Tag that such an annotation carries besides `run:`. */
export const LABEL_TAG = 'wva-label';

export interface RunLabels {
  tags: readonly string[];
  note: string;
}

export type LabelledRun = RunRef & { uid: string };

export const MAX_NOTE_CHARS = 200;
const MAX_TAG_CHARS = 30;
const MAX_TAGS = 10;

/** Tags as they are kept: trimmed, each once, without what would separate them. */
export function cleanTags(tags: readonly string[]): string[] {
  const clean = tags.map((tag) =>
    wellFormed(tag.replace(/[\s,]+/g, '-').slice(0, MAX_TAG_CHARS)).replace(/^-+|-+$/g, '')
  );
  return [...new Set(clean)].filter((tag) => tag !== '').slice(0, MAX_TAGS);
}

const cleanLabels = ({ tags, note }: RunLabels): RunLabels => ({
  tags: cleanTags(tags),
  note: wellFormed(note.replace(/\s+/g, ' ').trim().slice(0, MAX_NOTE_CHARS)),
});

/** @param time epoch ms of the run's start: charts do not show it */
function labelAnnotation(run: LabelledRun, { tags, note }: RunLabels, time: number): WantedAnnotation {
  const words = [`uid=${encodeURIComponent(uidKey(run.uid))}`, `tags=${tags.map(encodeURIComponent).join(',')}`];
  return {
    time,
    timeEnd: time,
    tags: [LABEL_TAG, runTag(run)],
    text: `${escapeHtml(note)}<!-- ${words.join(' ')} -->`,
  };
}

/** The labels in an annotation; undefined where it has none. Never throws. */
export function labelsIn({ tags, text }: Pick<RunAnnotation, 'tags' | 'text'>): RunLabels | undefined {
  const found = tags.includes(LABEL_TAG) ? /<!-- uid=\S+ tags=(\S*) -->$/s.exec(text) : null;
  const [, list = ''] = found ?? [];
  return found === null ? undefined : { tags: cleanTags(list.split(',').map(decodeFact)), note: parseNote(text) };
}

/** The writes that give a run these labels, from what there is of it; empty ones take the annotation away. */
export function labelWrites(
  run: LabelledRun,
  wanted: RunLabels,
  existing: readonly RunAnnotation[],
  time: number
): AnnotationWrite[] {
  const labels = cleanLabels(wanted);
  const [kept, ...others] = existing
    .filter((one) => one.tags.includes(LABEL_TAG) && writtenUid(one) === uidKey(run.uid))
    .sort((a, b) => a.id - b.id);
  const gone = (doomed: readonly RunAnnotation[]) => doomed.map(({ id }): AnnotationWrite => ({ kind: 'delete', id }));
  if (labels.tags.length === 0 && labels.note === '') {
    return gone(kept ? [kept, ...others] : others);
  }
  const annotation = labelAnnotation(run, labels, kept?.time ?? Math.round(time));
  if (kept === undefined) {
    return [{ kind: 'create', annotation }];
  }
  const isSame = kept.text === annotation.text;
  return [...(isSame ? [] : [{ kind: 'update', id: kept.id, annotation } as const]), ...gone(others)];
}

/** Labels by the run's uid; of several of a run those that were written first, which everyone writes on. */
export function labelsByUid(annotations: readonly RunAnnotation[]): Map<string, RunLabels> {
  const found = new Map<string, RunLabels>();
  for (const one of [...annotations].sort((a, b) => a.id - b.id)) {
    const [uid, labels] = [writtenUid(one), labelsIn(one)];
    if (uid !== undefined && labels !== undefined && !found.has(uid)) {
      found.set(uid, labels);
    }
  }
  return found;
}
