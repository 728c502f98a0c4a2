/** Waits for a fact, not for seconds. */

const WAIT_MS = 60_000;
const PAUSE_MS = 200;

/** Asks until the answer is yes. @throws Error that names what did not come about */
export async function until(
  what: string,
  done: () => Promise<boolean>,
  waitMs = WAIT_MS,
  pauseMs = PAUSE_MS
): Promise<void> {
  const end = Date.now() + waitMs;
  while (!(await done())) {
    if (Date.now() > end) {
      throw new Error(`Waited ${waitMs / 1000} s for ${what}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
