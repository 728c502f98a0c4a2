/** The shared tasks of the cluster, by name. */
import type { PipelineTask } from '../types';
import { cleanUpProgram, collectProgram, waitProgram } from './around';
import { loadProgram } from './load';
import type { TaskProgram } from './program';
import { resetProgram } from './reset';
import { shellProgram } from './shell';

/** Namespace that holds the shared tasks. */
export const TASKS_NAMESPACE = 'pipelines';

const SHARED: Record<string, TaskProgram> = {
  'wait-for-pipelineruns': waitProgram,
  'llm-d-reset': resetProgram,
  'guidellm-load': loadProgram,
  'collect-logs': collectProgram,
  'benchmark-clean-up': cleanUpProgram,
};

/** Name of the task that a PipelineTask refers to, directly or through the cluster resolver. */
export function taskName({ taskRef }: PipelineTask): string | undefined {
  const resolved = taskRef?.params?.find((param) => param.name === 'name')?.value;
  return taskRef?.name ?? (typeof resolved === 'string' ? resolved : undefined);
}

/** Undefined when there is no such task. */
export function programOf(task: PipelineTask): TaskProgram | undefined {
  if (task.taskSpec) {
    return shellProgram(task.taskSpec);
  }
  const name = taskName(task);
  return name !== undefined && Object.hasOwn(SHARED, name) ? SHARED[name] : undefined;
}
