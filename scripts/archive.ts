/** A folder as a zip archive whose bytes depend on its content alone. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { zipSync, type Zippable } from 'fflate';

import { filesUnder } from '../preview/files';

/** The first moment that a zip archive can name, in local time, as it is written. */
const NO_TIME = new Date(1980, 0, 1);
const UNIX = 3;
/** A plain file, readable by everybody, writable by its owner. */
const FILE_MODE = 0o100644;

/**
 * The files of a folder under another name, in the order of their names; no times, no owners, the same modes wherever it
 * is built.
 *
 * @param name of the folder inside the archive
 */
export function archive(folder: string, name: string): Uint8Array {
  const files: Zippable = {};
  for (const file of filesOf(folder)) {
    files[`${name}/${file}`] = [readFileSync(path.join(folder, file)), {}];
  }
  return zipSync(files, { level: 9, mtime: NO_TIME, os: UNIX, attrs: FILE_MODE << 16 });
}

/** Paths below a folder, with slashes, sorted by code units. */
function filesOf(folder: string): string[] {
  return filesUnder(folder)
    .map((file) => path.relative(folder, file).split(path.sep).join('/'))
    .sort();
}
