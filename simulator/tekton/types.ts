/** Tekton's v1 objects, as far as the simulator reads or writes them. */
import type { KubeObject, OwnerReference } from '../kube/objects';

export type ParamValue = string | string[] | Record<string, string>;

export interface Param {
  name: string;
  value: ParamValue;
}

export interface ParamSpec {
  name: string;
  type?: 'string' | 'array' | 'object';
  description?: string;
  default?: ParamValue;
  enum?: string[];
  properties?: Record<string, { type?: string }>;
}

export interface WhenExpression {
  input: string;
  operator: 'in' | 'notin';
  values: string[];
}

export interface Step {
  name?: string;
  image?: string;
  script?: string;
  command?: string[];
  args?: string[];
}

export interface TaskSpec {
  description?: string;
  params?: ParamSpec[];
  results?: Array<{ name: string; type?: string; description?: string; value?: ParamValue }>;
  workspaces?: Array<{ name: string; description?: string; optional?: boolean }>;
  steps: Step[];
}

export interface Matrix {
  params?: Param[];
  include?: Array<{ name: string; params?: Param[] }>;
}

export interface PipelineTask {
  name: string;
  description?: string;
  taskRef?: { name?: string; kind?: string; resolver?: string; params?: Param[] };
  taskSpec?: TaskSpec;
  params?: Param[];
  matrix?: Matrix;
  when?: WhenExpression[];
  runAfter?: string[];
  workspaces?: Array<{ name: string; workspace?: string }>;
  timeout?: string;
  retries?: number;
  onError?: 'continue' | 'stopAndFail';
}

export interface PipelineSpec {
  description?: string;
  params?: ParamSpec[];
  workspaces?: Array<{ name: string; description?: string; optional?: boolean }>;
  tasks: PipelineTask[];
  finally?: PipelineTask[];
  results?: Array<{ name: string; type?: string; description?: string; value: ParamValue }>;
}

export interface Pipeline extends KubeObject {
  spec: PipelineSpec;
}

export interface Task extends KubeObject {
  spec: TaskSpec;
}

export interface WorkspaceBinding {
  name: string;
  [source: string]: unknown;
}

export interface Timeouts {
  pipeline?: string;
  tasks?: string;
  finally?: string;
}

export interface PipelineRunSpec {
  pipelineRef?: { name?: string; resolver?: string; params?: Param[] };
  pipelineSpec?: PipelineSpec;
  params?: Param[];
  workspaces?: WorkspaceBinding[];
  timeouts?: Timeouts;
  taskRunTemplate?: { serviceAccountName?: string; podTemplate?: unknown };
  taskRunSpecs?: Array<{ pipelineTaskName?: string; [field: string]: unknown }>;
  status?: string;
  managedBy?: string;
}

export interface Condition {
  type: 'Succeeded';
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
  lastTransitionTime: string;
}

export interface Result {
  name: string;
  value: ParamValue;
}

export interface SkippedTask {
  name: string;
  reason: string;
  whenExpressions?: WhenExpression[];
}

export interface ChildReference {
  apiVersion: string;
  kind: 'TaskRun';
  name: string;
  pipelineTaskName: string;
  whenExpressions?: WhenExpression[];
}

export interface PipelineRunStatus {
  conditions?: Condition[];
  startTime?: string;
  completionTime?: string;
  finallyStartTime?: string;
  results?: Result[];
  skippedTasks?: SkippedTask[];
  childReferences?: ChildReference[];
  pipelineSpec?: PipelineSpec;
}

export interface PipelineRun extends KubeObject {
  spec: PipelineRunSpec;
  status?: PipelineRunStatus;
}

export interface StepState {
  name: string;
  container: string;
  imageID?: string;
  waiting?: { reason: string };
  running?: { startedAt: string };
  terminated?: {
    exitCode: number;
    reason: string;
    startedAt: string;
    finishedAt: string;
    containerID?: string;
    message?: string;
  };
  terminationReason?: string;
}

export interface TaskRunStatus {
  conditions?: Condition[];
  podName?: string;
  startTime?: string;
  completionTime?: string;
  steps?: StepState[];
  results?: Array<Result & { type?: string }>;
  retriesStatus?: TaskRunStatus[];
  taskSpec?: TaskSpec;
}

export interface TaskRun extends KubeObject {
  spec: {
    params?: Param[];
    taskRef?: { name?: string; kind?: string };
    taskSpec?: TaskSpec;
    serviceAccountName?: string;
    timeout?: string;
    workspaces?: WorkspaceBinding[];
    status?: string;
    statusMessage?: string;
  };
  status?: TaskRunStatus;
}

/** The condition Succeeded of a run or TaskRun. */
export function succeeded(object: { status?: { conditions?: Condition[] } }): Condition | undefined {
  return object.status?.conditions?.find((condition) => condition.type === 'Succeeded');
}

export function isDone(object: { status?: { conditions?: Condition[] } }): boolean {
  const status = succeeded(object)?.status;
  return status === 'True' || status === 'False';
}

/** The owner reference that makes the garbage collector delete what belongs to a run. */
export function controllerOf(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}
