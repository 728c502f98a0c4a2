/** Released programs, downloaded, checked against a digest, and unpacked into the user's cache. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** For every copy of the project. */
export const CACHE = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'llmd-wva-app');

/** This machine, as Go's releases name it; undefined for what is neither 64-bit x86 nor ARM. */
export function goArch(): string | undefined {
  return { x64: 'amd64', arm64: 'arm64' }[os.arch()];
}

/** @throws Error when it cannot be reached or does not answer with 200 */
export async function get(url: string): Promise<Response> {
  const response = await fetch(url).catch((error: unknown) => {
    const { cause } = error as { cause?: unknown };
    throw new Error(`${new URL(url).host} cannot be reached${cause instanceof Error ? `: ${cause.message}` : ''}`);
  });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  return response;
}

/**
 * Unpacks an archive without its top folder.
 *
 * @param isDigest whether this SHA-256, in hexadecimal, is the release's
 * @throws Error when it cannot be had, or is another
 */
export async function unpackRelease(
  url: string,
  folder: string,
  isDigest: (sha256: string) => boolean | Promise<boolean>
): Promise<void> {
  const archive = Buffer.from(await (await get(url)).arrayBuffer());
  if (!(await isDigest(createHash('sha256').update(archive).digest('hex')))) {
    throw new Error(`what ${new URL(url).host} sent is not the release: its digest is another`);
  }
  // A download that is interrupted leaves nothing that looks complete.
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const saved = path.join(unfinished, path.basename(url));
    writeFileSync(saved, archive);
    execFileSync('tar', ['-xzf', saved, '-C', unfinished, '--strip-components=1']);
    rmSync(saved);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
