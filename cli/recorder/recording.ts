/** Writes the record of one run, whether the cluster still has it or not. */
import type { AnalysedRun } from '../../src/domain/analysis/types';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import type { RunLogs } from '../../src/domain/analysis/runLogs';
import { isTerminal, runId, type Run, type RunSummary, type TaskRun } from '../../src/domain/run';
import { subjectOf } from '../../src/measuring/subjectOf';
import { isUnmeasured } from '../../src/measuring/unmeasured';
import { recordMap, recordMapName } from '../../src/records/configMap';
import { packRecord, type PackedRecord } from '../../src/records/pack';
import { isUserError } from '../../src/shared/errors';
import { WRITER } from '../version';
import { closedRun, type GoneRun } from './gone';
import { isFinal, type LogsAbout, type Measured, type Part, type RecorderPorts } from './ports';
import { brokenLines } from './runLogs';
import { doneBy, type Shelf } from './shelf';
import type { Status } from './status';
import { goneKey, recordKey, recordKeys } from './work';

/** Samples of the last requests are on the scrapes after a run's end, ms. */
export const SETTLED_MS = 2 * 60_000;
/** Between preliminary records of a run, ms. */
const PRELIMINARY_MS = 5 * 60_000;
const NOT_BEGUN_MS = 30_000;
/** After a write that came later than another's, ms. */
const CHANGED_MS = 5_000;
/** So often a measurement that is not whole is tried before it is recorded with what it lacks. */
const TRIES_FOR_ALL = 5;
/** A run that ended longer ago than this is not waited for, ms: what Prometheus has of it, it has. */
const FORGOTTEN_MS = 3600_000;
/** A run that is not in the list may be in the next one; and its mark may still be written on, ms. */
const GONE_GRACE_MS = 3 * 60_000;
const READ_WITHIN_MS = 60_000;

export interface RecordingOwner {
  /** Whether the Lease is held at this moment. */
  mayWrite(): boolean;
  say(line: string): void;
  /** Who is asked from now on. */
  asks(part: Part): void;
}

export class Recording {
  /** ConfigMaps that are called as a record would be, and are none of its run. */
  private readonly taken = new Set<string>();
  /** Runs that were not in the list at one look at least. */
  private readonly missed = new Set<string>();

  constructor(
    private readonly ports: RecorderPorts,
    private readonly shelf: Shelf,
    private readonly status: Status,
    private readonly owner: RecordingOwner
  ) {}

  async record(summary: RunSummary, skewMs: number): Promise<void> {
    const { tekton, measure, clock } = this.ports;
    const { attempts } = this.shelf;
    const key = recordKey(summary);
    const [run] = await tekton.hydrate([summary], AbortSignal.timeout(READ_WITHIN_MS));
    if (run === undefined) {
      return attempts.later(key, NOT_BEGUN_MS);
    }
    const isOver = isTerminal(run.phase);
    const settlesInMs = (run.finishedAt ?? -Infinity) + SETTLED_MS - (clock() + skewMs);
    if (isOver && settlesInMs > 0) {
      return attempts.later(key, settlesInMs);
    }
    const { items: tasks } = await tekton.taskRuns(run, AbortSignal.timeout(READ_WITHIN_MS));
    const subject = this.subject(run, tasks, key);
    if (subject === undefined) {
      return;
    }
    const logs = await this.logs(subject, { run, tasks, isOver, now: clock() + skewMs }, await this.recordedOf(run));
    this.owner.asks('prometheus');
    const measured = await measure(subject, clock() + skewMs, logs);
    if (isOver && this.isToBeTriedAgain(measured, key)) {
      return attempts.failed(key);
    }
    await this.write(measured.packed, run.uid, key);
  }

  /** A run that the cluster no longer has: as it was last seen, with its end as its mark tells it. */
  async recordGone(run: GoneRun, skewMs: number): Promise<void> {
    const { measure, clock } = this.ports;
    const { attempts } = this.shelf;
    const key = goneKey(run);
    if (!this.missed.has(run.uid)) {
      this.missed.add(run.uid);
      return attempts.later(key, GONE_GRACE_MS);
    }
    const before = await this.recordedOf(run);
    this.owner.asks('grafana');
    const mark = before && (await this.shelf.markOf(run));
    const closed = before
      ? closedRun({ ...run, ...before.run, uid: run.uid }, before.measurements.window.to, mark)
      : run;
    this.owner.asks('kubernetes');
    const logs = await this.logs(closed, { tasks: [], isOver: true, now: clock() + skewMs }, before);
    this.owner.asks('prometheus');
    const measured = await measure(closed, clock() + skewMs, logs);
    if (measured.isEmpty && before === undefined) {
      return this.without(run.uid, key);
    }
    if (this.isToBeTriedAgain(measured, key)) {
      return attempts.failed(key);
    }
    const packed =
      measured.isEmpty && before ? this.asBefore({ ...before, run: closed }, logs, skewMs) : measured.packed;
    await this.write(packed, run.uid, key);
  }

  private isToBeTriedAgain({ isWhole, isEmpty, packed: { record } }: Measured, key: string): boolean {
    const { finishedAt = Infinity } = record.run;
    // What Prometheus has nothing of by then, it has forgotten: thousands of such runs would hold up the others.
    const isForgotten = isEmpty && finishedAt < Date.parse(record.writtenAt) - FORGOTTEN_MS;
    const isAgain = !isWhole && !isForgotten && this.shelf.attempts.triesOf(key) + 1 < TRIES_FOR_ALL;
    if (isAgain) {
      const [why = 'Prometheus has nothing of it'] = record.measurements.problems;
      this.owner.say(`${runId(record.run)}: not whole yet, is tried again: ${why}`);
    }
    return isAgain;
  }

  /** Prometheus has forgotten it: what the preliminary record has is all that there is. */
  private asBefore(before: RunAnalysis, logs: RunLogs | undefined, skewMs: number): PackedRecord {
    const course = before.recorded?.course;
    const now = this.ports.clock() + skewMs;
    return packRecord(before, { now, writer: WRITER, ...(course && { course }), ...(logs && { logs }) });
  }

  /** What the preliminary record has; undefined where there is none, or none that can be read. */
  private async recordedOf({ uid }: { uid: string }): Promise<RunAnalysis | undefined> {
    const known = this.shelf.records?.of(uid);
    try {
      return known && (await this.ports.records.read(known));
    } catch (error) {
      if (isUserError(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Logs that rotate while the run is in progress: what was read of them before, and what has come since. */
  private async logs(
    subject: AnalysedRun,
    about: Omit<LogsAbout, 'before'>,
    recorded: RunAnalysis | undefined
  ): Promise<RunLogs | undefined> {
    const before = recorded?.recorded?.logs;
    const logs = await this.ports.logs?.(subject, { ...about, before });
    if (logs) {
      const [was, is] = [brokenLines(before), brokenLines(logs)];
      for (const log of ['controller', 'load'] as const) {
        const count = Math.max(0, is[log] - was[log]);
        this.status.brokenLines[log] += count;
        if (count > 0) {
          this.owner.say(`${runId(subject)}: ${count} lines of the log of the ${log} cannot be read`);
        }
      }
    }
    return logs;
  }

  /** The run as it is measured; undefined where there is nothing to measure, now or ever. */
  private subject(run: Run, tasks: readonly TaskRun[], key: string): AnalysedRun | undefined {
    try {
      return subjectOf(run, tasks);
    } catch (error) {
      if (!isUserError(error)) {
        throw error;
      }
      if (isUnmeasured(error) && error.state === 'not-yet') {
        this.shelf.attempts.later(key, NOT_BEGUN_MS);
      } else {
        this.without(run.uid, key);
      }
      return undefined;
    }
  }

  /** There is nothing to record, now or later. */
  private without(uid: string, key: string): void {
    const { attempts } = this.shelf;
    this.status.without++;
    recordKeys(uid).forEach((one) => attempts.done(one));
    attempts.never(key);
  }

  private async write(packed: PackedRecord, uid: string, key: string): Promise<void> {
    this.owner.asks('kubernetes');
    const { records: index, attempts } = this.shelf;
    if (!this.owner.mayWrite() || index === undefined) {
      return;
    }
    const { records } = this.ports;
    const known = index.of(uid);
    const map = recordMap(packed, { name: known?.map ?? this.freeName(packed.record.run, uid) });
    const written = await (known ? records.replace(map, known.resourceVersion) : records.create(map));
    const where = `${map.metadata.namespace}/${map.metadata.name}`;
    if (written === undefined) {
      // Written by another, or by a request of ours that seemed lost: the list tells.
      if (known === undefined) {
        this.taken.add(where);
      }
      attempts.later(key, CHANGED_MS);
      return this.shelf.forget();
    }
    const isOver = isFinal(written);
    this.shelf.records?.put(written);
    this.status.written[isOver ? 'final' : 'preliminary']++;
    this.owner.say(`${where}: ${known ? 'replaced' : 'created'}${isOver ? '' : ', preliminary'}`);
    [key, ...doneBy(written)].forEach((one) => attempts.done(one));
    if (!isOver) {
      attempts.later(key, PRELIMINARY_MS);
    }
  }

  /** The run's own name, unless something else is called so. */
  private freeName({ namespace, name }: AnalysedRun, uid: string): string {
    const own = recordMapName(name);
    const isTaken = this.taken.has(`${namespace}/${own}`) || this.shelf.records?.isTaken(namespace, own);
    return isTaken ? recordMapName(name, uid) : own;
  }
}
