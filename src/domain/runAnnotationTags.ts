/**
 * Tags of a run's annotation, within what Grafana's database takes.
 *
 * Grafana splits a tag at its first colon and drops what follows a second one, trims spaces, keeps key and value in
 * columns of 100 characters (PostgreSQL refuses longer ones), and takes no more than 500 bytes of tags in all.
 */
import { isTerminal, RUN_PHASES, type RunPhase, type RunRef } from './run';

/** Tag that every run's annotation carries. */
export const RUN_TAG = 'wva-run';
/** Tag that a note written by hand on a run carries besides `run:`. */
export const NOTE_TAG = 'wva-note';

/** `unknown`: the run was gone before its end was seen. */
export type AnnotationStatus = RunPhase | 'unknown';

/** Tags of which an annotation carries one while its run has not ended, by what it says. */
export const OPEN_TAGS: readonly string[] = RUN_PHASES.filter((phase) => !isTerminal(phase)).map(
  (phase) => `status:${phase}`
);

const MAX_VALUE_CHARS = 100;
/** Three values of this length and their keys stay below 500 bytes as JSON, whatever the names. */
const MAX_VALUE_JSON_BYTES = 110;
const HASH_CHARS = 8;

const encoder = { length: (text: string) => new TextEncoder().encode(text).length };

/** `run:<namespace>/<name>`; a name that does not fit ends in a hash of the whole. */
export function runTag({ namespace, name }: RunRef): string {
  return `run:${tagValue(`${namespace}/${name}`)}`;
}

const CLUSTER = 'cluster:';

/** Of several clusters, the one that a run was in; runs of the first one carry none, as where there is one only. */
export function clusterTag(name: string): string {
  return `${CLUSTER}${tagValue(name)}`;
}

/** Whether an annotation is of the cluster with this tag, or of the first one where that is undefined. */
export function isOfCluster(tags: readonly string[], tag: string | undefined): boolean {
  return tags.find((one) => one.startsWith(CLUSTER)) === tag;
}

/** A uid as annotations hold it. */
export function uidKey(uid: string): string {
  return tagValue(uid);
}

/** All tags of a run's annotation, at most 500 bytes as JSON. */
export function runTags(run: RunRef & { experiment?: string }, status: AnnotationStatus): string[] {
  const experiment = run.experiment === undefined ? '' : tagValue(run.experiment);
  return [RUN_TAG, runTag(run), ...(experiment === '' ? [] : [`experiment:${experiment}`]), `status:${status}`];
}

/** The uid in the tags of an annotation that an older version wrote; newer ones have it in their text. */
export function taggedUid(tags: readonly string[]): string | undefined {
  return valueOf(tags, 'uid:');
}

/** The tag that names the run of an annotation; undefined for one that is not ours. */
export function runTagOf(tags: readonly string[]): string | undefined {
  return tags.find((tag) => tag.startsWith('run:'));
}

export function statusOfTags(tags: readonly string[]): AnnotationStatus | undefined {
  const value = valueOf(tags, 'status:');
  return ([...RUN_PHASES, 'unknown'] as const).find((status) => status === value);
}

export function tagsEqual(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

function valueOf(tags: readonly string[], prefix: string): string | undefined {
  return tags.find((tag) => tag.startsWith(prefix) && tag.length > prefix.length)?.slice(prefix.length);
}

function tagValue(text: string): string {
  const clean = wellFormed(text)
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(/:/g, '.')
    .trim();
  if (fits(clean)) {
    return clean;
  }
  const tail = `~${shortHash(text)}`;
  let head = '';
  for (const character of clean) {
    if (!fits(head + character + tail)) {
      break;
    }
    head += character;
  }
  return head + tail;
}

function fits(value: string): boolean {
  return value.length <= MAX_VALUE_CHARS && encoder.length(JSON.stringify(value)) - 2 <= MAX_VALUE_JSON_BYTES;
}

/** Text without halves of surrogate pairs, which no encoder takes. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: tells long names apart, is no secret. */
export function shortHash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(HASH_CHARS, '0');
}
