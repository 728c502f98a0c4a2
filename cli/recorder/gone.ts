/**
 * Runs that Tekton no longer has, pruned or deleted, and that have no whole record: what a preliminary record or a mark in
 * Grafana still knows of them. Pure.
 */
import { analysedFromAnnotation } from '../../src/domain/analysedRun';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { isTerminal } from '../../src/domain/phase';
import type { AnnotatedRun } from '../../src/domain/runAnnotation';
import type { RunSummary } from '../../src/domain/run';
import { LOOK_BACK_MS } from '../../src/experiment/markKeeper';
import { isFinal } from './ports';
import type { RecordIndex } from './recordIndex';

export type GoneRun = AnalysedRun & { uid: string };

export interface GoneView {
  /** All runs that the cluster has. */
  runs: ReadonlyArray<Pick<RunSummary, 'uid'>>;
  records: RecordIndex;
  /** By Grafana's marks. */
  marked: readonly AnnotatedRun[];
  /** That the list of runs is of, in full. */
  namespaces: readonly string[];
  /** Epoch ms by the cluster's clock. */
  now: number;
}

/** Newest first. Of one that has a preliminary record, the run is as that has it. */
export function goneRuns({ runs, records, marked, namespaces, now }: GoneView): GoneRun[] {
  const listed = new Set(runs.map(({ uid }) => uid));
  const begun = [...records.all()].flatMap((record): GoneRun[] => {
    const { uid } = record.run;
    const isGone = uid !== undefined && !listed.has(uid) && !isFinal(record) && records.of(uid) === record;
    return isGone ? [{ ...record.run, uid }] : [];
  });
  const unrecorded = marked.flatMap((known): GoneRun[] => {
    const isGone =
      isOver(known) &&
      namespaces.includes(known.run.namespace) &&
      !listed.has(known.uid) &&
      records.of(known.uid) === undefined &&
      // What ended longer ago, and of which nothing was recorded, is left alone: marks are made up for as long.
      known.endsAt > now - LOOK_BACK_MS;
    const run = isGone ? analysedFromAnnotation(known) : undefined;
    return run ? [{ ...run, uid: known.uid }] : [];
  });
  return [...begun, ...unrecorded].sort((a, b) => b.startedAt - a.startedAt);
}

/** Whether a mark is no longer changed: its run has ended, or its end was not seen. */
export const isOver = ({ status }: Pick<AnnotatedRun, 'status'>): boolean => status === 'unknown' || isTerminal(status);

/**
 * A run that has a preliminary record, as it ended: by its mark where that tells, else it is known up to the last moment that
 * was measured.
 *
 * @param measuredTo epoch ms
 */
export function closedRun(run: GoneRun, measuredTo: number, mark: AnnotatedRun | undefined): GoneRun {
  const told = mark !== undefined && mark.uid === run.uid && isOver(mark) ? mark : undefined;
  return {
    ...run,
    phase: told?.status ?? 'unknown',
    finishedAt: Math.max(run.startedAt, told?.endsAt ?? measuredTo),
    pruned: true,
  };
}
