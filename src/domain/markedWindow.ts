/**
 * A window of time that a person marked as a run, for load that something else generated.
 *
 * It differs from a Tekton run in what is not known of it: there is no PipelineRun, so no tasks, logs, params or phase; it
 * has ended when it is marked, its status is `unknown` for good, and its load is known only where the person said it. Its
 * mark is a run's mark with a uid that no object of Kubernetes can have, so that all that reads marks finds it.
 */
import { totalSeconds, type LoadStep } from './loadProfile';
import type { RunRef } from './run';
import { runTags, shortHash, uidKey } from './runAnnotationTags';
import { formatText, hrefsOf, MAX_LOAD_STEPS, type RunFacts } from './runAnnotationText';
import {
  annotatedRun,
  markedUid,
  type AnnotatedRun,
  type RunAnnotation,
  type RunLinks,
  type WantedAnnotation,
} from './runAnnotation';

export interface MarkedWindow {
  /** Namespace of the workload; the run that the window becomes is in it too. */
  namespace: string;
  /** Name of the Deployment, StatefulSet or LeaderWorkerSet that was under load. */
  workload: string;
  experiment: string;
  /** Epoch ms. */
  from: number;
  to: number;
  /** Undefined where the load is not known. */
  load?: LoadStep[];
  /** Grafana login, as the browser stated it. */
  markedBy?: string;
}

/** Looks at who owns what are a minute apart: a shorter window may hold none, ms. */
export const SHORTEST_WINDOW_MS = 60_000;
/** Beyond this a series has a point every several minutes, ms. */
export const LONGEST_WINDOW_MS = 7 * 24 * 3600_000;

export const WINDOW_PROBLEMS = [
  'no-experiment',
  'no-workload',
  'no-namespace',
  'no-time',
  'backwards',
  'future',
  'too-short',
  'too-long',
  'load-too-long',
  'too-many-steps',
] as const;
export type WindowProblem = (typeof WINDOW_PROBLEMS)[number];

/**
 * What keeps a window from being marked.
 *
 * @param now epoch ms; a window has ended
 */
export function windowProblems(window: MarkedWindow, now: number): WindowProblem[] {
  const { namespace, workload, experiment, load = [] } = window;
  const checks: Array<[WindowProblem, boolean]> = [
    ['no-experiment', experiment.trim() === ''],
    ['no-namespace', !isName(namespace)],
    ['no-workload', !isName(workload)],
    ['load-too-long', totalSeconds({ steps: load }) * 1000 > window.to - window.from],
    ['too-many-steps', load.length > MAX_LOAD_STEPS],
  ];
  const time = timeProblem(window, now);
  const found = checks.filter(([, isSo]) => isSo).map(([problem]) => problem);
  return time === undefined ? found : [...found.filter((problem) => problem !== 'load-too-long'), time];
}

/** Whether something in Kubernetes can be called so. */
const isName = (text: string): boolean => text.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(text);

function timeProblem({ from, to }: MarkedWindow, now: number): WindowProblem | undefined {
  const length = to - from;
  if (!Number.isFinite(length)) {
    return 'no-time';
  }
  if (length <= 0) {
    return 'backwards';
  }
  if (to > now) {
    return 'future';
  }
  return length < SHORTEST_WINDOW_MS ? 'too-short' : length > LONGEST_WINDOW_MS ? 'too-long' : undefined;
}

const UID = 'window-';

/** Follows from workload and times alone: whoever marks the same window twice marks one. */
function windowUid({ namespace, workload, from, to }: MarkedWindow): string {
  return `${UID}${from.toString(36)}-${to.toString(36)}-${shortHash(`${namespace}/${workload}`)}`;
}

/** Whether a run is a window that was marked by hand, by its uid. */
export const isWindow = ({ uid }: { uid?: string | undefined }): boolean => uid?.startsWith(UID) === true;

const MAX_STEM = 40;

/** What the run is called that a window becomes: `stair-20261130-1703-1f2e3d4c`, a name that Kubernetes takes. */
export function windowRef(window: MarkedWindow): RunRef {
  const stem = window.experiment
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_STEM)
    .replace(/^-+|-+$/g, '');
  const [day = '', time = ''] = new Date(window.from).toISOString().split('T');
  const minute = time.slice(0, 5).replace(':', '');
  const name = [stem || 'window', day.replace(/-/g, ''), minute, shortHash(windowUid(window))].join('-');
  return { namespace: window.namespace, name };
}

/** The annotation that makes a window a run. */
export function windowAnnotation(window: MarkedWindow, links: RunLinks): WantedAnnotation {
  const { namespace, workload, experiment, from, to, load, markedBy } = window;
  const run = windowRef(window);
  const facts: RunFacts = { run, experiment, variant: workload, namespace, startedBy: markedBy, load };
  return {
    time: from,
    timeEnd: to,
    tags: runTags({ ...run, experiment }, 'unknown'),
    text: formatText(facts, windowUid(window), 'unknown', hrefsOf(facts, links, from, to), 'window'),
  };
}

/** The marks of that very window, by rising id. */
export function marksOfWindow(window: MarkedWindow, annotations: readonly RunAnnotation[]): RunAnnotation[] {
  const uid = uidKey(windowUid(window));
  return annotations.filter((one) => markedUid(one) === uid).sort((a, b) => a.id - b.id);
}

/** The marked windows among annotations. */
export function windowsIn(annotations: readonly RunAnnotation[]): AnnotatedRun[] {
  return annotations.flatMap((one) => annotatedRun(one) ?? []).filter(isWindow);
}
