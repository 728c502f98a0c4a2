/** What is right for the marks of all runs, from what the world itself knows. */
import { isTerminal, type Run } from '../../../domain/run';
import { statusOfTags, type RunAnnotation } from '../../../domain/runAnnotation';
import type { Tab, World } from './world';

export const FAULTS = ['lost', 'doubled', 'left open', 'wrong end', 'came back', 'note touched'] as const;
export type Fault = (typeof FAULTS)[number];

const WEEK_MS = 7 * 24 * 3600_000;
/** A Pipeline's last task that marks its run guesses the end, ms. */
const END_GUESS_MS = 5000;
/** A tab has its own look at a run that outlives its plan, ms. */
const EXTENDED_WITHIN_MS = 60_000;

export class Verdict {
  /** Runs whose mark someone deleted, and the tabs that knew of it. */
  readonly byHand = new Map<string, Set<Tab>>();
  readonly notes: RunAnnotation[] = [];
  /** Runs that had a mark at some time. */
  private readonly marked = new Set<string>();

  constructor(private readonly world: World) {}

  /** Keeps in mind which runs are marked now. */
  remember(): void {
    for (const { uid } of this.world.history.values()) {
      if (this.world.marksOf(uid).length > 0) {
        this.marked.add(uid);
      }
    }
  }

  /** Whatever is not as it has to be at this moment. */
  faults(): Array<{ fault: Fault; run: string }> {
    const { world } = this;
    const runs = [...world.history.values()].flatMap((run) => {
      const fault = this.faultOf(run, world.marksOf(run.uid));
      return fault ? [{ fault, run: run.name }] : [];
    });
    const notes = this.notes.filter((note) => !world.grafana.all.some((one) => one.id === note.id));
    return [...runs, ...notes.map(({ id }) => ({ fault: 'note touched' as const, run: String(id) }))];
  }

  private faultOf(run: Run, marks: RunAnnotation[]): Fault | undefined {
    const [mark, ...more] = marks;
    if (more.length > 0) {
      return 'doubled';
    }
    const knowing = this.byHand.get(run.uid);
    if (knowing && mark === undefined) {
      return undefined;
    }
    // Who saw the mark knows that it was taken away; a tab that looks for the first time later may mark the run again.
    if (knowing && knowing.size > 0 && this.world.tabs.every((tab) => knowing.has(tab))) {
      return 'came back';
    }
    if (mark === undefined) {
      const isThere = this.world.runs.has(run.uid);
      const isRecent = !isTerminal(run.phase) || run.createdAt > this.world.clusterNow() - WEEK_MS;
      return (isThere && isRecent) || this.marked.has(run.uid) ? 'lost' : undefined;
    }
    return this.faultOfMark(run, mark);
  }

  private faultOfMark(run: Run, mark: RunAnnotation): Fault | undefined {
    const status = statusOfTags(mark.tags);
    const isThere = this.world.runs.has(run.uid);
    if (status === undefined || (status !== 'unknown' && !isTerminal(status))) {
      return isThere && status === run.phase && mark.timeEnd >= this.world.clusterNow() - EXTENDED_WITHIN_MS
        ? undefined
        : 'left open';
    }
    if (status === 'unknown') {
      const wasRead = this.world.tabs.some((tab) => !tab.closed && tab.ends.has(run.uid));
      return isThere || wasRead ? 'wrong end' : undefined;
    }
    const isRight = status === run.phase && Math.abs(mark.timeEnd - (run.finishedAt ?? Infinity)) <= END_GUESS_MS;
    return isRight ? undefined : 'wrong end';
  }
}
