/** Files of a command: whole or not there, whatever happens meanwhile. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import { readRecord } from '../src/records/pack';
import type { ReadRecord } from '../src/records/record';
import { UsageError } from './usage';

/** @throws UsageError when the file cannot be written */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const written = `${file}.${process.pid}.part`;
  try {
    writeFileSync(written, content);
    renameSync(written, file);
  } catch (error) {
    rmSync(written, { force: true });
    throw new UsageError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** @throws UsageError when the file cannot be read, UserError when it is no record */
export function recordFrom(file: string): ReadRecord {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return readRecord(bytes, file);
}
