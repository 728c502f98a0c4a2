/** A JSON file that outlives the server: written whole, through a second file, so a crash leaves the old or the new one. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export class JsonFile<T> {
  private value: T;

  constructor(
    private readonly file: string,
    initial: T
  ) {
    try {
      this.value = JSON.parse(readFileSync(file, 'utf8')) as T;
    } catch {
      this.value = initial;
    }
  }

  get(): T {
    return this.value;
  }

  set(value: T): void {
    this.value = value;
    mkdirSync(path.dirname(this.file), { recursive: true });
    const next = `${this.file}.next`;
    writeFileSync(next, JSON.stringify(value));
    renameSync(next, this.file);
  }
}
