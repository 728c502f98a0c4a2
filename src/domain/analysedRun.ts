/** Runs as an analysis takes them: from the cluster with their TaskRuns, or from what an annotation still knows. */
import type { AnalysedRun } from './analysis/types';
import type { AnnotatedRun } from './runAnnotation';
import { factsOfRun } from './runAnnotationText';
import { totalSeconds } from './loadProfile';
import { isTerminal, type LoadCourse, type Run, type TaskRun } from './run';

/** Undefined when the run has not started, or does not say which workload it loads. */
export function analysedRun(run: Run, tasks: readonly TaskRun[] = []): AnalysedRun | undefined {
  const { variant, namespace = run.namespace, replicas } = factsOfRun(run);
  if (variant === undefined || run.startedAt === undefined) {
    return undefined;
  }
  return {
    namespace: run.namespace,
    name: run.name,
    uid: run.uid,
    phase: run.phase,
    experiment: run.experiment,
    mode: run.mode,
    replicas,
    workload: { namespace, variant },
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    loadStartedAt: loadStart(tasks, run.loadProfile?.steps.length ?? 0) ?? run.startedAt,
    loadProfile: run.loadProfile,
    params: run.params,
    results: run.results,
    pruned: false,
  };
}

/** A pruned run. Undefined when the annotation names no workload. */
export function analysedFromAnnotation(known: AnnotatedRun): AnalysedRun | undefined {
  const { run, uid, status, variant, startedAt, endsAt } = known;
  if (variant === undefined) {
    return undefined;
  }
  const isOver = status === 'unknown' || isTerminal(status);
  return {
    ...run,
    uid,
    phase: status,
    experiment: known.experiment,
    mode: known.mode,
    replicas: known.replicas,
    workload: { namespace: known.namespace ?? run.namespace, variant },
    startedAt,
    finishedAt: isOver ? endsAt : undefined,
    loadStartedAt: keptLoadStart(known),
    loadProfile: known.load && { steps: known.load },
    params: [],
    results: [],
    pruned: true,
  };
}

/**
 * When the load of a pruned run began, epoch ms: that is not kept, but a run that succeeded ended with its load and the
 * short tasks after it, so the planned length before its end is close; the reset before the load may take many minutes.
 * Of a run that was cut short only the start is known.
 */
function keptLoadStart({ status, startedAt, endsAt, load }: AnnotatedRun): number {
  return status === 'succeeded' && load
    ? Math.max(startedAt, endsAt - totalSeconds({ steps: load }) * 1000)
    : startedAt;
}

/** How far the load of a run is: a task that waits for a node or an image has started for Tekton, and loads nothing. */
export function loadCourse(tasks: readonly TaskRun[], run: Pick<Run, 'loadProfile'>): LoadCourse {
  const working = tasks.map((task): TaskRun => {
    const steps = task.steps.flatMap((step) => step.startedAt ?? []);
    const began = steps.length > 0 ? Math.min(...steps) : task.phase === 'pending' ? undefined : task.startedAt;
    return { ...task, startedAt: began };
  });
  return { startedAt: loadStart(working, run.loadProfile?.steps.length ?? 0) };
}

/**
 * Whether a load step of a run has begun to work. Undefined where that cannot be told: the Pipeline names no task with a
 * load, or the run has not been resolved.
 */
export function hasLoadBegun({ loadTasks }: Pick<Run, 'loadTasks'>, tasks: readonly TaskRun[]): boolean | undefined {
  if (loadTasks === undefined || loadTasks.length === 0) {
    return undefined;
  }
  return tasks.some(
    ({ pipelineTask, phase, startedAt }) =>
      loadTasks.includes(pipelineTask) && startedAt !== undefined && phase !== 'pending'
  );
}

/**
 * When the load began, epoch ms: the first start among the TaskRuns that are one a load step, as a matrix makes them. A
 * Pipeline with one step is told by the name of its task. Undefined where neither applies.
 */
export function loadStart(tasks: readonly TaskRun[], steps: number): number | undefined {
  const names = [...new Set(tasks.map((task) => task.pipelineTask))];
  const children = (name: string): TaskRun[] => tasks.filter((task) => task.pipelineTask === name);
  const fits = names.filter((name) => children(name).length === steps && (steps > 1 || /load/i.test(name)));
  const starts = fits.flatMap((name) => children(name).flatMap((task) => task.startedAt ?? []));
  return starts.length > 0 ? Math.min(...starts) : undefined;
}
