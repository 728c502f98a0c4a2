/** Programs by their name. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of the programs that is on the PATH. */
export function onPath(programs: string[], search = process.env.PATH ?? ''): string | undefined {
  for (const program of programs) {
    for (const folder of search.split(path.delimiter)) {
      const file = path.join(folder, program);
      if (folder !== '' && isProgram(file)) {
        return file;
      }
    }
  }
  return undefined;
}
