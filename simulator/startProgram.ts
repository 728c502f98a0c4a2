/** A server that is a program of its own, started and waited for. */
import { spawn } from 'node:child_process';

export interface ServerProgram {
  /** For messages. */
  name: string;
  program: string;
  args: readonly string[];
  /** Beside this process' own environment. */
  env?: Record<string, string>;
  /** Answers with success once the server is ready. Of a server that chooses its port: the address, from what it has written. */
  readyUrl: string | ((output: string) => string | undefined);
  /** 30 without it. */
  readySeconds?: number;
}

export interface RunningProgram {
  /** Where it answered. */
  readyUrl: string;
  stop(): Promise<void>;
}

/** How much is remembered of what a program writes, until it answers and afterwards. */
const STARTING_CHARACTERS = 1_000_000;
const LAST_CHARACTERS = 2_000;

/**
 * Resolves when the server answers.
 *
 * @throws Error with its last words when it ends before, or does not answer in time
 */
export async function startProgram(server: ServerProgram): Promise<RunningProgram> {
  const { name, program, args, env, readyUrl, readySeconds = 30 } = server;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let words = '';
  // Where it listens is said anywhere in what it writes first.
  let kept = STARTING_CHARACTERS;
  // Grafana writes its log to the one, Prometheus to the other.
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-kept)));
  }
  const waiting = new AbortController();
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`exit code ${code}: ${words.slice(-LAST_CHARACTERS)}`));
  }).finally(() => waiting.abort());
  const address = () => (typeof readyUrl === 'string' ? readyUrl : readyUrl(words));
  const failed = ended.then((failure) => ({ failure }));
  const outcome = await Promise.race([failed, answering(address, readySeconds, waiting.signal)]);
  if ('failure' in outcome) {
    child.kill();
    // Its port is free again for whoever comes in its place.
    await ended;
    throw new Error(`${name} did not start: ${outcome.failure}`);
  }
  kept = LAST_CHARACTERS;
  return {
    readyUrl: outcome.url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Resolves to the address when it answers with success, to a reason when it has not in time. */
async function answering(
  address: () => string | undefined,
  seconds: number,
  signal: AbortSignal
): Promise<{ url: string } | { failure: string }> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end && !signal.aborted;) {
    const url = address();
    if (url !== undefined && (await isReady(url))) {
      return { url };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { failure: `no answer within ${seconds} s` };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false
  );
