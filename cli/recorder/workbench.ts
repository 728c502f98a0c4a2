/** Does one thing after the other, and remembers what is done and what is to be tried again. */
import { RECORD_MAPS } from '../../src/constants';
import type { RunsSnapshot } from '../../src/datasource/types';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { isTerminal, type Run, type RunSummary } from '../../src/domain/run';
import { subjectOf } from '../../src/measuring/subjectOf';
import { isUnmeasured } from '../../src/measuring/unmeasured';
import { recordMap, recordMapName } from '../../src/records/configMap';
import type { PackedRecord } from '../../src/records/pack';
import { isUserError } from '../../src/shared/errors';
import { judge, noteOf, toldOf } from './judging';
import { isFinal, type KeptRecord, type Part, type RecorderOptions, type RecorderPorts } from './ports';
import type { Status } from './status';
import { Attempts } from './attempts';
import { keyOfRecord, RecordIndex, recordKey, recordKeys, type Work, type WorkView } from './work';

/** Samples of the last requests are on the scrapes after a run's end, ms. */
export const SETTLED_MS = 2 * 60_000;
/** Between preliminary records of a run, ms. */
const PRELIMINARY_MS = 5 * 60_000;
/** All records are listed again, ms: what a person deletes or writes is seen. */
const LIST_MS = 10 * 60_000;
const LIST_RETRY_MS = 15_000;
const NOT_BEGUN_MS = 30_000;
/** After a write that another's was faster than. */
const CHANGED_MS = 5_000;
/** So often a measurement that is not whole is tried before it is recorded with what it lacks. */
const TRIES_FOR_ALL = 5;
const READ_WITHIN_MS = 60_000;

interface Owner {
  /** Whether the Lease is held at this moment. */
  mayWrite(): boolean;
  say(line: string): void;
  failed(part: Part, what: string, error: unknown): void;
}

export class Workbench {
  private records?: RecordIndex;
  private listAt = -Infinity;
  /** ConfigMaps that are called as a record would be, and are none of its run. */
  private readonly taken = new Set<string>();
  private readonly attempts: Attempts;
  /** Who is asked at the moment. */
  private part: Part = 'kubernetes';

  constructor(
    private readonly ports: RecorderPorts,
    private readonly options: RecorderOptions,
    private readonly status: Status,
    private readonly owner: Owner
  ) {
    this.attempts = new Attempts(() => ports.clock());
  }

  forgetRecords(): void {
    this.records = undefined;
    this.listAt = -Infinity;
  }

  hasFailing(): boolean {
    return this.attempts.hasFailing();
  }

  view({ runs, clockSkewMs }: RunsSnapshot): WorkView {
    const at = this.ports.clock();
    const records = this.records ?? new RecordIndex([]);
    const { keep } = this.options;
    const tells = this.ports.tell !== undefined;
    return { runs, records, attempts: this.attempts, at, now: at + clockSkewMs, tells, keep };
  }

  /** Whether the records that there are are known; lists them where they are not. */
  async knowsRecords({ runs }: RunsSnapshot): Promise<boolean> {
    const { tekton, records, clock } = this.ports;
    if (clock() < this.listAt) {
      return this.records !== undefined;
    }
    try {
      const all: KeptRecord[] = [];
      for (const namespace of tekton.namespaces) {
        all.push(...(await records.list(namespace)));
      }
      this.records = new RecordIndex(all);
      this.listAt = clock() + LIST_MS;
      this.attempts.keepOnly([...runs.map(({ uid }) => uid), ...all.flatMap(({ run }) => run.uid ?? [])]);
      all.forEach((record) => doneBy(record).forEach((key) => this.attempts.done(key)));
    } catch (error) {
      this.forgetRecords();
      this.listAt = clock() + LIST_RETRY_MS;
      this.owner.failed('kubernetes', 'the list of records', error);
    }
    return this.records !== undefined;
  }

  async tryWork(work: Work, snapshot: RunsSnapshot): Promise<void> {
    const key = work.kind === 'record' ? recordKey(work.run) : keyOfRecord(work.kind, work.record);
    this.part = 'kubernetes';
    try {
      await (work.kind === 'record' ? this.record(work.run, key, snapshot.clockSkewMs) : this.tend(work));
    } catch (error) {
      this.owner.failed(this.part, key, error);
      this.attempts.failed(key);
    }
  }

  /** Work on a record that is there. */
  private async tend(work: Exclude<Work, { kind: 'record' }>): Promise<void> {
    const { records, tell, clock } = this.ports;
    const { record } = work;
    if (work.kind === 'judge') {
      const verdict = await judge(records, work, this.options.gates);
      if (this.owner.mayWrite()) {
        await records.note(record, noteOf(verdict));
        this.status.verdicts[verdict.outcome]++;
        this.put({ ...record, verdict });
      }
    } else if (work.kind === 'tell') {
      this.part = 'webhook';
      await tell?.(toldOf(record));
      this.status.told++;
      this.part = 'kubernetes';
      await records.note(record, { [RECORD_MAPS.told]: new Date(clock()).toISOString() });
      this.put({ ...record, told: true });
    } else if (this.owner.mayWrite()) {
      await records.remove(record);
      this.status.removed++;
      this.records = this.records?.without(record);
    }
    this.attempts.done(keyOfRecord(work.kind, record));
  }

  private async record(summary: RunSummary, key: string, skewMs: number): Promise<void> {
    const { tekton, measure, clock } = this.ports;
    const [run] = await tekton.hydrate([summary], AbortSignal.timeout(READ_WITHIN_MS));
    if (run === undefined) {
      return this.attempts.later(key, NOT_BEGUN_MS);
    }
    const isOver = isTerminal(run.phase);
    const settlesInMs = (run.finishedAt ?? -Infinity) + SETTLED_MS - (clock() + skewMs);
    if (isOver && settlesInMs > 0) {
      return this.attempts.later(key, settlesInMs);
    }
    const subject = await this.subject(run, key);
    if (subject === undefined) {
      return;
    }
    this.part = 'prometheus';
    const { packed, isWhole } = await measure(subject, clock() + skewMs);
    if (isOver && !isWhole && this.attempts.triesOf(key) + 1 < TRIES_FOR_ALL) {
      return this.attempts.failed(key);
    }
    this.part = 'kubernetes';
    await this.write(packed, run, key);
  }

  /** The run as it is measured; undefined where there is nothing to measure, now or ever. */
  private async subject(run: Run, key: string): Promise<AnalysedRun | undefined> {
    const { items } = await this.ports.tekton.taskRuns(run, AbortSignal.timeout(READ_WITHIN_MS));
    try {
      return subjectOf(run, items);
    } catch (error) {
      if (!isUserError(error)) {
        throw error;
      }
      if (isUnmeasured(error) && error.state === 'not-yet') {
        this.attempts.later(key, NOT_BEGUN_MS);
      } else {
        this.status.without++;
        recordKeys(run.uid).forEach((one) => this.attempts.done(one));
        this.attempts.never(key);
      }
      return undefined;
    }
  }

  private async write(packed: PackedRecord, { uid, phase }: Run, key: string): Promise<void> {
    if (!this.owner.mayWrite() || this.records === undefined) {
      return;
    }
    const { records } = this.ports;
    const isOver = isTerminal(phase);
    const known = this.records.of(uid);
    const map = recordMap(packed, { name: known?.map ?? this.freeName(packed.record.run, uid) });
    const written = await (known ? records.replace(map, known.resourceVersion) : records.create(map));
    const where = `${map.metadata.namespace}/${map.metadata.name}`;
    if (written === undefined) {
      // Written by another, or by a request of ours that seemed lost: the list tells.
      if (known === undefined) {
        this.taken.add(where);
      }
      this.attempts.later(key, CHANGED_MS);
      return this.forgetRecords();
    }
    this.put(written);
    this.status.written[isOver ? 'final' : 'preliminary']++;
    this.owner.say(`${where}: ${known ? 'replaced' : 'created'}${isOver ? '' : ', preliminary'}`);
    doneBy(written).forEach((one) => this.attempts.done(one));
    if (!isOver) {
      this.attempts.later(key, PRELIMINARY_MS);
    }
  }

  /** The run's own name, unless something else is called so. */
  private freeName({ namespace, name }: AnalysedRun, uid: string): string {
    const own = recordMapName(name);
    const isTaken = this.taken.has(`${namespace}/${own}`) || this.records?.isTaken(namespace, own);
    return isTaken ? recordMapName(name, uid) : own;
  }

  private put(record: KeptRecord): void {
    this.records = this.records?.with(record);
  }
}

/** What needs no more tries once a record is there. */
function doneBy(record: KeptRecord): string[] {
  const { uid } = record.run;
  return [
    ...(uid !== undefined && isFinal(record) ? recordKeys(uid) : []),
    ...(record.verdict === undefined ? [] : [keyOfRecord('judge', record)]),
  ];
}
