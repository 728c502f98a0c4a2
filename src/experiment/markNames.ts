/** By which tags a browser tab finds the marks of single runs: Grafana looks for names, marks hold their run's uid in their text. */
import type { RunSummary } from '../domain/run';
import { runTag, runTagOf, type RunAnnotation } from '../domain/runAnnotation';
import { keyOf, keyOfMark } from './markLedger';

/** Marks by the run that they are of. */
export function byKey(marks: readonly RunAnnotation[]): Map<string, RunAnnotation[]> {
  const groups = new Map<string, RunAnnotation[]>();
  for (const mark of marks) {
    const key = keyOfMark(mark);
    if (key !== undefined) {
      groups.set(key, [...(groups.get(key) ?? []), mark]);
    }
  }
  return groups;
}

export class MarkNames {
  /** Tags that name runs, by {@link keyOf}. */
  private readonly tags = new Map<string, string>();

  /** {@link byKey}, and learns how these marks are found again. */
  group(marks: readonly RunAnnotation[]): Map<string, RunAnnotation[]> {
    const groups = byKey(marks);
    for (const [key, [mark]] of groups) {
      this.tags.set(key, runTagOf(mark?.tags ?? []) ?? '');
    }
    return groups;
  }

  learn(runs: readonly RunSummary[]): void {
    runs.forEach((run) => this.tags.set(keyOf(run), runTag(run)));
  }

  tagsOf(keys: readonly string[]): string[] {
    return [...new Set(keys.flatMap((key) => this.tags.get(key) || []))];
  }
}
