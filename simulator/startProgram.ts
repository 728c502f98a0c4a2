/** A server that is a program of its own, started and waited for. */
import { spawn } from 'node:child_process';

export interface ServerProgram {
  /** For messages. */
  name: string;
  program: string;
  args: readonly string[];
  /** Beside this process' own environment. */
  env?: Record<string, string>;
  /** Answers with success once the server is ready. */
  readyUrl: string;
  /** 30 without it. */
  readySeconds?: number;
}

/**
 * Resolves when the server answers, to what ends it.
 *
 * @throws Error with its last words when it ends before, or does not answer in time
 */
export async function startProgram(server: ServerProgram): Promise<() => Promise<void>> {
  const { name, program, args, env, readyUrl, readySeconds = 30 } = server;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let words = '';
  // Grafana writes its log to the one, Prometheus to the other.
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  }
  const waiting = new AbortController();
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`exit code ${code}: ${words}`));
  }).finally(() => waiting.abort());
  const failure = await Promise.race([ended, answers(readyUrl, readySeconds, waiting.signal)]);
  if (failure !== undefined) {
    child.kill();
    // Its port is free again for whoever comes in its place.
    await ended;
    throw new Error(`${name} did not start: ${failure}`);
  }
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

/** Resolves to undefined when the URL answers with success, to a reason when it has not in time. */
async function answers(url: string, seconds: number, signal: AbortSignal): Promise<string | undefined> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end && !signal.aborted;) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => response.ok,
      () => false
    );
    if (ok) {
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `no answer within ${seconds} s`;
}
