/** Names of what a run makes: knative's `kmeta.ChildName`, which Tekton uses for TaskRuns and pods. */
import { createHash } from 'node:crypto';

const LONGEST = 63;
const HASH_LENGTH = 32;
const HEAD = LONGEST - HASH_LENGTH;

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
/** A name may not end in a hyphen or dot after it was cut. */
const madeValid = (name: string) => name.replace(/[-.]+$/, '');

/** `parent + suffix`, with the parent's tail (or both) hashed when that is longer than 63 characters. */
export function childName(parent: string, suffix: string): string {
  if (parent.length + suffix.length <= LONGEST) {
    return parent + suffix;
  }
  if (HEAD <= suffix.length) {
    const hashed = parent.slice(0, HEAD) + md5(parent + suffix);
    return madeValid(hashed + suffix.slice(0, Math.max(0, LONGEST - hashed.length)));
  }
  return parent.slice(0, HEAD - suffix.length) + md5(parent) + suffix;
}

/** Names of a PipelineTask's TaskRuns: one, or one a combination of its matrix. */
export function taskRunNames(run: string, task: string, combinations: number): string[] {
  return combinations === 1
    ? [childName(run, `-${task}`)]
    : Array.from({ length: combinations }, (_, i) => childName(run, `-${task}-${i}`));
}

export function podName(taskRun: string, attempt = 0): string {
  return childName(taskRun, attempt ? `-pod-retry${attempt}` : '-pod');
}
