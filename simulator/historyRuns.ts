/** The three runs of the lab's evaluation, made through the Kubernetes API as anybody's: 1 replica, 4 replicas, WVA. */
import type { RunScript } from './history';
import type { Cluster } from './tekton/cluster';
import { type ExperimentOptions, experimentManifest } from './tekton/manifest';
import { LAB_NAMESPACE, LAB_VARIANT } from './world/presets';

/** Quiet time before the first run and between two, s. */
const GAP_SECONDS = 120;
/** Longest that a run takes with its reset and the start of its pods, s. */
const RUN_SECONDS = { stair: 72 * 60, 'stair-short': 16 * 60 } as const;

const RUNS = [
  { name: 'wva-stair-static-1', mode: 'static', initialReplicas: 1 },
  { name: 'wva-stair-static-4', mode: 'static', initialReplicas: 4 },
  { name: 'wva-stair-wva', mode: 'wva', initialReplicas: 1, minReplicas: 1, maxReplicas: 12 },
] as const satisfies ReadonlyArray<Partial<ExperimentOptions>>;

/** Starts run after run as long as there is time for one to end: the stair if three of them fit, else a short one. */
export function threeRuns(cluster: Cluster, historySeconds: number): RunScript {
  const preset = historySeconds >= RUNS.length * (RUN_SECONDS.stair + GAP_SECONDS) ? 'stair' : 'stair-short';
  const lastStart = cluster.world.now() + (historySeconds - RUN_SECONDS[preset]) * 1000;
  const queue = [...RUNS];
  let active: string | undefined;
  let notBefore = cluster.world.now() + GAP_SECONDS * 1000;
  return {
    tick(now) {
      if (active !== undefined && cluster.isDone(LAB_NAMESPACE, active)) {
        active = undefined;
        notBefore = now + GAP_SECONDS * 1000;
      }
      if (active === undefined && now >= notBefore && now <= lastStart) {
        const next = queue.shift();
        if (next) {
          active = next.name;
          const marks = {
            namespace: LAB_NAMESPACE,
            deployment: LAB_VARIANT,
            experiment: 'wva-initial-evaluation',
            startedBy: 'admin',
          };
          cluster.create(LAB_NAMESPACE, experimentManifest({ ...next, ...marks, preset }));
        }
      }
    },
  };
}
