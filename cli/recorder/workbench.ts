/** Does one thing after the other, and remembers what is done and what is to be tried again. */
import { RECORD_MAPS } from '../../src/constants';
import type { RunsSnapshot } from '../../src/datasource/types';
import { verdictMarks } from '../../src/records/recordMarks';
import { goneRuns } from './gone';
import { judge, toldOf } from './judging';
import type { Part, RecorderOptions, RecorderPorts } from './ports';
import { Recording } from './recording';
import { RecordIndex } from './recordIndex';
import { Shelf } from './shelf';
import type { Status } from './status';
import { keyOfRecord, keyOfWork, type Work, type WorkView } from './work';

interface Owner {
  /** Whether the Lease is held at this moment. */
  mayWrite(): boolean;
  say(line: string): void;
  failed(part: Part, what: string, error: unknown): void;
}

export class Workbench {
  private readonly shelf: Shelf;
  private readonly recording: Recording;
  /** Who is asked at the moment. */
  private part: Part = 'kubernetes';

  constructor(
    private readonly ports: RecorderPorts,
    private readonly options: RecorderOptions,
    private readonly status: Status,
    private readonly owner: Owner
  ) {
    this.shelf = new Shelf(ports, (part, what, error) => owner.failed(part, what, error));
    this.recording = new Recording(ports, this.shelf, status, { ...owner, asks: (part) => (this.part = part) });
  }

  forgetRecords(): void {
    this.shelf.forget();
  }

  hasFailing(): boolean {
    return this.shelf.attempts.hasFailing();
  }

  view({ runs, clockSkewMs, error }: RunsSnapshot): WorkView {
    const { ports, shelf } = this;
    const at = ports.clock();
    const now = at + clockSkewMs;
    const records = shelf.records ?? new RecordIndex();
    const { namespaces } = ports.tekton;
    // A list that lacks a namespace says nothing of what is gone.
    const gone = error === undefined ? goneRuns({ runs, records, marked: shelf.marked, namespaces, now }) : [];
    const { keep } = this.options;
    return { runs, gone, records, attempts: shelf.attempts, at, now, tells: ports.tell !== undefined, keep };
  }

  /** Whether the records that there are are known; lists them where they are not. */
  knowsRecords(snapshot: RunsSnapshot): Promise<boolean> {
    return this.shelf.isKnown(snapshot);
  }

  async tryWork(work: Work, { clockSkewMs }: RunsSnapshot): Promise<void> {
    this.part = 'kubernetes';
    try {
      await this.work(work, clockSkewMs);
    } catch (error) {
      const key = keyOfWork(work);
      this.owner.failed(this.part, key, error);
      this.shelf.attempts.failed(key);
    }
  }

  private work(work: Work, skewMs: number): Promise<void> {
    switch (work.kind) {
      case 'record':
        return this.recording.record(work.run, skewMs);
      case 'record-gone':
        return this.recording.recordGone(work.run, skewMs);
      default:
        return this.tend(work);
    }
  }

  /** Work on a record that is there. */
  private async tend(work: Extract<Work, { kind: 'judge' | 'tell' | 'remove' }>): Promise<void> {
    const { records, tell, clock } = this.ports;
    const { record } = work;
    if (work.kind === 'judge') {
      const verdict = await judge(records, work, this.options.gates);
      if (this.owner.mayWrite()) {
        await records.note(record, verdictMarks(verdict));
        this.status.verdicts[verdict.outcome]++;
        this.shelf.records?.put({ ...record, verdict });
      }
    } else if (work.kind === 'tell') {
      this.part = 'webhook';
      await tell?.(toldOf(record));
      this.status.told++;
      this.part = 'kubernetes';
      await records.note(record, { [RECORD_MAPS.told]: new Date(clock()).toISOString() });
      this.shelf.records?.put({ ...record, told: true });
    } else if (this.owner.mayWrite()) {
      await records.remove(record);
      this.status.removed++;
      this.shelf.records?.remove(record);
    }
    this.shelf.attempts.done(keyOfRecord(work.kind, record));
  }
}
