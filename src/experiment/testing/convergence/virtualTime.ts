/** Time that passes as fast as the work in it allows: timers and `Date.now()` of the whole process, in a test. */

interface Timer {
  id: number;
  at: number;
  work: () => void;
}

export class VirtualTime {
  private readonly real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    now: Date.now,
  };
  private readonly drained = globalThis.setImmediate;
  private readonly timers = new Map<number, Timer>();
  private nextId = 1;

  /** @param now epoch ms */
  constructor(private time: number) {}

  /** Takes the place of the real timers until {@link uninstall}. */
  install(): void {
    const start = (work: () => void, ms = 0): number => {
      const id = this.nextId++;
      this.timers.set(id, { id, at: this.time + Math.max(0, ms), work });
      return id;
    };
    const every = (work: () => void, ms: number): number => {
      const id = start(() => {
        this.timers.set(id, { id, at: this.time + ms, work: again });
        work();
      }, ms);
      const again = this.timers.get(id)!.work;
      return id;
    };
    const stop = (id: number) => void this.timers.delete(id);
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop, setInterval: every, clearInterval: stop });
    Date.now = () => this.time;
  }

  uninstall(): void {
    const { now, ...timers } = this.real;
    Object.assign(globalThis, timers);
    Date.now = now;
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Lets time pass: each timer in its order, and all that follows from it before the next one. */
  async passTo(time: number): Promise<void> {
    await this.settle();
    for (let next = this.next(time); next; next = this.next(time)) {
      this.timers.delete(next.id);
      this.time = Math.max(this.time, next.at);
      next.work();
      await this.settle();
    }
    this.time = Math.max(this.time, time);
  }

  private next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers.values()) {
      if (timer.at <= until && (first === undefined || timer.at < first.at)) {
        first = timer;
      }
    }
    return first;
  }

  /** Promises have done all that they can without time passing. */
  private settle(): Promise<void> {
    return new Promise((resolve) => this.drained(resolve));
  }
}

/** Pseudo-random numbers from a seed (mulberry32), so that a schedule can be run again. */
export class Chance {
  constructor(private state: number) {}

  /** 0 to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let x = this.state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  oneOf<T>(first: T, ...rest: T[]): T {
    return rest[Math.floor(this.next() * (rest.length + 1)) - 1] ?? first;
  }
}
