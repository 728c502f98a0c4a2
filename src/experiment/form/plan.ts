/** What a request will do, in numbers, before it is sent. */
import { peakRate, type LoadProfile } from '../../domain/loadProfile';
import { experimentOf, type PlannedReplicas } from '../../domain/params';
import type { RunRequest } from '../../domain/pipeline';
import { isTerminal, type RunMode, type RunSummary } from '../../domain/run';

/**
 * Estimate of the time that a Pipeline with `reset-llm-d` takes before the load begins, seconds: the pods go and come
 * back (2 to 7 minutes with the model's weights), then it waits 60 s for things to settle.
 */
export const RESET_SECONDS = 330;

export interface Disturbance {
  run: RunSummary;
  /** `variant`: both load the same workload; `pipeline`: one waits for the other. */
  because: 'variant' | 'pipeline';
}

export interface RunPlan {
  mode?: RunMode;
  variant?: string;
  profile?: LoadProfile;
  /** Highest summed rate, req/s. */
  peakRate?: number;
  /** Length of the load; undefined when the params do not tell. */
  loadSeconds?: number;
  /** 0 when the workload is not reset. */
  resetSeconds: number;
  /** Both together. */
  totalSeconds?: number;
  /** Replicas at most; undefined when the params do not tell. */
  maxReplicas?: number;
  /** GPUs at most. */
  maxGpus?: number;
  /** Runs in progress that would get in each other's way. */
  disturbs: Disturbance[];
}

export function planRun(request: RunRequest, runs: readonly RunSummary[], gpusPerReplica = 1): RunPlan {
  const { mode, variant, loadProfile, loadSeconds, resets, replicas } = experimentOf(request.params, request.pipeline);
  const resetSeconds = resets ? RESET_SECONDS : 0;
  const maxReplicas = replicasAtMost(mode, replicas);
  return {
    mode,
    variant,
    profile: loadProfile,
    peakRate: loadProfile && peakRate(loadProfile),
    loadSeconds,
    resetSeconds,
    totalSeconds: loadSeconds === undefined ? undefined : loadSeconds + resetSeconds,
    maxReplicas,
    maxGpus: maxReplicas === undefined ? undefined : maxReplicas * gpusPerReplica,
    disturbs: disturbances(request, variant, runs),
  };
}

function replicasAtMost(mode: RunMode | undefined, { initial, bounds }: PlannedReplicas): number | undefined {
  if (mode === 'wva') {
    return bounds && Math.max(bounds.max, initial ?? 0);
  }
  return initial;
}

function disturbances(request: RunRequest, variant: string | undefined, runs: readonly RunSummary[]): Disturbance[] {
  return runs
    .filter((run) => !isTerminal(run.phase) && run.name !== request.name)
    .flatMap((run): Disturbance[] => {
      if (variant !== undefined && run.variant === variant) {
        return [{ run, because: 'variant' }];
      }
      return run.namespace === request.namespace && run.pipeline === request.pipeline
        ? [{ run, because: 'pipeline' }]
        : [];
    });
}
