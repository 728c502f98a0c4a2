/** The runs that are known, by namespace and name; what a list or a watch tells is applied here. */
import { runId, type RunSummary } from '../../domain/run';

export class RunIndex {
  private readonly runs = new Map<string, RunSummary>();
  private sorted: RunSummary[] | undefined = [];

  /** A run as it is now; one of another uid under the same name is replaced. */
  put(run: RunSummary): void {
    this.runs.set(runId(run), run);
    this.sorted = undefined;
  }

  /** Forgets a run, unless its name belongs to a newer one by now. */
  remove(run: RunSummary): void {
    const id = runId(run);
    if (this.runs.get(id)?.uid === run.uid) {
      this.runs.delete(id);
      this.sorted = undefined;
    }
  }

  /** After a full list of a namespace: forgets what it did not have. */
  retain(namespace: string, uids: ReadonlySet<string>): void {
    for (const [id, run] of this.runs) {
      if (run.namespace === namespace && !uids.has(run.uid)) {
        this.runs.delete(id);
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
