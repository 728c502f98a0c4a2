/** What the recorder knows to be there: the records of the cluster, and the marks of Grafana. Listed again now and then. */
import type { AnnotationStore } from '../../src/annotations/annotationApi';
import type { RunsSnapshot } from '../../src/datasource/types';
import { annotatedRun, RUN_TAG, runTag, type AnnotatedRun } from '../../src/domain/runAnnotation';
import { LOOK_BACK_MS } from '../../src/experiment/markKeeper';
import { Attempts } from './attempts';
import type { GoneRun } from './gone';
import { isFinal, type KeptRecord, type Part, type RecordStore, type RecorderPorts } from './ports';
import { RecordIndex } from './recordIndex';
import { keyOfRecord, recordKeys } from './work';

/** All is listed again, ms: what a person deletes or writes is seen. */
const LIST_MS = 10 * 60_000;
const RETRY_MS = 15_000;
/** Marks of the last days, the newest. */
const MOST_MARKS = 500;
const MARKS_OF_A_RUN = 20;

/** What of the recorder's surroundings is listed. */
interface Sources extends Pick<RecorderPorts, 'clock'> {
  tekton: Pick<RecorderPorts['tekton'], 'namespaces'>;
  records: Pick<RecordStore, 'list'>;
  marks?: { store: Pick<AnnotationStore, 'list'> };
}

type Failed = (part: Part, what: string, error: unknown) => void;

export class Shelf {
  records?: RecordIndex;
  marked: readonly AnnotatedRun[] = [];
  readonly attempts: Attempts;
  private listAt = -Infinity;
  private marksAt = -Infinity;

  constructor(
    private readonly ports: Sources,
    private readonly failed: Failed
  ) {
    this.attempts = new Attempts(() => ports.clock());
  }

  forget(): void {
    this.records = undefined;
    this.listAt = -Infinity;
  }

  /** Whether the records that there are are known; lists them where they are not. */
  async isKnown(snapshot: RunsSnapshot): Promise<boolean> {
    const { tekton, records, clock } = this.ports;
    await this.readMarks(snapshot);
    if (clock() < this.listAt) {
      return this.records !== undefined;
    }
    try {
      const index = new RecordIndex();
      for (const namespace of tekton.namespaces) {
        (await records.list(namespace)).forEach((record) => index.put(record));
      }
      this.records = index;
      this.listAt = clock() + LIST_MS;
      this.tidy(snapshot, index);
    } catch (error) {
      this.forget();
      this.listAt = clock() + RETRY_MS;
      this.failed('kubernetes', 'the list of records', error);
    }
    return this.records !== undefined;
  }

  /** What Grafana's mark of a run says; undefined where there is none, or no Grafana. @throws UserError */
  async markOf(run: GoneRun): Promise<AnnotatedRun | undefined> {
    const { marks } = this.ports;
    const found = await marks?.store.list({ tags: [RUN_TAG, runTag(run)], limit: MARKS_OF_A_RUN });
    return found?.flatMap((mark) => annotatedRun(mark) ?? []).find(({ uid }) => uid === run.uid);
  }

  /** Only runs that are gone need marks: where Grafana does not answer, nothing else waits for it. */
  private async readMarks({ clockSkewMs }: RunsSnapshot): Promise<void> {
    const { marks, clock } = this.ports;
    if (marks === undefined || clock() < this.marksAt) {
      return;
    }
    this.marksAt = clock() + LIST_MS;
    const to = Math.round(clock() + clockSkewMs);
    try {
      const found = await marks.store.list({ tags: [RUN_TAG], from: to - LOOK_BACK_MS, to, limit: MOST_MARKS });
      this.marked = found.flatMap((mark) => annotatedRun(mark) ?? []);
    } catch (error) {
      this.marksAt = clock() + RETRY_MS;
      this.failed('grafana', 'the marks of runs', error);
    }
  }

  private tidy({ runs }: RunsSnapshot, index: RecordIndex): void {
    const all = [...index.all()];
    this.attempts.keepOnly([...runs, ...this.marked].map(({ uid }) => uid).concat(uidsOf(all)));
    all.forEach((record) => doneBy(record).forEach((key) => this.attempts.done(key)));
  }
}

const uidsOf = (records: readonly KeptRecord[]): string[] => records.flatMap(({ run }) => run.uid ?? []);

/** What needs no more tries once a record is there. */
export function doneBy(record: KeptRecord): string[] {
  const { uid } = record.run;
  return [
    ...(uid !== undefined && isFinal(record) ? recordKeys(uid) : []),
    ...(record.verdict === undefined ? [] : [keyOfRecord('judge', record)]),
  ];
}
