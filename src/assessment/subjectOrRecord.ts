/** What is to be assessed of a run: its record where there is one, else the run itself, to be measured. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { AnalysedRun } from '../domain/analysis/types';
import type { RunRef } from '../domain/run';
import { isUnmeasured } from '../measuring/unmeasured';
import { isDropped } from '../records/droppedRef';
import { browserRecords } from './records/browserRecords';
import { resolveRun, type RunSources } from './resolveRun';

export interface Found {
  subject: AnalysedRun;
  /** What its record says; Prometheus is not asked then. */
  recorded?: RunAnalysis;
}

/**
 * A record is of a finished run and of no other run of that name, so it says what Prometheus said when it had everything.
 * It also stands for a run that the cluster and Grafana no longer know.
 *
 * @throws as {@link resolveRun}, where there is no record; UserError for a dropped record that this browser does not have
 */
export async function subjectOrRecord(sources: RunSources, ref: RunRef, signal: AbortSignal): Promise<Found> {
  if (isDropped(ref)) {
    const recorded = await browserRecords().find(ref);
    return { subject: recorded.run, recorded };
  }
  const subject = await resolveRun(sources, ref, signal).catch((error: unknown) => {
    if (signal.aborted) {
      throw error;
    }
    return { error };
  });
  if ('error' in subject) {
    const recorded = isUnmeasured(subject.error) ? undefined : await lookUp(sources, ref, signal);
    if (recorded === undefined) {
      throw subject.error;
    }
    return { subject: recorded.run, recorded };
  }
  const { uid, finishedAt } = subject;
  const recorded = finishedAt === undefined ? undefined : await lookUp(sources, { ...ref, uid }, signal);
  return recorded && isOf(subject, recorded.run) ? { subject: recorded.run, recorded } : { subject };
}

/** A run in progress may have a preliminary record, which says less than Prometheus can. */
function isOf(subject: AnalysedRun, recorded: AnalysedRun): boolean {
  const isSame = subject.uid === undefined || recorded.uid === undefined || subject.uid === recorded.uid;
  return isSame && (recorded.finishedAt !== undefined || subject.pruned);
}

/** One that cannot be read counts as none: the run is measured, or what is wrong with it is said. */
async function lookUp(
  { findRecord }: RunSources,
  ref: RunRef & { uid?: string },
  signal: AbortSignal
): Promise<RunAnalysis | undefined> {
  try {
    const found = await findRecord?.(ref, signal);
    return found && ref.cluster !== undefined ? { ...found, run: { ...found.run, cluster: ref.cluster } } : found;
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return undefined;
  }
}
