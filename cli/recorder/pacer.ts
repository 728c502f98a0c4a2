/** Turns at a distance in time, so that whoever is asked is never asked more often. */
export class Pacer {
  private next = -Infinity;
  private last: Promise<void> = Promise.resolve();

  /** @param gapMs between two turns @param clock ms, of this machine */
  constructor(
    private readonly gapMs: number,
    private readonly clock: () => number
  ) {}

  /** In the order in which they were asked for. @throws what the signal says, when it aborts */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const own = this.last.then(() => this.wait(signal));
    this.last = own.catch(() => undefined);
    await own;
  }

  /** A distance from when the last turn was, not from when it should have been: on a busy machine that is later. */
  private async wait(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const waitMs = this.next - this.clock();
    if (waitMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      signal?.throwIfAborted();
    }
    this.next = this.clock() + this.gapMs;
  }
}
