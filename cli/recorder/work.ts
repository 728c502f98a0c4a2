/** What the recorder does next, from what is there: one thing at a time, the newest run first. Pure. */
import { isTerminal, type RunSummary } from '../../src/domain/run';
import type { GoneRun } from './gone';
import { isFinal, type KeptRecord } from './ports';
import { experimentOf, RecordIndex } from './recordIndex';

export { RecordIndex };

export type Work =
  | { kind: 'record'; run: RunSummary }
  | { kind: 'record-gone'; run: GoneRun }
  | { kind: 'judge'; record: KeptRecord; baseline: KeptRecord }
  | { kind: 'tell' | 'remove'; record: KeptRecord };

/** When something that was tried is tried again. */
export interface Attempt {
  /** ms by the clock of this machine; Infinity: never. */
  notBefore: number;
  /** Failures in a row. */
  tries: number;
}

export interface WorkView {
  /** Newest first. */
  runs: readonly RunSummary[];
  /** Runs that the cluster no longer has, newest first. */
  gone: readonly GoneRun[];
  records: RecordIndex;
  attempts: { get(key: string): Attempt | undefined };
  /** ms by the clock of this machine. */
  at: number;
  /** Epoch ms by the cluster's clock. */
  now: number;
  tells: boolean;
  keep?: number;
}

/** What ended longer ago is not told, ms: a webhook that is new hears of no past. */
const TOLD_WITHIN_MS = 24 * 3600_000;

/** Of a run in progress, and of one that has ended: two things to record. */
export const recordKeys = (uid: string): [string, string] => [`record:${uid}`, `record:${uid}:ended`];
export const recordKey = ({ uid, phase }: RunSummary): string => recordKeys(uid)[isTerminal(phase) ? 1 : 0];
export const goneKey = ({ uid }: GoneRun): string => `record-gone:${uid}`;
export const keyOfRecord = (kind: 'judge' | 'tell' | 'remove', record: KeptRecord): string =>
  `${kind}:${record.run.uid ?? `${record.namespace}/${record.map}`}`;
export const keyOfWork = (work: Work): string =>
  work.kind === 'record'
    ? recordKey(work.run)
    : work.kind === 'record-gone'
      ? goneKey(work.run)
      : keyOfRecord(work.kind, work.record);

export function nextWork(view: WorkView): Work | undefined {
  return noting(view) ?? recording(view) ?? removing(view);
}

/** How many runs have no whole record, though they may have one. */
export function unrecorded(view: WorkView): number {
  const { runs, gone, records, attempts } = view;
  const beyond = beyondOf(view);
  const isLeft = (uid: string, key: string): boolean => !beyond?.has(uid) && attempts.get(key)?.notBefore !== Infinity;
  return (
    runs.filter((run) => isTerminal(run.phase) && !isRecorded(run, records) && isLeft(run.uid, recordKey(run))).length +
    gone.filter((run) => isLeft(run.uid, goneKey(run))).length
  );
}

/** Runs whose record would be removed again. */
const beyondOf = (view: WorkView): Set<string> | undefined =>
  view.keep === undefined ? undefined : beyondKept(view, view.keep);

function isRecorded({ uid }: RunSummary, records: RecordIndex): boolean {
  const record = records.of(uid);
  return record !== undefined && isFinal(record);
}

/** The newest of all, whether the cluster still has it or not. */
function recording(view: WorkView): Work | undefined {
  const { runs, gone, records } = view;
  const beyond = beyondOf(view);
  const run = runs.find((one) => !isRecorded(one, records) && !beyond?.has(one.uid) && isDue(view, recordKey(one)));
  const past = gone.find((one) => !beyond?.has(one.uid) && isDue(view, goneKey(one)));
  if (past && (run === undefined || past.startedAt > run.createdAt)) {
    return { kind: 'record-gone', run: past };
  }
  return run && { kind: 'record', run };
}

/** Verdicts, and who is told: little work each. */
function noting(view: WorkView): Work | undefined {
  for (const record of view.records.all()) {
    if (!isFinal(record)) {
      continue;
    }
    const isTold = !view.tells || record.told || (record.run.finishedAt ?? 0) < view.now - TOLD_WITHIN_MS;
    if (record.verdict !== undefined && isTold) {
      continue;
    }
    const baseline = record.verdict === undefined ? view.records.baselineOf(record) : undefined;
    if (baseline && isDue(view, keyOfRecord('judge', record))) {
      return { kind: 'judge', record, baseline };
    }
    if (!isTold && baseline === undefined && isDue(view, keyOfRecord('tell', record))) {
      return { kind: 'tell', record };
    }
  }
  return undefined;
}

function removing(view: WorkView): Work | undefined {
  const beyond = beyondOf(view);
  const record =
    beyond &&
    [...view.records.all()].find(
      (one) => one.run.uid !== undefined && beyond.has(one.run.uid) && isDue(view, keyOfRecord('remove', one))
    );
  return record && { kind: 'remove', record };
}

/** Uids of runs that are older than the newest `keep` of their experiment that have ended. */
function beyondKept({ runs, gone, records }: WorkView, keep: number): Set<string> {
  const ended = new Map<string, { group: string; at: number }>();
  for (const run of runs.filter(({ phase }) => isTerminal(phase))) {
    ended.set(run.uid, { group: `${run.namespace}/${run.experiment ?? ''}`, at: run.createdAt });
  }
  for (const run of gone) {
    ended.set(run.uid, { group: experimentOf({ namespace: run.namespace, run }), at: run.startedAt });
  }
  for (const record of [...records.all()].filter(isFinal)) {
    const { uid, startedAt } = record.run;
    if (uid !== undefined) {
      ended.set(uid, { group: experimentOf(record), at: ended.get(uid)?.at ?? startedAt });
    }
  }
  const counts = new Map<string, number>();
  const newestFirst = [...ended].sort(([, a], [, b]) => b.at - a.at);
  return new Set(
    newestFirst.flatMap(([uid, { group }]) => {
      const before = counts.get(group) ?? 0;
      counts.set(group, before + 1);
      return before < keep ? [] : [uid];
    })
  );
}

function isDue({ attempts, at }: WorkView, key: string): boolean {
  return (attempts.get(key)?.notBefore ?? -Infinity) <= at;
}
