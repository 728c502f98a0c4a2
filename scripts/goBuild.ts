/** Programs built with Go from the module proxy, where no package manager and no release has them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { onPath } from './onPath';

/** Go, where it is; undefined without. */
export function findGo(): string | undefined {
  return onPath(['go']) ?? onPath(['go'], '/usr/local/go/bin');
}

export interface GoProgram {
  /** Lines of the go.mod below `module` and `go`. */
  module: string[];
  /** Package of the program. */
  command: string;
  /** Where it goes; absolute path. */
  file: string;
  linkerFlags?: string[];
  tags?: string[];
}

/** Builds a program. Modules come from the module proxy that Go is set up with, checked against its checksum database. */
export function goBuild(go: string, folder: string, program: GoProgram): void {
  const { module, command, file, linkerFlags = [], tags = [] } = program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'go.mod'), `${['module tools', ...module].join('\n')}\n`);
  console.log(`Building ${file} …`);
  const flags = ['-mod=mod', '-trimpath', '-buildvcs=false', '-tags', tags.join(',')];
  execFileSync(go, ['build', ...flags, '-ldflags', ['-s', '-w', ...linkerFlags].join(' '), '-o', file, command], {
    cwd: folder,
    stdio: 'inherit',
    env: goEnv(),
  });
}

export const goEnv = () => ({ ...process.env, CGO_ENABLED: '0' });
