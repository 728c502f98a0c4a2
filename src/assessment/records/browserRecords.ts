/** Records that were dropped into the app. They stay in this browser, and are sent nowhere. */
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { AnalysedRun } from '../../domain/analysis/types';
import { listCache } from '../../domain/moduleCaches';
import { parseRunId, runId, type RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { droppedMark, droppedNumber } from '../../records/droppedRef';
import { UserError } from '../../shared/errors';
import { browserShelf, memoryShelf, type Kept, type Shelf } from './shelf';

/** A record as a list shows it. */
export interface BrowserRecord {
  /** By which the comparison's URL names it. */
  ref: RunRef;
  experiment?: string;
  /** Epoch ms. */
  startedAt: number;
  analysis: RunAnalysis;
}

export interface BrowserRecordsState {
  /** Undefined until they have been read. */
  records?: readonly BrowserRecord[];
  /** What kept files from being taken, or records from being read. */
  errors: readonly unknown[];
}

/** A record for a ConfigMap is at most 0.9 MB; as JSON it may be ten times as much. */
const MOST_BYTES = 20_000_000;

export class BrowserRecords {
  private shown: BrowserRecordsState = { errors: [] };
  private analyses = new Map<string, RunAnalysis>();
  private readonly listeners = new Set<() => void>();
  private loaded: Promise<void> | undefined;

  constructor(private readonly shelf: Shelf) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    void this.load();
    return () => this.listeners.delete(listener);
  };

  /** The same object until something changes. */
  readonly state = (): BrowserRecordsState => this.shown;

  /** Takes what can be read of the files; the rest is told in `errors`. @returns the runs that were added */
  async add(files: readonly File[]): Promise<RunRef[]> {
    await this.load();
    const added: RunRef[] = [];
    const errors: unknown[] = [];
    for (const file of files) {
      try {
        added.push(await this.take(file));
      } catch (error) {
        errors.push(error);
      }
    }
    this.show(errors);
    return added;
  }

  async remove(ref: RunRef): Promise<void> {
    await this.shelf.remove(runId(ref));
    this.analyses.delete(runId(ref));
    this.show([]);
  }

  /** @throws UserError when this browser has no such record */
  async find(ref: RunRef): Promise<RunAnalysis> {
    await this.load();
    const found = this.analyses.get(runId(ref));
    if (found === undefined) {
      throw new UserError({
        title: t('assessment.records.not-here', 'This browser does not have the record'),
        message: ref.name,
        nextStep: t(
          'assessment.records.not-here-next',
          'Records that are dropped stay in the browser that they were dropped into. Drop the file here too, or remove the run from the comparison.'
        ),
        status: 404,
      });
    }
    return found;
  }

  private load(): Promise<void> {
    return (this.loaded ??= this.readAll());
  }

  private async readAll(): Promise<void> {
    const errors: unknown[] = [];
    const all = await this.shelf.all().catch((error: unknown): Kept[] => {
      errors.push(error);
      return [];
    });
    for (const { id, gzip } of all) {
      const ref = parseRunId(id);
      try {
        if (ref !== undefined) {
          this.analyses.set(id, named((await readIt(gzip, id)).analysis, ref));
        }
      } catch (error) {
        errors.push(error);
      }
    }
    this.show(errors);
  }

  private async take(file: File): Promise<RunRef> {
    if (file.size > MOST_BYTES) {
      throw new UserError({
        title: t('records.no-record', 'This is no run record'),
        message: t('assessment.records.too-large', '{{name}} is larger than any record', { name: file.name }),
        nextStep: t('records.no-record-next', 'Choose a file that `wva record` wrote.'),
      });
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { analysis, gzip } = await readIt(bytes, file.name);
    const ref = this.refFor(analysis.run);
    await this.shelf.put({ id: runId(ref), gzip });
    this.analyses.set(runId(ref), named(analysis, ref));
    return ref;
  }

  /** Another record of the same run takes its place; a run of the same name from elsewhere gets a mark of its own. */
  private refFor({ namespace, name, uid, startedAt }: AnalysedRun): RunRef {
    for (let n = 1; ; n++) {
      const ref: RunRef = { cluster: droppedMark(n), namespace, name };
      const there = this.analyses.get(runId(ref))?.run;
      if (there === undefined || (there.uid === uid && there.startedAt === startedAt)) {
        return ref;
      }
    }
  }

  private show(errors: readonly unknown[]): void {
    const records = [...this.analyses.values()].map((analysis) => {
      const { cluster, namespace, name, experiment, startedAt } = analysis.run;
      return { ref: { cluster, namespace, name }, experiment, startedAt, analysis };
    });
    this.shown = { records: records.sort((a, b) => b.startedAt - a.startedAt), errors };
    this.listeners.forEach((listener) => listener());
  }
}

const named = (analysis: RunAnalysis, { cluster }: RunRef): RunAnalysis => ({
  ...analysis,
  run: { ...analysis.run, cluster },
});

/** Lazy: who drops no record needs no code for it. */
async function readIt(bytes: Uint8Array, name: string) {
  const { packed, readRecord } = await import(/* webpackChunkName: "records" */ '../../records/pack');
  return { analysis: readRecord(bytes, name).analysis, gzip: packed(bytes) };
}

let records: BrowserRecords | undefined;
listCache('records of runs that were dropped', () => (records = undefined));

/** Those of this browser. */
export function browserRecords(): BrowserRecords {
  return (records ??= new BrowserRecords(typeof indexedDB === 'undefined' ? memoryShelf() : browserShelf()));
}

/** What a reader calls the place of a run in brackets: its cluster, or that it is a record. */
export function placeText(cluster: string): string {
  const number = droppedNumber({ cluster });
  return number === undefined
    ? cluster
    : number === 1
      ? t('assessment.records.place', 'record')
      : t('assessment.records.place-n', 'record {{number}}', { number });
}
