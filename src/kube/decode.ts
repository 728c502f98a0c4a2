/** Kubernetes and Tekton objects as the API serves them (unknown) → domain, or a {@link DecodeError} naming the field. */
import { defaultedParams, paramsInForce } from '../domain/paramsInForce';
import type { Pipeline } from '../domain/pipeline';
import type { Run, RunSummary, TaskPhase, TaskRun, TaskRunStep } from '../domain/run';
import { DecodeError } from '../domain/decodeError';
import { decodeDeclared, type Declared } from './declared';
import { decodeWith } from './decoder';
import { describeRun, readMarks } from './marks';
import { runPhase, taskPhase } from './phase';
import * as wire from './schemas';

export { DecodeError } from '../domain/decodeError';
export { decodePipeline } from './decodePipeline';
export { decodePresets } from './presets';

const PIPELINE_LABEL = 'tekton.dev/pipeline';
const PIPELINE_TASK_LABEL = 'tekton.dev/pipelineTask';
const MEMBER_OF_LABEL = 'tekton.dev/memberOf';

/**
 * A PipelineRun in full. Its params are those in force: what it left out has the Pipeline's default.
 *
 * @param declared the Pipeline as it is now, for a run that Tekton has not resolved yet
 * @throws DecodeError
 */
export function decodeRun(value: unknown, declared?: Pick<Pipeline, 'params' | 'matrix'>): Run {
  const { metadata, spec, status } = decodeWith(wire.PipelineRun, value, 'PipelineRun');
  const condition = status.conditions;
  const pipeline = spec.pipelineRef.name || (spec.pipelineRef.resolver ? pipelineOfLabel(metadata) : undefined);
  const resolved = decodeDeclared(status.pipelineSpec);
  const { params: specs = [], matrix = [] } = resolved ?? declared ?? ({} as Partial<Declared>);
  const { namespace, name, uid } = metadata;
  const params = paramsInForce(spec.params, specs, { namespace, name, uid, pipeline: pipeline ?? '' });
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    createdAt: metadata.creationTimestamp,
    phase: runPhase({ status: condition.status, reason: condition.reason, requested: spec.status }),
    reason: condition.reason,
    message: condition.message,
    pipeline,
    ...describeRun(metadata, [...params, ...matrix], pipeline),
    startedAt: status.startTime,
    finishedAt: status.completionTime,
    finallyStartedAt: status.finallyStartTime,
    params,
    defaulted: defaultedParams(spec.params, params),
    resolved: resolved !== undefined,
    loadTasks: resolved?.loadTasks,
    otherChildren: status.childReferences
      .filter(({ kind }) => kind !== 'TaskRun')
      .map(({ kind, name, pipelineTaskName }) => ({ kind, name, pipelineTask: pipelineTaskName || name })),
    results: status.results,
    skippedTasks: status.skippedTasks,
    serviceAccountName: spec.taskRunTemplate.serviceAccountName || undefined,
    timeouts: spec.timeouts,
    manifest: value,
  };
}

export interface RunTable {
  resourceVersion: string;
  /** Token of the next page; undefined on the last. */
  continue?: string;
  columns: string[];
  runs: RunSummary[];
  /** Rows that could not be read. */
  broken: DecodeError[];
}

/**
 * A page of PipelineRuns in Table form with `includeObject=Metadata`, or the one-row Table of a watch event.
 *
 * @param columns column names of an earlier Table of the same list: events of a watch do not repeat them
 * @throws DecodeError when it is no Table, or has no columns that tell the state
 */
export function decodeRunTable(value: unknown, columns?: string[]): RunTable {
  const table = decodeWith(wire.Table, value, 'Table');
  const names = table.columnDefinitions.map((c) => c.name);
  const known = names.length > 0 ? names : (columns ?? []);
  const runs: RunSummary[] = [];
  const broken: DecodeError[] = [];
  for (const row of table.rows) {
    try {
      runs.push(decodeRunRow(row, known));
    } catch (error) {
      broken.push(error instanceof DecodeError ? error : new DecodeError('Table row', '', String(error)));
    }
  }
  return {
    resourceVersion: table.metadata.resourceVersion,
    continue: table.metadata.continue || undefined,
    columns: known,
    runs,
    broken,
  };
}

/**
 * One row of a Table of PipelineRuns.
 *
 * @param columns names of the cells, in their order
 * @throws DecodeError
 */
export function decodeRunRow(value: unknown, columns: string[]): RunSummary {
  const { cells, object } = decodeWith(wire.TableRow, value, 'Table row');
  const { metadata } = object;
  const cell = (name: string) => {
    const index = columns.findIndex((c) => c.toLowerCase() === name);
    if (index < 0) {
      throw new DecodeError('Table row', 'cells', `no column ${name}`);
    }
    const text = cells[index];
    return typeof text === 'string' && text !== '<none>' ? text : '';
  };
  const reason = cell('reason');
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    createdAt: metadata.creationTimestamp,
    phase: runPhase({ status: cell('succeeded'), reason }),
    reason,
    pipeline: pipelineOfLabel(metadata),
    ...readMarks(metadata),
  };
}

/** Tekton labels a run with its Pipeline, and a run with an inline spec with its own name. */
function pipelineOfLabel({ name, labels = {} }: { name: string; labels?: Record<string, string> }): string | undefined {
  const pipeline = labels[PIPELINE_LABEL];
  return pipeline === undefined || pipeline === '' || pipeline === name ? undefined : pipeline;
}

/**
 * A TaskRun of a run.
 *
 * @throws DecodeError
 */
export function decodeTaskRun(value: unknown): TaskRun {
  const { metadata, spec, status } = decodeWith(wire.TaskRun, value, 'TaskRun');
  const { status: verdict, reason, message } = status.conditions;
  const task = {
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid,
    pipelineTask: metadata.labels?.[PIPELINE_TASK_LABEL] || metadata.name,
    memberOf: metadata.labels?.[MEMBER_OF_LABEL] === 'finally' ? ('finally' as const) : ('tasks' as const),
    createdAt: metadata.creationTimestamp,
    params: spec.params,
  };
  return {
    ...task,
    phase: taskPhase(verdict, reason, status.startTime !== undefined && Boolean(status.podName), message),
    reason,
    message,
    podName: status.podName || undefined,
    startedAt: status.startTime,
    finishedAt: status.completionTime,
    steps: status.steps.map(decodeStep),
    earlier: status.retriesStatus.map(({ conditions, podName, startTime, completionTime, steps }, i) => ({
      ...task,
      uid: `${task.uid}#${i + 1}`,
      phase: taskPhase(conditions.status, conditions.reason, true),
      reason: failureReason(steps) ?? conditions.reason,
      message: conditions.message,
      podName: podName || undefined,
      startedAt: startTime,
      finishedAt: completionTime,
      steps: steps.map(decodeStep),
      earlier: [],
    })),
  };
}

/** Why a try failed: `OOMKilled` says more than Tekton's `Failed`. */
function failureReason(steps: wire.StepStateWire[]): string | undefined {
  const failed = steps.find(({ terminated }) => (terminated?.exitCode ?? 0) !== 0);
  return failed?.terminated?.reason || undefined;
}

function decodeStep(step: wire.StepStateWire): TaskRunStep {
  const { terminated, running, waiting } = step;
  return {
    name: step.name,
    container: step.container || `step-${step.name}`,
    phase: stepPhase(step),
    startedAt: terminated?.startedAt ?? running?.startedAt,
    finishedAt: terminated?.finishedAt,
    exitCode: terminated?.exitCode,
    reason: step.terminationReason || terminated?.reason || waiting?.reason || undefined,
  };
}

/** `terminationReason` is Tekton's own word, newer than the exit code and more exact. */
function stepPhase({ terminated, running, terminationReason }: wire.StepStateWire): TaskPhase {
  if (terminated === undefined) {
    return running === undefined ? 'pending' : 'running';
  }
  switch (terminationReason || terminated.reason) {
    case 'Skipped':
      return 'skipped';
    case 'TimeoutExceeded':
    case 'TaskRunTimeout':
      return 'timed-out';
    case 'Cancelled':
    case 'TaskRunCancelled':
      return 'cancelled';
    default:
      return (terminated.exitCode ?? 0) === 0 ? 'succeeded' : 'failed';
  }
}

/**
 * A list of objects; an item that cannot be read comes back in `broken` by its name and does not hide the rest.
 *
 * @throws DecodeError when the value is no list
 */
export function decodeList<T>(
  value: unknown,
  decodeItem: (item: unknown) => T
): { items: T[]; broken: Array<{ name: string; error: DecodeError }>; continue?: string } {
  const list = decodeWith(wire.List, value, 'List');
  const items: T[] = [];
  const broken: Array<{ name: string; error: DecodeError }> = [];
  for (const item of list.items) {
    try {
      items.push(decodeItem(item));
    } catch (error) {
      broken.push({
        name: nameOf(item),
        error: error instanceof DecodeError ? error : new DecodeError('List item', '', String(error)),
      });
    }
  }
  return { items, broken, continue: list.metadata.continue || undefined };
}

/** As far as it can be read: it is for saying which object is meant. */
function nameOf(item: unknown): string {
  const name = (item as { metadata?: { name?: unknown } } | null | undefined)?.metadata?.name;
  return typeof name === 'string' && name !== '' ? name : '?';
}

/**
 * `data` of a ConfigMap; empty when it has none.
 *
 * @throws DecodeError
 */
export function decodeConfigMapData(value: unknown): Record<string, string> {
  return decodeWith(wire.ConfigMap, value, 'ConfigMap').data ?? {};
}
