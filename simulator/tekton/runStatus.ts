/** The status of a PipelineRun, from how far its tasks have come. */
import { kubeTime } from '../kube/objects';
import type { Node } from './facts';
import { succeeded, type Condition, type PipelineRun, type PipelineRunStatus, type Result } from './types';

export interface RunTimes {
  /** Epoch ms. */
  now: number;
  startedAt?: number;
  finallyAt?: number;
  results: Result[];
}

/** Without `pipelineSpec`, which does not change. */
export function runStatus(
  run: PipelineRun,
  nodes: Node[],
  outcome: Pick<Condition, 'status' | 'reason' | 'message'>,
  { now, startedAt, finallyAt, results }: RunTimes
): PipelineRunStatus {
  const before = succeeded(run);
  const lastTransitionTime = before?.status === outcome.status ? before.lastTransitionTime : kubeTime(now);
  const whenOf = ({ task }: Node) => (task.when ? { whenExpressions: task.when } : {});
  const skipped = nodes.flatMap((node) =>
    node.skipped ? [{ name: node.task.name, reason: node.skipped, ...whenOf(node) }] : []
  );
  const children = nodes.flatMap((node) =>
    node.taskRuns.map(({ name }) => ({
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun' as const,
      name,
      pipelineTaskName: node.task.name,
      ...whenOf(node),
    }))
  );
  return {
    conditions: [{ type: 'Succeeded', ...outcome, lastTransitionTime }],
    ...(startedAt === undefined ? {} : { startTime: kubeTime(startedAt) }),
    ...(finallyAt === undefined ? {} : { finallyStartTime: kubeTime(finallyAt) }),
    ...(outcome.status === 'Unknown' ? {} : { completionTime: kubeTime(now) }),
    ...(children.length ? { childReferences: children } : {}),
    ...(skipped.length ? { skippedTasks: skipped } : {}),
    ...(results.length ? { results } : {}),
  };
}
