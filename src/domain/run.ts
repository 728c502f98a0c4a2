/**
 * An experiment run: a Tekton PipelineRun, as the rest of the plugin sees it.
 *
 * All times are epoch milliseconds by the cluster's clock; all durations say their unit in their name.
 */
import { totalSeconds, type LoadProfile } from './loadProfile';
import type { RunMode } from './scaler';
import type { RunPhase, TaskPhase } from './phase';
import { FINISH_SECONDS } from './plan';

export { RUN_MODES, type RunMode } from './scaler';
export { isTerminal, RUN_PHASES, TASK_PHASES, type RunPhase, type TaskPhase } from './phase';

/** A Tekton param or result value. */
export type ParamValue = string | string[] | Record<string, string>;

export interface NamedValue {
  name: string;
  value: ParamValue;
}

export interface RunRef {
  /** Name of one of several clusters; undefined: the one that is chosen. */
  cluster?: string;
  namespace: string;
  name: string;
}

/** What a row of the run list knows: all that the object's metadata and the Kubernetes Table representation carry. */
export interface RunSummary extends RunRef {
  uid: string;
  resourceVersion: string;
  phase: RunPhase;
  /** Tekton's reason of the `Succeeded` condition, for example `Running`, `PipelineRunTimeout`. */
  reason: string;
  createdAt: number;
  /** Name of the referenced Pipeline; by resolver it is known once it is resolved. Undefined for an inline spec. */
  pipeline?: string;
  experiment?: string;
  mode?: RunMode;
  /** Name of the Deployment under test. */
  variant?: string;
  /** Grafana login that started it, as the starting browser stated it. Not proof. */
  startedBy?: string;
  /** Planned length from the start of the run to its end, seconds: reset, load and finish (`planOf`). */
  plannedSeconds?: number;
  loadProfile?: LoadProfile;
  /** Whether this plugin started it. */
  managed: boolean;
}

/** A run in full. */
export interface Run extends RunSummary {
  startedAt?: number;
  finishedAt?: number;
  /** Tekton's message of the `Succeeded` condition: text from the cluster, to be shown as text. */
  message: string;
  /** When the finally tasks began. */
  finallyStartedAt?: number;
  /** Values in force: the run's own, else the Pipeline's defaults, with references replaced. */
  params: NamedValue[];
  /** Names of the params that the run left to the Pipeline's defaults. */
  defaulted?: string[];
  /** What the run started besides TaskRuns: CustomRuns, nested PipelineRuns. Their state is not read. */
  otherChildren?: Array<{ kind: string; name: string; pipelineTask: string }>;
  /** Whether Tekton has resolved the Pipeline, so that the defaults are those that it used. */
  resolved?: boolean;
  /** Names of the Pipeline's tasks that put load on the workload; undefined while Tekton has not resolved it. */
  loadTasks?: string[];
  /** Namespace of the workload under test; undefined: the run's own. */
  workloadNamespace?: string;
  /** `4` for a static run, `1..12` for the bounds of an autoscaler. */
  replicas?: string;
  results: NamedValue[];
  skippedTasks: Array<{ name: string; reason: string }>;
  serviceAccountName?: string;
  timeouts?: RunTimeouts;
  /** The PipelineRun as the API served it, for the YAML view and for a rerun. */
  manifest: unknown;
}

export interface RunTimeouts {
  pipeline?: string;
  tasks?: string;
  finally?: string;
}

export interface TaskRunStep {
  name: string;
  container: string;
  phase: TaskPhase;
  startedAt?: number;
  finishedAt?: number;
  exitCode?: number;
  reason?: string;
}

export interface TaskRun extends RunRef {
  uid: string;
  /** Name of the task in the Pipeline; several TaskRuns share it when the task has a matrix. */
  pipelineTask: string;
  memberOf: 'tasks' | 'finally';
  phase: TaskPhase;
  reason: string;
  message: string;
  podName?: string;
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
  params: NamedValue[];
  steps: TaskRunStep[];
  /** Earlier tries of a task that was retried, oldest first; each had a pod, and so logs, of its own. */
  earlier: TaskRun[];
}

/** Every try of every task, in the order in which they ran. */
export function allTries(tasks: readonly TaskRun[]): TaskRun[] {
  return tasks.flatMap((task) => [...task.earlier, task]);
}

/** `namespace/name`, the form in which URLs, tags and people name a run. */
export function runId({ cluster, namespace, name }: RunRef): string {
  return `${cluster === undefined ? '' : `${cluster}:`}${namespace}/${name}`;
}

/** `cluster:namespace/name`, or without the cluster. */
const RUN_ID = /^(?:([A-Za-z0-9][-.A-Za-z0-9]*):(?=[a-z0-9-]+\/))?([^/]+)\/([^/]+)$/;

/** Inverse of {@link runId}; undefined when the text is not of that form. */
export function parseRunId(id: string): RunRef | undefined {
  const [, cluster, namespace, name] = RUN_ID.exec(id) ?? [];
  return namespace && name ? { ...(cluster === undefined ? {} : { cluster }), namespace, name } : undefined;
}

/** What is known of a run's load from its TaskRuns. */
export interface LoadCourse {
  /** When its first step began to work, epoch ms; undefined while none has. */
  startedAt?: number;
}

/**
 * Seconds of the plan that have passed; undefined before the start. Time that a run waits before its load, beyond what the
 * plan has for the reset, does not count.
 *
 * @param now epoch ms by the cluster's clock
 * @param load undefined when it is not known: then all time counts
 */
export function passedSeconds(
  run: Pick<Run, 'startedAt' | 'finishedAt' | 'plannedSeconds' | 'loadProfile'>,
  now: number,
  load?: LoadCourse
): number | undefined {
  const { startedAt, finishedAt, plannedSeconds, loadProfile } = run;
  if (startedAt === undefined) {
    return undefined;
  }
  const since = (at: number): number => Math.max(0, ((finishedAt ?? now) - at) / 1000);
  if (load === undefined || plannedSeconds === undefined || loadProfile === undefined) {
    return since(startedAt);
  }
  const before = Math.max(0, plannedSeconds - totalSeconds(loadProfile) - FINISH_SECONDS);
  return load.startedAt === undefined ? Math.min(before, since(startedAt)) : before + since(load.startedAt);
}

/**
 * Share of the plan that has passed, 0 to 1; undefined without a plan or before the start. A run that outlives its plan
 * stays at 1.
 *
 * @param now epoch ms by the cluster's clock
 */
export function progress(
  run: Pick<Run, 'startedAt' | 'finishedAt' | 'plannedSeconds' | 'phase' | 'loadProfile'>,
  now: number,
  load?: LoadCourse
): number | undefined {
  if (run.phase === 'succeeded') {
    return 1;
  }
  const passed = passedSeconds(run, now, load);
  return passed === undefined || !run.plannedSeconds ? undefined : Math.min(1, passed / run.plannedSeconds);
}

/** Planned end of a run that has not ended, epoch ms: its start (else its creation) plus its plan. */
export function plannedEnd(run: Pick<Run, 'startedAt' | 'createdAt' | 'plannedSeconds'>): number | undefined {
  return run.plannedSeconds === undefined ? undefined : (run.startedAt ?? run.createdAt) + run.plannedSeconds * 1000;
}

/** Whether a run is an experiment, by all that it says: other pipelines of the namespace are left alone. */
export function isExperiment(run: RunSummary): boolean {
  return run.managed || run.experiment !== undefined || run.variant !== undefined || run.loadProfile !== undefined;
}

/** When a run in progress will end if it waits no more, epoch ms: what is left of its plan, from now. */
export function expectedEnd(run: Run, now: number, load?: LoadCourse): number | undefined {
  const passed = passedSeconds(run, now, load);
  return passed === undefined || run.plannedSeconds === undefined || load === undefined
    ? plannedEnd(run)
    : now + (run.plannedSeconds - passed) * 1000;
}
