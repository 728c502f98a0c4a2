import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Paths of all files below a folder, sorted by code units. */
export function filesUnder(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
