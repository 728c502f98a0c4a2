/** The entry of the command. */
import { existsSync } from 'node:fs';

import { run } from './run';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort(new Error(`stopped by ${signal}`));
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
  });
}
// Whoever reads the result may stop reading (`| head`).
process.stdout.on('error', () => process.exit(0));

const code = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  env: process.env,
  now: () => Date.now(),
  signal: stop.signal,
  isThere: existsSync,
});
process.exitCode ??= code;
