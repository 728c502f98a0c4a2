/** Turns at a distance in time, so that whoever is asked is never asked more often. */
export class Pacer {
  private next = -Infinity;

  /** @param gapMs between two turns @param clock ms, of this machine */
  constructor(
    private readonly gapMs: number,
    private readonly clock: () => number
  ) {}

  /** @throws what the signal says, when it aborts */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const at = Math.max(this.clock(), this.next);
    this.next = at + this.gapMs;
    const waitMs = at - this.clock();
    if (waitMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      signal?.throwIfAborted();
    }
  }
}
