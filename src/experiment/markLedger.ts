/**
 * What one browser tab knows of the marks (annotations) of runs: which are right, and when each is looked at again.
 *
 * Grafana has no conditional write, so a write that was on its way when its sender gave up, or its tab was closed, may
 * undo a later one. A mark is therefore settled only when it was still right after the time that such a write can take.
 * All times are epoch ms by the browser's clock.
 */
import {
  isFinalAnnotation,
  markedUid,
  statusOfTags,
  uidKey,
  type AnnotationWrite,
  type RunAnnotation,
} from '../domain/runAnnotation';
import { isExperiment, isTerminal, type Run, type RunSummary } from '../domain/run';

/** What was read of Grafana is acted on for this long at most, ms. */
export const LOOK_IS_GOOD_MS = 45_000;
/** A write takes effect within two minutes; one more for the look that it was based on, and one to spare. */
const SETTLED_AFTER_MS = 240_000;
/** A mark that was last written longer ago has no writes on their way, whatever the clocks of Grafana and browser, ms. */
const LONG_AGO_MS = 3600_000;
/** After a write: time for another writer's to show, so that one of the two goes. */
const SECOND_LOOK_MS = { inProgress: 4000, ended: 10_000 };
/** After a look that led to nothing, as a run that the list has and the cluster has no longer. */
const LOOK_AGAIN_MS = 30_000;
/** The same content is not written more often: Grafana, or a user, wants it otherwise. */
const MOST_REWRITES = 5;

interface Entry {
  /** The run's state when its mark was last judged: in another one it is judged again. */
  state?: string;
  dueAt: number;
  /** It needs a write, as far as is known. */
  isWrong?: boolean;
  /** The mark was there at some time: when it is not, someone took it away, and it stays away. */
  seen?: boolean;
  /** Since when it has been right at each look. */
  rightSince?: number;
  /** What it said when it was right. */
  content?: string;
  settled?: boolean;
  /** Grafana has a mark that calls the run unfinished, so it is looked after whatever its age. */
  open?: boolean;
  /** It was in progress while this tab looked. */
  fresh?: boolean;
  /** The run, once it has ended, until its mark is settled: by then it may be gone. In full where it was read. */
  end?: Run;
  last?: RunSummary;
  /** It ended, and is no longer in the list. */
  unlisted?: boolean;
  rewrites: Map<string, number>;
}

export class MarkLedger {
  private readonly entries = new Map<string, Entry>();
  /** Runs that are no experiments, by all that they say, as tagged. */
  private readonly others = new Set<string>();
  /** Those that Tekton has not resolved yet: their Pipeline's defaults may still make an experiment of them. */
  private readonly unresolved = new Set<string>();

  /** @param marked runs that this tab marked by other ways, as tagged */
  constructor(private readonly marked: ReadonlySet<string>) {}

  /** Runs whose marks are this tab's business, those in progress or just ended first, then the newest. */
  candidates(runs: readonly RunSummary[], oldest: number): RunSummary[] {
    const listed = runs.filter((run) => this.isCandidate(run, oldest));
    const uids = new Set(runs.map(({ uid }) => uid));
    const unlisted = [...this.entries.values()].flatMap((entry) => {
      const run = entry.end ?? entry.last;
      entry.unlisted = run !== undefined && !uids.has(run.uid);
      return run && entry.unlisted && !entry.settled ? [run] : [];
    });
    const all = [...unlisted, ...listed];
    return [...all.filter((run) => this.isFresh(run)), ...all.filter((run) => !this.isFresh(run))];
  }

  private isCandidate(run: RunSummary, oldest: number): boolean {
    const key = keyOf(run);
    const entry = this.entries.get(key);
    if (entry?.settled) {
      return false;
    }
    if (entry?.open) {
      return true;
    }
    // What a run in progress is that was made by hand stands in its params and its Pipeline's defaults only.
    return isTerminal(run.phase)
      ? run.createdAt >= oldest && (isExperiment(run) || entry?.seen === true)
      : isExperiment(run) || !this.others.has(key);
  }

  isFresh(run: RunSummary): boolean {
    return !isTerminal(run.phase) || this.entries.get(keyOf(run))?.fresh === true;
  }

  /** What of a run has its mark judged again when it changes. */
  stateOf(run: RunSummary): string {
    return this.unresolved.has(keyOf(run)) ? `${run.phase} ${run.resourceVersion}` : run.phase;
  }

  isDue(run: RunSummary, at: number): boolean {
    const entry = this.entry(run);
    return entry.state !== this.stateOf(run) || entry.dueAt <= at;
  }

  isWrong(run: RunSummary): boolean {
    return this.entry(run).isWrong === true;
  }

  dueAt(run: RunSummary): number {
    return this.entry(run).dueAt;
  }

  /**
   * Judges the mark of a run by what Grafana has.
   *
   * @param marks all annotations of the run, notes apart
   * @param now epoch ms by the cluster's clock
   */
  judge(run: RunSummary, marks: readonly RunAnnotation[], at: number, now: number): void {
    const entry = this.entry(run);
    entry.state = this.stateOf(run);
    entry.last = isTerminal(run.phase) ? run : undefined;
    entry.seen ||= marks.length > 0 || this.marked.has(keyOf(run));
    entry.fresh ||= !isTerminal(run.phase);
    const [only] = marks;
    const mayBeAnyEnd = entry.unlisted && entry.end === undefined;
    if (only === undefined && (entry.seen || mayBeAnyEnd)) {
      this.leave(entry, run);
    } else if (
      only !== undefined &&
      marks.length === 1 &&
      (isRight(run, only, entry.content, now) || (mayBeAnyEnd && isFinalAnnotation(only)))
    ) {
      this.right(entry, run, only, at, now);
    } else {
      entry.isWrong = true;
      entry.rightSince = undefined;
      entry.dueAt = at;
    }
  }

  /** There is nothing to write, whatever the mark says: another tab knows more of the run, or Grafana wants it so. */
  accept(run: RunSummary, mark: RunAnnotation, at: number, now: number): void {
    const entry = this.entry(run);
    entry.seen = true;
    this.right(entry, run, mark, at, now);
  }

  /** Someone took the mark away: it stays away, unless somebody else makes another one. */
  private leave(entry: Entry, run: RunSummary): void {
    entry.isWrong = false;
    entry.dueAt = Infinity;
    entry.settled = isTerminal(run.phase);
    this.forget(entry);
  }

  private forget(entry: Entry): void {
    entry.end = undefined;
    entry.last = undefined;
    entry.open = false;
    entry.rewrites.clear();
  }

  private right(entry: Entry, run: RunSummary, mark: RunAnnotation, at: number, now: number): void {
    entry.isWrong = false;
    entry.content = contentOf(mark);
    entry.rightSince ??= at;
    if (!isTerminal(run.phase)) {
      // A run that outlives its plan has its region extended.
      entry.dueAt = Math.max(at + LOOK_AGAIN_MS, at + mark.timeEnd - now + 1000);
      return;
    }
    const isOld = mark.updatedAt !== undefined && at - mark.updatedAt > LONG_AGO_MS;
    entry.settled = isOld || at - entry.rightSince >= SETTLED_AFTER_MS;
    entry.dueAt = entry.settled ? Infinity : entry.rightSince + SETTLED_AFTER_MS;
    if (entry.settled) {
      this.forget(entry);
    }
  }

  /** Grafana has a mark of the run that calls it unfinished. */
  sawOpen(run: RunSummary): void {
    const entry = this.entry(run);
    entry.open = true;
    entry.seen = true;
    if (isTerminal(run.phase)) {
      entry.settled = false;
      entry.isWrong = true;
      entry.rightSince = undefined;
      entry.dueAt = 0;
    }
  }

  /** Of runs, those that are in the list no longer and were not read in full, as tagged. */
  unreadable(runs: readonly RunSummary[]): string[] {
    return runs.map(keyOf).filter((key) => {
      const entry = this.entries.get(key);
      return entry?.unlisted === true && entry.end === undefined;
    });
  }

  /** The run was not to be had in full: it is looked at later. */
  postpone(run: RunSummary, at: number): void {
    Object.assign(this.entry(run), { dueAt: at + LOOK_AGAIN_MS, isWrong: false });
  }

  /** Whether a run in full is an experiment; what is known not to be one is not asked for again. */
  learn(run: Run): boolean {
    const key = keyOf(run);
    const isOurs = isExperiment(run) || this.entries.get(key)?.open === true;
    this.unresolved.delete(key);
    if (!isOurs) {
      (run.resolved ? this.others : this.unresolved).add(key);
      const entry = this.entry(run);
      Object.assign(entry, { state: this.stateOf(run), dueAt: Infinity, isWrong: false });
    } else if (isTerminal(run.phase)) {
      this.entry(run).end = { ...run, manifest: undefined };
    }
    return isOurs;
  }

  /** The end of a run that this tab has read, until its mark is settled. */
  endOf(key: string): Run | undefined {
    return this.entries.get(key)?.end;
  }

  /** Whether a write may go out; one that may not is never tried again in this state of the run. */
  mayWrite(key: string, write: AnnotationWrite): boolean {
    const entry = this.entries.get(key);
    switch (write.kind) {
      case 'create':
        return entry?.seen !== true && !this.marked.has(key);
      case 'update':
        return (entry?.rewrites.get(contentOf(write.annotation)) ?? 0) < MOST_REWRITES;
      case 'delete':
        return true;
    }
  }

  /** A write of the run's mark goes out now; that it fails does not say that it has no effect. */
  writes(key: string, write: AnnotationWrite, at: number): void {
    const entry = this.entryOf(key);
    entry.rightSince = undefined;
    entry.isWrong = false;
    entry.dueAt = at + (entry.fresh ? SECOND_LOOK_MS.inProgress : SECOND_LOOK_MS.ended);
    if (write.kind === 'update') {
      const content = contentOf(write.annotation);
      entry.rewrites.set(content, (entry.rewrites.get(content) ?? 0) + 1);
    }
  }

  /** Grafana has confirmed the write. */
  wrote(key: string, write: AnnotationWrite): void {
    const entry = this.entryOf(key);
    if (write.kind !== 'delete') {
      entry.seen = true;
      entry.content = contentOf(write.annotation);
    }
  }

  private entry(run: RunSummary): Entry {
    return this.entryOf(keyOf(run));
  }

  private entryOf(key: string): Entry {
    const known = this.entries.get(key);
    if (known) {
      return known;
    }
    const entry: Entry = { dueAt: 0, rewrites: new Map() };
    this.entries.set(key, entry);
    return entry;
  }
}

/** Whether a run's one mark says all that there is to say. */
function isRight(run: RunSummary, mark: RunAnnotation, content: string | undefined, now: number): boolean {
  return isTerminal(run.phase)
    ? isFinalAnnotation(mark) && statusOfTags(mark.tags) === run.phase
    : contentOf(mark) === content && statusOfTags(mark.tags) === run.phase && mark.timeEnd >= now;
}

const contentOf = ({ time, timeEnd, tags, text }: Omit<RunAnnotation, 'id' | 'updatedAt'>): string =>
  JSON.stringify([time, timeEnd, [...tags].sort(), text]);

/** A run as its annotations hold it. */
export const keyOf = ({ uid }: Pick<RunSummary, 'uid'>): string => uidKey(uid);

/** The run that an annotation is of, as {@link keyOf} has it; undefined for what is no mark. */
export const keyOfMark = (mark: Pick<RunAnnotation, 'tags' | 'text'>): string | undefined => markedUid(mark);
