/** Programs of one Go module each, built from published modules without a checkout of what they come from. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { goBuild, goEnv } from './goBuild';

/** Programs that are built from one go.mod. */
export interface ModuleBuild {
  /** Takes go.mod and sources. */
  folder: string;
  /** Lines of go.mod: `require …`, `replace …`. */
  lines: string[];
  /** Files beside go.mod, by path. */
  sources?: Record<string, string>;
  /** Path of each program's package, by the name that the program gets. */
  programs: Record<string, string>;
  linkerFlags?: string[];
}

/** Builds one of the programs into `bin`, where it appears once it is whole, and says how long it took. @throws Error when Go fails */
export function buildProgram(
  go: string,
  bin: string,
  name: string,
  { folder, lines, sources = {}, programs, linkerFlags }: ModuleBuild
): void {
  const began = Date.now();
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  mkdirSync(bin, { recursive: true });
  const file = path.join(bin, name);
  const unfinished = `${file}.${process.pid}`;
  // The language of Go 1.24, whose defaults they were released with.
  const module = ['go 1.24.0', 'godebug default=go1.24', ...lines];
  goBuild(go, folder, { module, command: programs[name]!, file: unfinished, linkerFlags });
  renameSync(unfinished, file);
  console.log(`Built ${name} in ${((Date.now() - began) / 1000).toFixed(0)} s.`);
}

/** Where Go keeps a module, fetched when it is not there yet. */
export function goModule(go: string, module: string): { Dir: string; GoMod: string } {
  const answer = execFileSync(go, ['mod', 'download', '-json', module], { encoding: 'utf8', env: goEnv() });
  return JSON.parse(answer) as { Dir: string; GoMod: string };
}

/** Modules that a go.mod replaces by others or by folders of its own. */
export function replacedModules(go: string, goMod: string): string[] {
  const mod = execFileSync(go, ['mod', 'edit', '-json', goMod], { encoding: 'utf8', env: goEnv() });
  const { Replace } = JSON.parse(mod) as { Replace: Array<{ Old: { Path: string } }> };
  return Replace.map(({ Old }) => Old.Path);
}
