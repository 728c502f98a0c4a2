/** What a request will do, in numbers, before it is sent. */
import { hasKnownRate, peakRate, type LoadProfile } from '../../domain/loadProfile';
import { experimentOf, type PlannedReplicas } from '../../domain/params';
import { paramsInForce } from '../../domain/paramsInForce';
import { planOf, type Plan } from '../../domain/plan';
import type { Pipeline, RunRequest } from '../../domain/pipeline';
import { isScaled } from '../../domain/scaler';
import { isTerminal, type Run, type RunMode, type RunSummary } from '../../domain/run';

/**
 * What another run in progress means for the new one. `spoils`: both load the same workload at once; `waits`: one waits
 * until the other has ended; `unknown`: it does not say which workload it loads.
 */
export interface Conflict {
  run: RunSummary;
  kind: 'spoils' | 'waits' | 'unknown';
}

export interface RunPlan {
  mode?: RunMode;
  variant?: string;
  profile?: LoadProfile;
  /** Highest summed rate, req/s. */
  peakRate?: number;
  /** How long it takes; undefined when the params do not say it. */
  length?: Plan;
  /** Replicas at most; undefined when the params do not tell. */
  maxReplicas?: number;
  /** GPUs at most. */
  maxGpus?: number;
  /** Runs in progress that matter to the new one. */
  conflicts: Conflict[];
}

/**
 * @param runs the runs in progress, in full where they could be read
 * @param pipeline as it is declared, for the params that the request leaves to its defaults
 */
export function planRun(
  request: RunRequest,
  runs: ReadonlyArray<RunSummary & Partial<Pick<Run, 'workloadNamespace'>>>,
  gpusPerReplica = 1,
  pipeline?: Pipeline
): RunPlan {
  const { namespace, name = '' } = request;
  const context = { namespace, name, uid: '', pipeline: request.pipeline };
  const params = paramsInForce(request.params, pipeline?.params ?? [], context);
  const said = experimentOf([...params, ...(pipeline?.matrix ?? [])], request.pipeline);
  const { mode, variant, loadProfile, loadSeconds, resets, replicas } = said;
  const maxReplicas = replicasAtMost(mode, replicas);
  return {
    mode,
    variant,
    profile: loadProfile,
    peakRate: loadProfile && hasKnownRate(loadProfile) ? peakRate(loadProfile) : undefined,
    length: planOf(resets, loadSeconds),
    maxReplicas,
    maxGpus: maxReplicas === undefined ? undefined : maxReplicas * gpusPerReplica,
    conflicts: runs
      .filter((run) => !isTerminal(run.phase) && run.name !== request.name)
      .flatMap((run): Conflict[] => {
        const kind = conflictWith(run, request, { variant, namespace: said.workloadNamespace ?? namespace }, pipeline);
        return kind === undefined ? [] : [{ run, kind }];
      }),
  };
}

function conflictWith(
  run: RunSummary & Partial<Pick<Run, 'workloadNamespace'>>,
  request: RunRequest,
  workload: { variant?: string; namespace: string },
  pipeline: Pipeline | undefined
): Conflict['kind'] | undefined {
  const isSamePipeline = run.namespace === request.namespace && run.pipeline === request.pipeline;
  if (isSamePipeline && pipeline?.waitsItsTurn) {
    return 'waits';
  }
  if (run.variant === undefined || workload.variant === undefined) {
    return 'unknown';
  }
  const isSameWorkload =
    run.variant === workload.variant && (run.workloadNamespace ?? run.namespace) === workload.namespace;
  return isSameWorkload ? 'spoils' : undefined;
}

function replicasAtMost(mode: RunMode | undefined, { initial, bounds }: PlannedReplicas): number | undefined {
  if (isScaled(mode)) {
    return bounds && Math.max(bounds.max, initial ?? 0);
  }
  return initial;
}
