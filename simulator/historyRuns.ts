/** The three runs of the lab's evaluation, made through the Kubernetes API as anybody's: 1 replica, 4 replicas, WVA. */
import type { RunScript } from './history';
import type { Cluster } from './tekton/cluster';
import { type ExperimentOptions, experimentManifest } from './tekton/manifest';
import { LAB_NAMESPACE, LAB_VARIANT } from './world/presets';

/** Quiet time before the first run and between two, s. */
const GAP_SECONDS = 120;
/** The stair with its resets takes a little over an hour; shorter histories get the short stair, then fewer runs. */
const STAIR_SECONDS = 68 * 60;

const RUNS = [
  { name: 'wva-stair-static-1', mode: 'static', initialReplicas: 1 },
  { name: 'wva-stair-static-4', mode: 'static', initialReplicas: 4 },
  { name: 'wva-stair-wva', mode: 'wva', initialReplicas: 1, minReplicas: 1, maxReplicas: 12 },
] as const satisfies ReadonlyArray<Partial<ExperimentOptions>>;

/** Starts run after run as long as the history lasts. */
export function threeRuns(cluster: Cluster, historySeconds: number): RunScript {
  const preset = historySeconds >= RUNS.length * (STAIR_SECONDS + GAP_SECONDS) ? 'stair' : 'stair-short';
  const queue = [...RUNS];
  let active: string | undefined;
  let notBefore = cluster.world.now() + GAP_SECONDS * 1000;
  return {
    tick(now) {
      if (active !== undefined && cluster.isDone(LAB_NAMESPACE, active)) {
        active = undefined;
        notBefore = now + GAP_SECONDS * 1000;
      }
      if (active === undefined && now >= notBefore) {
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
