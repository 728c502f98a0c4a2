/**
 * The runs of a list: those of the cluster, and those that only a record or Grafana's annotation still knows, each once,
 * with what its record tells. Pure.
 */
import { KPI_IDS, type KpiId } from '../domain/analysis/kpis';
import type { AnalysedRun } from '../domain/analysis/types';
import { isTerminal, runId, type RunMode, type RunPhase, type RunRef, type RunSummary } from '../domain/run';
import type { AnnotatedRun } from '../domain/runAnnotation';
import type { RunLabels } from '../domain/runLabels';
import type { ExactTimes } from '../experiment/runTimes';
import type { ListedRecord } from '../records/recordMarks';
import type { BrowserRecord } from './records/browserRecords';

/** Who still knows a run: the cluster, a record in it, Grafana's annotation, or a record that was dropped into this browser. */
export type Origin = 'cluster' | 'record' | 'mark' | 'browser';

/** What came of a run. */
export type Outcome = Pick<ListedRecord, 'figures' | 'latency' | 'verdict'>;

export interface ListedRun extends Omit<RunSummary, 'phase'> {
  /** `unknown`: it was gone before its end was seen, or it is a window that was marked by hand. */
  phase: RunPhase | 'unknown';
  origin: Origin;
  /** Of a run that the cluster no longer has. */
  ended?: ExactTimes;
  outcome?: Outcome;
  /** Whether `mode` is the scaler that measurements found, as its record has it, or what was applied to the run. */
  modeFrom: 'record' | 'params';
  /** What was applied, where the record found another. */
  modeApplied?: RunMode;
  /** This user wants to know when it ends. */
  isFollowed?: boolean;
  /** Its own uid; undefined where its record has none. */
  ownUid?: string;
  /** What people say of it. */
  labels?: RunLabels;
  /** Whoever looks keeps it at the top. */
  isPinned?: boolean;
}

/** Whether the cluster can be asked for more of it, and told to run it again. */
export const isInCluster = (run: ListedRun): run is ListedRun & RunSummary => run.origin === 'cluster';

export interface RunSourcesOfList {
  /** Newest first, as a snapshot has them. */
  runs: readonly RunSummary[];
  records?: readonly ListedRecord[];
  known?: readonly AnnotatedRun[];
  dropped?: readonly BrowserRecord[];
}

/** Each run once: what the cluster says wins over its record, and that over its annotation. Those of the cluster come first. */
export function listedRuns({ runs, records = [], known = [], dropped = [] }: RunSourcesOfList): ListedRun[] {
  const ownRecord = recordOfRun(records);
  const listed = runs.map((run): ListedRun => {
    const record = ownRecord(run);
    return record
      ? { ...run, ...modeOf(run, record.run), origin: 'cluster', ownUid: run.uid, outcome: record }
      : { ...run, modeFrom: 'params', origin: 'cluster', ownUid: run.uid };
  });
  const ids = new Set(runs.map(runId));
  const more = (id: string, run: () => ListedRun): void => {
    if (!ids.has(id)) {
      ids.add(id);
      listed.push(run());
    }
  };
  for (const record of records) {
    more(runId(record.run), () => ({ ...fromRecord(record.run, 'record'), outcome: record }));
  }
  for (const mark of known) {
    more(runId(mark.run), () => fromMark(mark));
  }
  for (const { ref, analysis } of dropped) {
    const figures = KPI_IDS.flatMap((id): Array<[KpiId, number]> => {
      const value = analysis.kpis[id].value;
      return value === undefined ? [] : [[id, value]];
    });
    const outcome = { figures: Object.fromEntries(figures), latency: analysis.measurements.latency };
    more(runId(ref), () => ({ ...fromRecord({ ...analysis.run, ...ref }, 'browser'), outcome }));
  }
  return listed;
}

/** The record of a run of the cluster: that of its uid, or of its name where the record has none. */
export function recordOfRun(
  records: readonly ListedRecord[]
): (run: RunRef & { uid?: string }) => ListedRecord | undefined {
  const byKey = new Map(records.map((record) => [keyOf(record.run), record]));
  return (run) => byKey.get(keyOf(run)) ?? byKey.get(keyOf({ ...run, uid: undefined }));
}

/** A record has the scaler in force; where nothing was found that is the one that was applied. */
function modeOf(
  { mode: applied }: Pick<RunSummary, 'mode'>,
  { mode: found }: Pick<AnalysedRun, 'mode'>
): Pick<ListedRun, 'mode' | 'modeFrom' | 'modeApplied'> {
  if (found === undefined) {
    return { mode: applied, modeFrom: 'params' };
  }
  return {
    mode: found,
    modeFrom: 'record',
    ...(applied !== undefined && applied !== found && { modeApplied: applied }),
  };
}

const keyOf = ({ namespace, name, uid }: RunRef & { uid?: string }): string =>
  `${runId({ namespace, name })} ${uid ?? ''}`;

function fromRecord(run: AnalysedRun, origin: 'record' | 'browser'): ListedRun {
  const { phase, experiment, mode, workload, startedAt, finishedAt, loadProfile } = run;
  return {
    ...refOf(run),
    uid: `${origin} ${runId(run)} ${run.uid ?? startedAt}`,
    resourceVersion: '',
    phase,
    reason: '',
    createdAt: startedAt,
    experiment,
    mode,
    modeFrom: 'record',
    variant: workload.variant,
    loadProfile,
    managed: false,
    origin,
    ended: { startedAt, finishedAt },
    ownUid: run.uid,
  };
}

function fromMark({ run, uid, status, startedAt, endsAt, ...facts }: AnnotatedRun): ListedRun {
  const { experiment, mode, variant, startedBy, pipeline, plannedSeconds } = facts;
  return {
    ...refOf(run),
    uid,
    resourceVersion: '',
    phase: status !== 'unknown' && isTerminal(status) ? status : 'unknown',
    reason: '',
    createdAt: startedAt,
    experiment,
    mode,
    modeFrom: 'params',
    variant,
    startedBy,
    pipeline,
    plannedSeconds,
    managed: false,
    origin: 'mark',
    ended: { startedAt, finishedAt: endsAt },
    ownUid: uid,
  };
}

const refOf = ({ cluster, namespace, name }: RunRef): RunRef => ({
  ...(cluster !== undefined && { cluster }),
  namespace,
  name,
});
