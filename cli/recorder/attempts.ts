/** When what was tried is tried again. */
import type { Attempt } from './work';

const RETRY_MS = { first: 15_000, most: 15 * 60_000 };

export class Attempts {
  private readonly all = new Map<string, Attempt>();

  /** @param clock ms, of this machine */
  constructor(private readonly clock: () => number) {}

  get(key: string): Attempt | undefined {
    return this.all.get(key);
  }

  triesOf(key: string): number {
    return this.all.get(key)?.tries ?? 0;
  }

  /** Not for so many ms: nothing failed, and earlier failures no longer count. */
  later(key: string, ms: number): void {
    this.all.set(key, { notBefore: this.clock() + ms, tries: 0 });
  }

  never(key: string): void {
    this.all.set(key, { notBefore: Infinity, tries: 0 });
  }

  done(key: string): void {
    this.all.delete(key);
  }

  failed(key: string): void {
    const tries = this.triesOf(key) + 1;
    const ms = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** (tries - 1));
    this.all.set(key, { notBefore: this.clock() + ms, tries });
  }

  /** Whether anything of the runs waits for another try. */
  hasFailing(): boolean {
    return [...this.all].some(([key, { tries }]) => tries > 0 && !key.startsWith('tell:'));
  }

  /** Forgets what is about runs that are gone. */
  keepOnly(uids: readonly string[]): void {
    const known = new Set(uids);
    for (const key of this.all.keys()) {
      const [, uid = ''] = key.split(':');
      if (!known.has(uid)) {
        this.all.delete(key);
      }
    }
  }
}
