/** The command called within a test. */
import { existsSync } from 'node:fs';

import { run } from './run';

export interface Called {
  code: number;
  out: string;
  err: string;
}

/** @param env environment of the call; empty by default, so that no variable of the machine leaks in */
export async function call(args: string[], env: Record<string, string> = {}, now = Date.now()): Promise<Called> {
  const texts = { out: '', err: '' };
  const code = await run(args, {
    out: (text) => void (texts.out += text),
    err: (text) => void (texts.err += text),
    isTerminal: false,
    env,
    now: () => now,
    isThere: existsSync,
  });
  return { code, ...texts };
}
