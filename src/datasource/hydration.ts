/** Runs in full for rows of the list: a few requests at a time, and none for what has not changed. */
import type { Run, RunRef, RunSummary } from '../domain/run';
import { isGone } from './errorTranslation';

const AT_ONCE = 4;
const MAX_CACHED = 1000;

export class Hydration {
  /** By uid and version; the least recently used first. */
  private readonly cache = new Map<string, Run>();

  constructor(
    private readonly fetchRun: (ref: RunRef, signal?: AbortSignal) => Promise<Run>,
    private readonly mostCached = MAX_CACHED
  ) {}

  /** In the order asked for; runs that are gone, or replaced by one of the same name, are left out. */
  async hydrate(summaries: RunSummary[], signal?: AbortSignal): Promise<Run[]> {
    const results: Array<Run | undefined> = new Array<Run | undefined>(summaries.length).fill(undefined);
    let next = 0;
    const worker = async () => {
      while (next < summaries.length) {
        signal?.throwIfAborted();
        const i = next++;
        const summary = summaries[i];
        results[i] = summary && (await this.one(summary, signal));
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, summaries.length) }, worker));
    return results.filter((run) => run !== undefined);
  }

  private async one(summary: RunSummary, signal?: AbortSignal): Promise<Run | undefined> {
    const key = keyOf(summary);
    const cached = this.cache.get(key);
    if (cached) {
      this.remember(key, cached);
      return cached;
    }
    try {
      const run = await this.fetchRun(summary, signal);
      if (run.uid !== summary.uid) {
        return undefined;
      }
      this.remember(keyOf(run), run);
      return run;
    } catch (error) {
      if (isGone(error)) {
        return undefined;
      }
      throw error;
    }
  }

  private remember(key: string, run: Run): void {
    this.cache.delete(key);
    this.cache.set(key, run);
    const [oldest] = this.cache.keys();
    if (this.cache.size > this.mostCached && oldest !== undefined) {
      this.cache.delete(oldest);
    }
  }
}

const keyOf = ({ uid, resourceVersion }: RunSummary) => `${uid}@${resourceVersion}`;
