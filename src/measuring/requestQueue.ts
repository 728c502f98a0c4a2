/** Runs tasks a few at a time, in the order in which they came. */
export class RequestQueue {
  private active = 0;
  private readonly waiting: Array<() => void> = [];

  constructor(private readonly atOnce: number) {}

  /** What the task gives. Once the signal aborts, a task that waits never starts, and its reason is thrown. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.turn(signal);
    try {
      return await task();
    } finally {
      this.active--;
      this.waiting.shift()?.();
    }
  }

  private turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        reject(signal?.reason);
      };
      const start = () => {
        signal?.removeEventListener('abort', giveUp);
        this.active++;
        resolve();
      };
      if (signal?.aborted) {
        reject(signal.reason);
      } else if (this.active < this.atOnce) {
        start();
      } else {
        this.waiting.push(start);
        signal?.addEventListener('abort', giveUp, { once: true });
      }
    });
  }
}
