/** The runs that are known, by namespace and name; what a list or a watch tells is applied here. */
import { runId, type Run, type RunSummary } from '../../domain/run';

/** What a run made by hand says in its params only: the list's rows carry metadata, and so do not have it. */
const LEARNED = ['experiment', 'mode', 'variant', 'loadProfile', 'plannedSeconds'] as const;
type Learned = Partial<Pick<RunSummary, (typeof LEARNED)[number]>>;

export class RunIndex {
  private readonly runs = new Map<string, RunSummary>();
  private readonly learned = new Map<string, Learned>();
  private sorted: RunSummary[] | undefined = [];

  /** A run as it is now; one of another uid under the same name is replaced. */
  put(run: RunSummary): void {
    this.runs.set(runId(run), { ...run, ...this.learned.get(run.uid) });
    this.sorted = undefined;
  }

  /** What the run in full says beyond its metadata; tells whether that is new. */
  learn(run: Run): boolean {
    const known = this.runs.get(runId(run));
    const missing = LEARNED.filter((key) => known && known[key] === undefined && run[key] !== undefined);
    if (known?.uid !== run.uid || missing.length === 0) {
      return false;
    }
    const news = Object.fromEntries(missing.map((key) => [key, run[key]])) as Learned;
    this.learned.set(run.uid, { ...this.learned.get(run.uid), ...news });
    this.put(known);
    return true;
  }

  /** Forgets a run, unless its name belongs to a newer one by now. */
  remove(run: RunSummary): void {
    const id = runId(run);
    if (this.runs.get(id)?.uid === run.uid) {
      this.runs.delete(id);
      this.learned.delete(run.uid);
      this.sorted = undefined;
    }
  }

  /** After a full list of a namespace: forgets what it did not have. */
  retain(namespace: string, uids: ReadonlySet<string>): void {
    for (const [id, run] of this.runs) {
      if (run.namespace === namespace && !uids.has(run.uid)) {
        this.runs.delete(id);
        this.learned.delete(run.uid);
        this.sorted = undefined;
      }
    }
  }

  /** Newest first; the same array until something changes. */
  newestFirst(): RunSummary[] {
    this.sorted ??= [...this.runs.values()].sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? -1 : 1));
    return this.sorted;
  }
}
