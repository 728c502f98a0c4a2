/**
 * The Grafana annotation of a run: what it should say, and which writes bring what is there to what should be.
 *
 * An organisation region, `time` = start, `timeEnd` = end (planned end while the run is in progress). Times are the cluster's.
 */
import {
  factsOfRun,
  formatText,
  hrefsOf,
  markedUid,
  parseText,
  type RunFacts,
  type RunLinks,
} from './runAnnotationText';
import { runTags, statusOfTags, tagsEqual, uidKey, type AnnotationStatus } from './runAnnotationTags';
import { PHASES } from './phase';
import { isTerminal, plannedEnd, type Run } from './run';

/** The part of a Grafana annotation that this plugin reads and writes. */
export interface RunAnnotation {
  id: number;
  /** Epoch ms. */
  time: number;
  /** Epoch ms; equal to `time` for a point. */
  timeEnd: number;
  tags: string[];
  text: string;
  /** When it was last written, epoch ms by Grafana's clock; undefined where that is not told. */
  updatedAt?: number;
}

export type WantedAnnotation = Omit<RunAnnotation, 'id' | 'updatedAt'>;

export type AnnotationWrite =
  | { kind: 'create'; annotation: WantedAnnotation }
  | { kind: 'update'; id: number; annotation: WantedAnnotation }
  | { kind: 'delete'; id: number };

/** What is known of the cluster when annotations are reconciled. */
export interface ClusterView {
  /** The runs whose annotations are to be brought up to date. */
  runs: readonly Run[];
  /** Epoch ms by the cluster's clock. */
  now: number;
  /** What is known of runs that are gone; without it nothing is taken to be gone. */
  census?: Census;
}

/** A complete list of what exists. */
export interface Census {
  uids: ReadonlySet<string>;
  /** Namespaces that were read in full. */
  namespaces: ReadonlySet<string>;
  /** When the list was true, epoch ms by the cluster's clock. */
  asOf: number;
}

/** A run that outlives its plan has its region extended in steps of this length, ms, so that it is not written all the time. */
export const EXTEND_MS = 5 * 60_000;
/** A run that is younger than this, ms, is not called gone: the list may simply be older than the run. */
const GONE_GRACE_MS = 2 * 60_000;

/**
 * What the annotation of a run should be.
 *
 * @param existing what there is already: the end of an overdue run's region is left alone while it is good enough
 */
export function wantedAnnotation(run: Run, links: RunLinks, now: number, existing?: RunAnnotation): WantedAnnotation {
  const time = Math.round(run.startedAt ?? run.createdAt);
  const timeEnd = Math.max(time, Math.round(regionEnd(run, now, existing)));
  const facts = factsOfRun(run);
  return {
    time,
    timeEnd,
    tags: runTags(run, run.phase),
    text: formatText(facts, run.uid, run.phase, hrefsOf(facts, links, time, timeEnd)),
  };
}

function regionEnd(run: Run, now: number, existing?: RunAnnotation): number {
  const start = run.startedAt ?? run.createdAt;
  if (isTerminal(run.phase)) {
    return run.finishedAt ?? start;
  }
  const planned = plannedEnd(run) ?? start;
  if (now <= planned) {
    return planned;
  }
  const reachesFarEnough = existing && existing.timeEnd >= now && existing.timeEnd <= now + 2 * EXTEND_MS;
  return reachesFarEnough ? existing.timeEnd : (Math.floor(now / EXTEND_MS) + 1) * EXTEND_MS;
}

/**
 * The writes that bring Grafana's annotations to what the cluster's runs say. Pure and idempotent: after the writes the
 * answer is empty. Convergent: writers that interleave, or look at different moments, end in one annotation a run.
 *
 * - A run without an annotation gets one; of several the lowest id stays.
 * - An annotation never goes back to an earlier phase: a run's phase is final once it is terminal, so a view that says
 *   otherwise is old.
 * - Annotations of runs that are gone stay. One that still says running, of a run that is no longer in a complete list,
 *   becomes `status:unknown`: the end is nobody's guess, only a region into the future is cut at the time of looking.
 * - Notes and annotations without a uid are never touched.
 */
export function reconcile(
  view: ClusterView,
  annotations: readonly RunAnnotation[],
  links: RunLinks
): AnnotationWrite[] {
  const byUid = groupByUid(annotations);
  const writes: AnnotationWrite[] = [];
  for (const [, same] of byUid) {
    writes.push(...same.slice(1).map(({ id }): AnnotationWrite => ({ kind: 'delete', id })));
  }
  const uids = new Set<string>();
  for (const run of view.runs) {
    const key = uidKey(run.uid);
    if (!uids.has(key)) {
      uids.add(key);
      writes.push(...writesForRun(run, byUid.get(key)?.[0], view.now, links));
    }
  }
  for (const [uid, [kept]] of byUid) {
    const write = kept && !uids.has(uid) ? writeForGone(uid, kept, view, links) : undefined;
    if (write) {
      writes.push(write);
    }
  }
  return writes;
}

function writesForRun(run: Run, kept: RunAnnotation | undefined, now: number, links: RunLinks): AnnotationWrite[] {
  const annotation = wantedAnnotation(run, links, now, kept);
  if (!kept) {
    return [{ kind: 'create', annotation }];
  }
  const isOldView = rank(statusOfTags(kept.tags)) > rank(run.phase);
  return isOldView || saysTheSame(kept, annotation) ? [] : [{ kind: 'update', id: kept.id, annotation }];
}

function writeForGone(
  uid: string,
  kept: RunAnnotation,
  view: ClusterView,
  links: RunLinks
): AnnotationWrite | undefined {
  const facts = parseText(kept.text);
  const { census } = view;
  const gone =
    census !== undefined &&
    facts !== undefined &&
    census.namespaces.has(facts.run.namespace) &&
    !census.uids.has(uid) &&
    kept.time < census.asOf - GONE_GRACE_MS;
  if (!gone || isFinalStatus(statusOfTags(kept.tags))) {
    return undefined;
  }
  const timeEnd = Math.max(kept.time, Math.min(kept.timeEnd, Math.round(census.asOf)));
  const annotation: WantedAnnotation = {
    time: kept.time,
    timeEnd,
    tags: runTags({ ...facts.run, experiment: facts.experiment }, 'unknown'),
    text: formatText(facts, uid, 'unknown', hrefsOf(facts, links, kept.time, timeEnd)),
  };
  return { kind: 'update', id: kept.id, annotation };
}

/** Whether nothing more is to be written on an annotation, unless its run turns up again. */
export function isFinalAnnotation(annotation: RunAnnotation): boolean {
  return isFinalStatus(statusOfTags(annotation.tags));
}

function isFinalStatus(status: AnnotationStatus | undefined): boolean {
  return status === 'unknown' || (status !== undefined && isTerminal(status));
}

/** `unknown` gives way to anything that was seen. */
function rank(status: AnnotationStatus | undefined): number {
  return status === undefined || status === 'unknown' ? 0 : PHASES[status].rank;
}

function saysTheSame(a: WantedAnnotation, b: WantedAnnotation): boolean {
  return a.time === b.time && a.timeEnd === b.timeEnd && a.text === b.text && tagsEqual(a.tags, b.tags);
}

/** Annotations of runs by uid, each group by rising id. */
function groupByUid(annotations: readonly RunAnnotation[]): Map<string, RunAnnotation[]> {
  const groups = new Map<string, RunAnnotation[]>();
  for (const annotation of [...annotations].sort((a, b) => a.id - b.id)) {
    const uid = markedUid(annotation);
    if (uid !== undefined) {
      groups.set(uid, [...(groups.get(uid) ?? []), annotation]);
    }
  }
  return groups;
}

/** A run as its annotation tells it, for the time after Tekton has pruned it. */
export interface AnnotatedRun extends RunFacts {
  uid: string;
  status: AnnotationStatus;
  /** Epoch ms, cluster's clock. */
  startedAt: number;
  /** Epoch ms; the planned end while `status` is not final. */
  endsAt: number;
}

/** The run that an annotation tells of; undefined for a note or for an annotation that is not ours. */
export function annotatedRun(annotation: RunAnnotation): AnnotatedRun | undefined {
  const uid = markedUid(annotation);
  const facts = parseText(annotation.text);
  const status = statusOfTags(annotation.tags);
  return uid && facts && status
    ? { ...facts, uid, status, startedAt: annotation.time, endsAt: annotation.timeEnd }
    : undefined;
}

export {
  clusterTag,
  isOfCluster,
  NOTE_TAG,
  OPEN_TAGS,
  RUN_TAG,
  runTag,
  runTagOf,
  statusOfTags,
  uidKey,
  type AnnotationStatus,
} from './runAnnotationTags';
export {
  escapeHtml,
  markedUid,
  noteText,
  parseNote,
  writtenUid,
  type RunFacts,
  type RunLinks,
} from './runAnnotationText';
