/** Which task comes next, and what its TaskRuns look like. */
import { kubeTime, type OwnerReference } from '../kube/objects';
import { isObject } from '../kube/patch';
import { isNodeDone, isStopping, SKIP, type Node, type RunClock } from './facts';
import type { EngineHost } from './host';
import { combinations, hasEmptyArray } from './matrix';
import { taskRunNames } from './naming';
import { taskName } from './programs';
import { resultParents } from './results';
import { substitute, substituteText, type Variables } from './substitution';
import { TaskRunProcess, type TaskRunPlan } from './taskRunProcess';
import type {
  Matrix,
  Param,
  PipelineRun,
  PipelineSpec,
  PipelineTask,
  TaskSpec,
  WhenExpression,
  WorkspaceBinding,
} from './types';

/** Tekton's `default-timeout-minutes`. */
const DEFAULT_TIMEOUT = '1h0m0s';

/** Values of a run's params and context. */
export function runVariables(run: PipelineRun, pipeline: string, spec: PipelineSpec): Variables {
  const variables: Variables = new Map([
    ['context.pipelineRun.name', run.metadata.name],
    ['context.pipelineRun.namespace', run.metadata.namespace],
    ['context.pipelineRun.uid', run.metadata.uid],
    ['context.pipeline.name', pipeline],
  ]);
  const given = new Map((run.spec.params ?? []).map((param) => [param.name, param.value]));
  for (const { name, default: value } of spec.params ?? []) {
    const own = given.get(name);
    const merged = isObject(value) && isObject(own) ? { ...value, ...own } : (own ?? value);
    if (merged !== undefined) {
      variables.set(`params.${name}`, merged);
    }
  }
  given.forEach((value, name) => variables.has(`params.${name}`) || variables.set(`params.${name}`, value));
  return variables;
}

/** The spec with params and context filled in, as Tekton keeps it in a run's status. Results stay references. */
export function applyVariables(spec: PipelineSpec, variables: Variables): PipelineSpec {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'))) {
      return substitute(value, variables);
    }
    if (Array.isArray(value)) {
      return value.map(fill);
    }
    return isObject(value)
      ? Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, key === 'taskSpec' ? inline(item as TaskSpec) : fill(item)])
        )
      : value;
  };
  // The run's params reach into an inline task, except those that it declares itself.
  const inline = (task: TaskSpec): TaskSpec => {
    const own = new Set(task.params?.map((param) => `params.${param.name}`));
    const reaching: Variables = new Map([...variables].filter(([key]) => !own.has(key)));
    return {
      ...task,
      steps: task.steps.map((step) => ({
        ...step,
        ...(step.script ? { script: substituteText(step.script, reaching) } : {}),
      })),
    };
  };
  const tasks = (list: PipelineTask[]) => list.map((task) => fill(task) as PipelineTask);
  return { ...spec, tasks: tasks(spec.tasks), ...(spec.finally ? { finally: tasks(spec.finally) } : {}) };
}

/** Names of the tasks that have to be done before a task: those that it is told to follow, and those that it reads. */
export function parentsOf(task: PipelineTask): string[] {
  return [...(task.runAfter ?? []), ...resultParents(task)];
}

/** Whether `when` lets a task run. */
function allowsExecution(when: WhenExpression[] | undefined, variables: Variables): boolean {
  return (when ?? []).every(({ input, operator, values }) => {
    const expanded = substitute(values, variables);
    const found = Array.isArray(expanded) && expanded.includes(substituteText(input, variables));
    return operator === 'notin' ? !found : found;
  });
}

export interface Readiness {
  /** Whether all that the task waits for is done. */
  ready: boolean;
  variables: Variables;
  clock: RunClock;
  finallyTimedOut: boolean;
}

/** Why a task is left out, in the order in which Tekton looks; undefined when it is not, or not yet. */
export function skipReason(node: Node, nodes: Node[], readiness: Readiness): string | undefined {
  return node.memberOf === 'finally' ? finallySkip(node, readiness) : taskSkip(node, nodes, readiness);
}

function taskSkip(node: Node, nodes: Node[], { ready, variables, clock }: Readiness): string | undefined {
  if (isStopping(nodes)) {
    return clock.tasksTimedOut === undefined ? SKIP.stopping : SKIP.tasksTimeout;
  }
  if (clock.specStatus === 'CancelledRunFinally') {
    return SKIP.cancelled;
  }
  if (clock.specStatus === 'StoppedRunFinally') {
    return SKIP.stopped;
  }
  if (ready && !allowsExecution(node.task.when, variables)) {
    return SKIP.when;
  }
  // A task that only follows one that `when` left out runs all the same; one that reads its results cannot.
  const reads = resultParents(node.task);
  const follows = parentsOf(node.task);
  const isMissed = ({ task, skipped }: Node) =>
    skipped !== undefined && (reads.includes(task.name) || (follows.includes(task.name) && skipped !== SKIP.when));
  if (nodes.some(isMissed)) {
    return SKIP.parent;
  }
  if (!ready) {
    return undefined;
  }
  if (clock.timedOut !== undefined) {
    return SKIP.pipelineTimeout;
  }
  if (clock.tasksTimedOut !== undefined) {
    return SKIP.tasksTimeout;
  }
  return emptyMatrix(node, variables);
}

function finallySkip(node: Node, { ready, variables, clock, finallyTimedOut }: Readiness): string | undefined {
  if (!ready) {
    return undefined;
  }
  if (/\$\(tasks\.[^)]+\.results\./.test(JSON.stringify(substituted(node.task.params ?? [], variables)))) {
    return SKIP.results;
  }
  if (!allowsExecution(node.task.when, variables)) {
    return SKIP.when;
  }
  if (clock.timedOut !== undefined) {
    return SKIP.pipelineTimeout;
  }
  return finallyTimedOut ? SKIP.finallyTimeout : emptyMatrix(node, variables);
}

function emptyMatrix(node: Node, variables: Variables): string | undefined {
  return node.task.matrix && hasEmptyArray(filledMatrix(node.task.matrix, variables)) ? SKIP.emptyMatrix : undefined;
}

const substituted = (params: Param[], variables: Variables): Param[] =>
  params.map(({ name, value }) => ({ name, value: substitute(value, variables) }));

function filledMatrix(matrix: Matrix, variables: Variables): Matrix {
  return {
    params: substituted(matrix.params ?? [], variables),
    include: matrix.include?.map((one) => ({ ...one, params: substituted(one.params ?? [], variables) })),
  };
}

/** Creates the TaskRuns of a PipelineTask: one, or one a combination of its matrix. */
export function taskRunsOf(
  host: EngineHost,
  run: PipelineRun,
  node: Node,
  variables: Variables,
  owner: OwnerReference,
  peers: Pick<TaskRunPlan, 'runs' | 'taskRuns'>
): TaskRunProcess[] {
  const { task } = node;
  const program = host.programOf(task);
  if (!program || isNodeDone(node)) {
    return [];
  }
  const fanOut = task.matrix ? combinations(filledMatrix(task.matrix, variables)) : [[]];
  const names = taskRunNames(run.metadata.name, task.name, fanOut.length);
  const params = substituted(task.params ?? [], variables);
  return fanOut.map((extra, i) => {
    const taskRun = {
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun',
      metadata: {
        name: names[i] ?? '',
        namespace: run.metadata.namespace,
        uid: host.uid(),
        resourceVersion: '',
        generation: 1,
        creationTimestamp: kubeTime(host.world.now()),
        labels: labelsOf(run, node),
        annotations: { ...run.metadata.annotations },
        ownerReferences: [owner],
      },
      spec: {
        params: [...params, ...extra],
        ...(task.taskRef ? { taskRef: task.taskRef } : { taskSpec: task.taskSpec }),
        serviceAccountName: run.spec.taskRunTemplate?.serviceAccountName ?? 'default',
        // Tekton's default holds for each TaskRun, however long the run's own timeouts are.
        timeout: timeoutOf(run, task),
        workspaces: workspacesOf(run, node),
      },
    };
    return new TaskRunProcess(host, run, {
      taskRun,
      program,
      retries: task.retries ?? 0,
      ignoresFailure: task.onError === 'continue',
      ...peers,
    });
  });
}

function timeoutOf({ spec }: PipelineRun, task: PipelineTask): string {
  const own = spec.taskRunSpecs?.find(({ pipelineTaskName }) => pipelineTaskName === task.name)?.timeout;
  return typeof own === 'string' ? own : (task.timeout ?? DEFAULT_TIMEOUT);
}

function labelsOf(run: PipelineRun, { task, memberOf }: Node): Record<string, string> {
  const shared = taskName(task);
  return {
    'app.kubernetes.io/managed-by': 'tekton-pipelines',
    ...run.metadata.labels,
    'tekton.dev/memberOf': memberOf,
    'tekton.dev/pipelineRun': run.metadata.name,
    'tekton.dev/pipelineRunUID': run.metadata.uid,
    'tekton.dev/pipelineTask': task.name,
    ...(shared ? { 'tekton.dev/task': shared } : {}),
  };
}

function workspacesOf(run: PipelineRun, { task }: Node): WorkspaceBinding[] {
  return (task.workspaces ?? []).flatMap(({ name, workspace }) => {
    const binding = run.spec.workspaces?.find((bound) => bound.name === (workspace ?? name));
    if (!binding) {
      return [];
    }
    const { volumeClaimTemplate, ...rest } = binding;
    return volumeClaimTemplate
      ? [{ name, persistentVolumeClaim: { claimName: `pvc-${run.metadata.uid.slice(0, 10)}` } }]
      : [{ ...rest, name }];
  });
}
