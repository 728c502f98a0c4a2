/**
 * Finds what builds deploy/: kustomize itself, or a kubectl with a kustomize of version 5 in it.
 *
 * Unlike the programs of tools.ts it can be done without: tests that need it are skipped then, and the summary says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

import { onPath } from './tools';

/** Of the Go module, where Go is at hand. */
const VERSION = 'v5.8.1';
const GOBIN = path.resolve(__dirname, '..', '.tmp', 'tools', `kustomize-${VERSION}`);

/**
 * Path of `kustomize` or `kubectl`: named by KUSTOMIZE_PATH, on the PATH, or installed with Homebrew or Go. Undefined when
 * there is none and none can be had; prints what was found.
 */
export function findKustomize({ install = true } = {}): string | undefined {
  const named = process.env.KUSTOMIZE_PATH;
  const found =
    (named !== undefined && named !== '' && isFit(named) ? named : undefined) ??
    fit(onPath(['kustomize'])) ??
    fit(onPath(['kubectl'])) ??
    fit(path.join(GOBIN, 'kustomize')) ??
    (install ? (withBrew() ?? withGo()) : undefined);
  return found;
}

/** The manifests of a folder, as one YAML text. @throws Error with what the program said */
export function build(program: string, folder: string): string {
  const [file, ...args] = path.basename(program).startsWith('kubectl')
    ? [program, 'kustomize', folder]
    : [program, 'build', folder];
  return execFileSync(file!, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

function fit(file: string | undefined): string | undefined {
  return file !== undefined && existsSync(file) && isFit(file) ? file : undefined;
}

/** An old kubectl has a kustomize that does not know what deploy/ uses. */
function isFit(file: string): boolean {
  const args = path.basename(file).startsWith('kubectl') ? ['version', '--client', '-o', 'json'] : ['version'];
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8' });
  const [, major] = /(?:"kustomizeVersion":\s*"|^\{?|\/)v(\d+)\./m.exec(stdout ?? '') ?? [];
  return status === 0 && Number(major) >= 5;
}

function withBrew(): string | undefined {
  if (onPath(['brew']) === undefined) {
    return undefined;
  }
  spawnSync('brew', ['install', 'kustomize'], { stdio: 'inherit' });
  return fit(onPath(['kustomize']));
}

function withGo(): string | undefined {
  const go = onPath(['go']);
  if (go === undefined) {
    return undefined;
  }
  console.log(`Installing kustomize ${VERSION} with go …`);
  mkdirSync(GOBIN, { recursive: true });
  spawnSync(go, ['install', `sigs.k8s.io/kustomize/kustomize/v5@${VERSION}`], {
    stdio: 'inherit',
    env: { ...process.env, GOBIN, GOFLAGS: '-mod=mod' },
  });
  return fit(path.join(GOBIN, 'kustomize'));
}
