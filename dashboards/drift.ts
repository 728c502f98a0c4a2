/** How a folder of generated files differs from what it should hold. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Drift {
  file: string;
  how: 'is missing' | 'is not what the boards say' | 'belongs to no board';
}

/** A line for each file, and what to do; nothing without drift. */
export function explain(drifts: readonly Drift[]): string[] {
  return drifts.length === 0
    ? []
    : [
        ...drifts.map(({ file, how }) => `dashboards/generated/${file} ${how}.`).sort(),
        'Run npm run dashboards, and commit what it writes.',
      ];
}

/** @param wanted text by file name; other JSON files in the folder belong to nothing */
export function drift(folder: string, wanted: ReadonlyMap<string, string>): Drift[] {
  const there = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  const found: Drift[] = [];
  for (const [file, text] of wanted) {
    if (!there.includes(file)) {
      found.push({ file, how: 'is missing' });
    } else if (readFileSync(path.join(folder, file), 'utf8') !== text) {
      found.push({ file, how: 'is not what the boards say' });
    }
  }
  const orphans = there.filter((file) => !wanted.has(file));
  return [...found, ...orphans.map((file): Drift => ({ file, how: 'belongs to no board' }))];
}
