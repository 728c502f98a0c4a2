/** The runs of the simulated past, made through the Kubernetes API as anybody's. */
import type { RunScript } from './history';
import type { Cluster } from './tekton/cluster';
import { type ExperimentOptions, experimentManifest } from './tekton/manifest';
import { LAB_NAMESPACE, LAB_VARIANT } from './world/presets';

/** Quiet time before the first run and between two, s. */
const GAP_SECONDS = 120;
/** Longest that a run takes with its reset and the start of its pods, s. */
const RUN_SECONDS = { stair: 72 * 60, 'stair-short': 16 * 60 } as const;

type PastRun = Omit<ExperimentOptions, 'preset' | 'namespace' | 'deployment'> & { name: string };

/** What was run before now, by name. */
const RUNS = {
  /** The lab's evaluation: 1 replica, 4 replicas, WVA. */
  evaluation: [
    { name: 'wva-stair-static-1', mode: 'static', initialReplicas: 1 },
    { name: 'wva-stair-static-4', mode: 'static', initialReplicas: 4 },
    { name: 'wva-stair-wva', mode: 'wva', minReplicas: 1, maxReplicas: 12 },
  ],
  wva: [{ name: 'wva-stair-wva', mode: 'wva', maxReplicas: 12 }],
  keda: [{ name: 'wva-stair-keda', mode: 'wva', scaler: 'keda-saturation', maxReplicas: 12 }],
  hpa: [{ name: 'wva-stair-hpa', mode: 'wva', scaler: 'hpa', maxReplicas: 12 }],
  /** Without WVA: as many replicas as someone set, and KEDA by each of the signals of the inference scheduler. */
  signals: [
    { name: 'wva-stair-static-4', mode: 'static', initialReplicas: 4 },
    { name: 'wva-stair-keda-queue', mode: 'wva', scaler: 'keda-queue', maxReplicas: 12 },
    { name: 'wva-stair-keda-saturation', mode: 'wva', scaler: 'keda-saturation', maxReplicas: 12 },
  ],
  /** The scaler names a model that no server has: WVA finds no metrics, and says what is there. */
  inert: [{ name: 'wva-stair-inert', mode: 'wva', maxReplicas: 12, modelId: 'meta-llama/Llama-3.1-70B-Instruct' }],
} as const satisfies Record<string, readonly PastRun[]>;

export type PastName = keyof typeof RUNS;
export const PASTS = Object.keys(RUNS) as PastName[];

/** Starts run after run as long as there is time for one to end: the stair if all of them fit, else a short one. */
export function pastRuns(cluster: Cluster, historySeconds: number, past: PastName = 'evaluation'): RunScript {
  const queue: PastRun[] = [...RUNS[past]];
  const preset = historySeconds >= queue.length * (RUN_SECONDS.stair + GAP_SECONDS) ? 'stair' : 'stair-short';
  const lastStart = cluster.world.now() + (historySeconds - RUN_SECONDS[preset]) * 1000;
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
