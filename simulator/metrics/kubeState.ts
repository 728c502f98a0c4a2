/** What kube-state-metrics exposes of Deployments, StatefulSets and pods. */
import { METRICS } from '../../src/queries/metrics';
import type { ReplicaPod } from '../world/deployment';
import type { Workload } from '../world/workload';
import { podLabels, podPhase } from '../world/world';
import type { ExpositionOptions } from './dialect';
import { writeCosts, writeHpas } from './hpa';
import { writeOwners } from './owners';
import { podLabelText } from './podLabelText';
import { joinLabels, labelText, type Sink } from './sink';
import { begin, type UnreadKey } from './unread';

const PHASES = ['Pending', 'Succeeded', 'Failed', 'Unknown', 'Running'] as const;
const CONDITIONS = ['true', 'false', 'unknown'] as const;

/** @param now seconds since the epoch */
export function writeKubeState(sink: Sink, workloads: Workload[], now: number, options: ExpositionOptions): void {
  writeDeployments(sink, workloads.filter(isDeployment));
  writeStatefulSets(
    sink,
    workloads.filter((w) => !isDeployment(w))
  );
  writeHpas(sink, workloads, options);
  writePods(sink, workloads, now, options);
  writeOwners(sink, workloads, options);
}

const isDeployment = ({ spec }: Workload) => (spec.kind ?? 'Deployment') === 'Deployment';

const labelsOf = ({ spec }: Workload) => labelText({ namespace: spec.namespace, deployment: spec.name });

function writeDeployments(sink: Sink, workloads: Workload[]): void {
  const gauge = (key: 'specReplicas' | 'created' | 'ready', value: (w: Workload) => number) => {
    const { name, meaning } = METRICS[key];
    sink.family(name, 'gauge', meaning);
    workloads.forEach((w) => sink.sample(name, labelsOf(w), value(w)));
  };
  gauge('specReplicas', (w) => w.deployment.replicas);
  gauge('created', (w) => w.deployment.created);
  gauge('ready', (w) => w.deployment.ready);
  writeCosts(
    sink,
    'deploymentAnnotations',
    workloads.map((w) => ({ labels: labelsOf(w), cost: w.spec.cost }))
  );
}

/** A LeaderWorkerSet has one StatefulSet for its leaders, and one for the workers of each. */
function writeStatefulSets(sink: Sink, workloads: Workload[]): void {
  const sets = workloads.flatMap(({ spec, deployment }) => {
    const { replicas, created, ready } = deployment;
    const workers = deployment.live.flatMap(({ name, workers: own }) => {
      const up = own.filter((pod) => pod.ready).length;
      return own.length === 0 ? [] : [{ name, replicas: own.length, created: own.length, ready: up }];
    });
    return [{ name: spec.name, replicas, created, ready }, ...workers].map((set) => ({
      ...set,
      labels: labelText({ namespace: spec.namespace, statefulset: set.name }),
    }));
  });
  const gauge = (key: UnreadKey, value: (set: (typeof sets)[number]) => number) => {
    const name = begin(sink, key);
    sets.forEach((set) => sink.sample(name, set.labels, value(set)));
  };
  gauge('statefulSpec', (set) => set.replicas);
  gauge('statefulCreated', (set) => set.created);
  gauge('statefulReady', (set) => set.ready);
}

function writePods(sink: Sink, workloads: Workload[], now: number, { labels: dialect }: ExpositionOptions): void {
  const pods = workloads.flatMap((workload) =>
    workload.deployment.allPods.map((pod) => ({ pod, workload, labels: podLabelText(pod, workload) }))
  );
  const write = (
    key: 'podPhase' | 'podReady',
    label: string,
    values: readonly string[],
    is: (pod: ReplicaPod) => string
  ) => {
    const { name, meaning } = METRICS[key];
    sink.family(name, 'gauge', meaning);
    for (const { pod, labels } of pods) {
      values.forEach((value) =>
        sink.sample(name, joinLabels(labels, labelText({ [label]: value })), is(pod) === value ? 1 : 0)
      );
    }
  };
  write('podPhase', 'phase', PHASES, (pod) => podPhase(pod, now));
  write('podReady', 'condition', CONDITIONS, (pod) => String(pod.ready));
  const unschedulable = begin(sink, 'unschedulable');
  pods.filter(({ pod }) => !pod.placed).forEach(({ labels }) => sink.sample(unschedulable, labels, 1));
  if (dialect === 'openshift') {
    // Stock kube-state-metrics lets no pod label through unless told to.
    const { name, meaning } = METRICS.podLabels;
    sink.family(name, 'gauge', meaning);
    pods.forEach(({ workload, labels }) => sink.sample(name, joinLabels(labels, allowedLabels(workload)), 1));
  }
}

function allowedLabels({ spec, offeredRate }: Workload): string {
  const labels = Object.entries(podLabels(spec, offeredRate > 0));
  return labelText(
    Object.fromEntries(labels.map(([name, value]) => [`label_${name.replace(/[^a-zA-Z0-9_]/g, '_')}`, value]))
  );
}
