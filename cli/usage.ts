/** What was typed cannot be used: one line on standard error, and the exit code that sysexits.h has for it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const EXIT = {
  done: 0,
  /** It was tried, and failed. Of a verdict: not passed. */
  failed: 1,
  /** A verdict that cannot be given. */
  unknown: 2,
  usage: 64,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
