/**
 * One pass over the marks (annotations) of runs: looks at those that are due, reads the runs behind those that are not
 * right, and writes what brings them there. Which ones are due is kept by `markLedger.ts`.
 *
 * Few requests: marks that call a run unfinished are one small answer, those of single runs are asked for by name, and a
 * past of thousands of runs is marked in small parts.
 */
import type { AnnotationStore } from '../annotations/store';
import type { RunsSnapshot, TektonApi } from '../datasource/types';
import {
  OPEN_TAGS,
  reconcile,
  RUN_TAG,
  type AnnotationWrite,
  type Census,
  type RunAnnotation,
  type RunLinks,
} from '../domain/runAnnotation';
import { parseText } from '../domain/runAnnotationText';
import type { Run, RunSummary } from '../domain/run';
import type { TabWrites } from './annotateRun';
import { keyOf, keyOfMark, LOOK_IS_GOOD_MS, MarkLedger } from './markLedger';
import { byKey, MarkNames } from './markNames';

/** Runs that ended longer ago than this get no mark: annotations of a lab's past are not made up afterwards. */
export const LOOK_BACK_MS = 7 * 24 * 3600_000;
/** Runs can be planned this far ahead. */
const LOOK_AHEAD_MS = 2 * 24 * 3600_000;
const LIST_LIMIT = 500;
/** Runs whose marks are asked for by name in one request: its address stays below 4 kB, however long the names. */
const LOOKED_AT = 30;
/** Runs that are read in full, and marked, in the first pass and in a later one: two requests each. */
const WRITTEN = { first: 12, later: 5 };
/** Between passes, ms: for runs in progress or just ended, and for those of the past. */
const PAUSE_MS = { fresh: 1000, past: 10_000 };
/** The time that runs of the past take in the background, seconds each. */
export const SECONDS_A_MARK = PAUSE_MS.past / 1000 / WRITTEN.later;
/** A mark whose run is gone is looked at again, until the run is old enough to be called gone. */
const GONE_LOOK_MS = 30_000;
/** At this interval late writes of others are looked for where nothing is due, ms. */
const IDLE_MS = 300_000;
/** Marks that are looked through then for doubles, the newest. */
const NEWEST = 50;
const HYDRATED_WITHIN_MS = 30_000;

export interface KeeperOptions {
  api: Pick<TektonApi, 'hydrate' | 'namespaces'>;
  store: AnnotationStore;
  links: RunLinks;
  /** Annotations were written, of which the newest begins then (epoch ms; -Infinity when some were only taken away). */
  onWritten: (newest: number) => void;
  /** Epoch ms. */
  clock: () => number;
  tab: TabWrites;
  isStopped: () => boolean;
}

export interface PassResult {
  /** When the next pass is due, ms from now. */
  inMs: number;
  /** Runs of the past that are still to be marked. */
  left: number;
}

export class MarkKeeper {
  private readonly ledger: MarkLedger;
  private readonly names = new MarkNames();
  private surveyedAt?: number;
  private hasWritten = false;
  private pastAt = 0;

  constructor(private readonly options: KeeperOptions) {
    this.ledger = new MarkLedger(options.tab.marked);
  }

  /** What has to change in a snapshot for a pass to be worth it. */
  fingerprint(snapshot: RunsSnapshot): string {
    return [
      snapshot.runs.length,
      ...this.candidates(snapshot).map((run) => `${run.uid}:${this.ledger.stateOf(run)}`),
    ].join(' ');
  }

  /** @throws UserError where Grafana or the cluster refuses; the pass may be tried again */
  async pass(snapshot: RunsSnapshot): Promise<PassResult> {
    const at = this.options.clock();
    const now = at + snapshot.clockSkewMs;
    const gone = this.judgeOpen(snapshot, await this.openMarks(), at, now);
    const doubled = await this.survey(snapshot, at, now);
    await this.lookAtDue(snapshot, at, now);

    const mayDoPast = at >= this.pastAt;
    const todo = this.candidates(snapshot).filter(
      (run) => this.ledger.isWrong(run) && (mayDoPast || this.ledger.isFresh(run))
    );
    const batch = todo.slice(0, this.hasWritten ? WRITTEN.later : WRITTEN.first);
    this.hasWritten ||= batch.length > 0;
    if (batch.some((run) => !this.ledger.isFresh(run))) {
      this.pastAt = at + PAUSE_MS.past;
    }
    this.names.learn(batch);
    const full = await this.inFull(batch);
    const others = [...gone, ...doubled, ...this.ledger.unreadable(batch)];
    if (full.length > 0 || others.length > 0) {
      await this.options.tab.inTurn(() => this.bringUpToDate(full, others, snapshot));
    }
    return this.next(snapshot, gone.length > 0);
  }

  private candidates(snapshot: RunsSnapshot): RunSummary[] {
    return this.ledger.candidates(snapshot.runs, snapshot.asOf + snapshot.clockSkewMs - LOOK_BACK_MS);
  }

  /** All marks that call a run unfinished, whatever their age. */
  private async openMarks(): Promise<RunAnnotation[]> {
    const found = await this.options.store.list({ tags: [...OPEN_TAGS], matchAny: true, limit: LIST_LIMIT });
    return found.filter(({ tags }) => tags.includes(RUN_TAG));
  }

  /** Judges runs in progress by the open marks; the answer is whose run is no longer in the list, as tagged. */
  private judgeOpen(snapshot: RunsSnapshot, open: RunAnnotation[], at: number, now: number): string[] {
    const marks = this.names.group(open);
    const listed = new Map(snapshot.runs.map((run) => [keyOf(run), run]));
    const census = this.census(snapshot, at);
    const gone: string[] = [];
    for (const [key, [mark]] of marks) {
      const run = listed.get(key) ?? this.ledger.endOf(key);
      if (run) {
        this.ledger.sawOpen(run);
      } else if (mark && census.namespaces.has(parseText(mark.text)?.run.namespace ?? '')) {
        gone.push(key);
      }
    }
    for (const run of this.candidates(snapshot)) {
      const own = marks.get(keyOf(run));
      if (own && this.ledger.isFresh(run) && !this.ledger.isDue(run, at)) {
        this.ledger.judge(run, own, at, now);
      }
    }
    return gone;
  }

  /**
   * At first the newest marks of the last days in one answer, which settle most runs of a page that is opened; now and then
   * the newest few. The answer is which runs have several marks, as tagged.
   */
  private async survey(snapshot: RunsSnapshot, at: number, now: number): Promise<string[]> {
    const isFirst = this.surveyedAt === undefined;
    if (this.surveyedAt !== undefined && at - this.surveyedAt < IDLE_MS) {
      return [];
    }
    const span = { from: Math.round(now - LOOK_BACK_MS), to: Math.round(now + LOOK_AHEAD_MS) };
    const limit = isFirst ? LIST_LIMIT : NEWEST;
    const newest = await this.options.store.list({ tags: [RUN_TAG], ...span, limit });
    this.surveyedAt = at;
    const marks = this.names.group(newest);
    const isComplete = newest.length < limit;
    for (const run of isFirst ? this.candidates(snapshot) : []) {
      const own = marks.get(keyOf(run)) ?? [];
      if (own.length > 0 || (isComplete && run.createdAt > span.from)) {
        this.ledger.judge(run, own, at, now);
      }
    }
    return [...marks].filter(([, own]) => own.length > 1).map(([key]) => key);
  }

  private async lookAtDue(snapshot: RunsSnapshot, at: number, now: number): Promise<void> {
    const due = this.candidates(snapshot)
      .filter((run) => this.ledger.isDue(run, at) && !this.ledger.isWrong(run))
      .slice(0, LOOKED_AT);
    if (due.length > 0) {
      this.names.learn(due);
      const marks = byKey(await this.named(due.map(keyOf)));
      due.forEach((run) => this.ledger.judge(run, marks.get(keyOf(run)) ?? [], at, now));
    }
  }

  /** The marks of single runs. Grafana finds them by their names; those of another run of that name are left out. */
  private async named(keys: string[]): Promise<RunAnnotation[]> {
    const wanted = new Set(keys);
    const tags = this.names.tagsOf(keys);
    if (tags.length === 0) {
      return [];
    }
    const found = await this.options.store.list({ tags, matchAny: true, limit: LIST_LIMIT });
    return found.filter((mark) => wanted.has(keyOfMark(mark) ?? ''));
  }

  /** The runs in full; those that are gone, or are no experiments, are left out. */
  private async inFull(batch: RunSummary[]): Promise<Run[]> {
    const known = batch.flatMap((run) => this.ledger.endOf(keyOf(run)) ?? []);
    const unknown = batch.filter((run) => this.ledger.endOf(keyOf(run)) === undefined);
    if (unknown.length === 0) {
      return known;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), HYDRATED_WITHIN_MS);
    try {
      const full = await this.options.api.hydrate(unknown, abort.signal);
      const uids = new Set(full.map(({ uid }) => uid));
      unknown.filter(({ uid }) => !uids.has(uid)).forEach((run) => this.ledger.postpone(run, this.options.clock()));
      return [...known, ...full.filter((run) => this.ledger.learn(run))];
    } finally {
      clearTimeout(timer);
    }
  }

  /** What is written follows from what Grafana has at this moment, and only while that is fresh. */
  private async bringUpToDate(runs: Run[], others: string[], snapshot: RunsSnapshot): Promise<void> {
    const { clock, links } = this.options;
    const at = clock();
    const now = at + snapshot.clockSkewMs;
    const there = await this.named([...new Set([...runs.map(keyOf), ...others])]);
    const owners = new Map(there.map((mark) => [mark.id, keyOfMark(mark) ?? '']));
    const ownerOf = (write: AnnotationWrite): string =>
      write.kind === 'create' ? (keyOfMark(write.annotation) ?? '') : (owners.get(write.id) ?? '');
    const wanted = reconcile({ runs, now, census: this.census(snapshot, at) }, there, links);
    const writes = wanted.filter((write) => this.ledger.mayWrite(ownerOf(write), write));
    const written = new Set(writes.map(ownerOf));
    const marks = byKey(there);
    for (const run of runs.filter((one) => !written.has(keyOf(one)))) {
      const [mark] = marks.get(keyOf(run)) ?? [];
      if (mark) {
        this.ledger.accept(run, mark, at, now);
      } else {
        this.ledger.judge(run, [], at, now);
      }
    }
    await this.write(writes, ownerOf, at + LOOK_IS_GOOD_MS);
  }

  private async write(writes: AnnotationWrite[], ownerOf: (write: AnnotationWrite) => string, until: number) {
    const { clock, store, onWritten, isStopped } = this.options;
    let newest = -Infinity;
    let count = 0;
    try {
      for (const write of writes) {
        if (isStopped() || clock() > until) {
          return;
        }
        this.ledger.writes(ownerOf(write), write, clock());
        await store.apply(write);
        this.ledger.wrote(ownerOf(write), write);
        newest = write.kind === 'delete' ? newest : Math.max(newest, write.annotation.time);
        count++;
      }
    } finally {
      if (count > 0) {
        onWritten(newest);
      }
    }
  }

  private census({ runs, state, asOf, clockSkewMs, error }: RunsSnapshot, at: number): Census {
    return {
      uids: new Set(runs.map(({ uid }) => uid)),
      namespaces: new Set(error ? [] : this.options.api.namespaces),
      // A watch that is open vouches for now, however long ago it last had something to say.
      asOf: (state === 'live' ? at : asOf) + clockSkewMs,
    };
  }

  private next(snapshot: RunsSnapshot, someGone: boolean): PassResult {
    const at = this.options.clock();
    const candidates = this.candidates(snapshot);
    const wrong = candidates.filter((run) => this.ledger.isWrong(run));
    const due = candidates.filter((run) => this.ledger.isDue(run, at));
    const waits = [
      IDLE_MS,
      ...(someGone ? [GONE_LOOK_MS] : []),
      ...candidates.filter((run) => !this.ledger.isWrong(run)).map((run) => this.ledger.dueAt(run) - at),
      ...[...wrong, ...due].map((run) => (this.ledger.isFresh(run) ? PAUSE_MS.fresh : PAUSE_MS.past)),
    ];
    const past = new Set([...wrong, ...due].filter((run) => !this.ledger.isFresh(run)));
    const isMarking = wrong.some((run) => !this.ledger.isFresh(run));
    return {
      inMs: Math.max(
        PAUSE_MS.fresh,
        waits.reduce((least, wait) => Math.min(least, wait))
      ),
      left: isMarking ? past.size : 0,
    };
  }
}
