/** What kube-state-metrics exposes of Deployments, HPAs and pods. */
import { METRICS } from '../../src/queries/metrics';
import type { ReplicaPod } from '../world/deployment';
import type { Hpa } from '../world/hpa';
import { podLabels, podPhase } from '../world/world';
import type { Workload } from '../world/workload';
import type { ExpositionOptions } from './dialect';
import { joinLabels, labelText, type Sink } from './sink';

const PHASES = ['Pending', 'Succeeded', 'Failed', 'Unknown', 'Running'] as const;
const CONDITIONS = ['true', 'false', 'unknown'] as const;

/** @param now seconds since the epoch */
export function writeKubeState(sink: Sink, workloads: Workload[], now: number, options: ExpositionOptions): void {
  writeDeployments(sink, workloads);
  writeHpas(sink, workloads);
  writePods(sink, workloads, now, options);
}

function writeDeployments(sink: Sink, workloads: Workload[]): void {
  const gauge = (key: 'specReplicas' | 'created' | 'ready', value: (w: Workload) => number) => {
    const { name, meaning } = METRICS[key];
    sink.family(name, 'gauge', meaning);
    workloads.forEach((w) =>
      sink.sample(name, labelText({ namespace: w.spec.namespace, deployment: w.spec.name }), value(w))
    );
  };
  gauge('specReplicas', (w) => w.deployment.replicas);
  gauge('created', (w) => w.deployment.created);
  gauge('ready', (w) => w.deployment.ready);
}

function writeHpas(sink: Sink, workloads: Workload[]): void {
  const scaled = workloads.flatMap((w) => {
    const labels = labelText({ namespace: w.spec.namespace, horizontalpodautoscaler: `keda-hpa-${w.spec.name}` });
    return w.hpa ? [{ hpa: w.hpa, name: w.spec.name, labels }] : [];
  });
  const gauge = (key: 'hpaDesired' | 'hpaMax' | 'hpaMin', value: (hpa: Hpa) => number) => {
    const { name, meaning } = METRICS[key];
    sink.family(name, 'gauge', meaning);
    scaled.forEach(({ hpa, labels }) => sink.sample(name, labels, value(hpa)));
  };
  gauge('hpaDesired', (hpa) => hpa.desired);
  gauge('hpaMax', (hpa) => hpa.spec.maxReplicas);
  gauge('hpaMin', (hpa) => hpa.spec.minReplicas);
  const info = METRICS.hpaInfo;
  sink.family(info.name, 'gauge', info.meaning);
  for (const { labels, name } of scaled) {
    const target = {
      scaletargetref_api_version: 'apps/v1',
      scaletargetref_kind: 'Deployment',
      scaletargetref_name: name,
    };
    sink.sample(info.name, joinLabels(labels, labelText(target)), 1);
  }
}

function writePods(sink: Sink, workloads: Workload[], now: number, { labels: dialect }: ExpositionOptions): void {
  const pods = workloads.flatMap((workload) =>
    workload.deployment.pods.map((pod) => ({ pod, workload, labels: labelsOf(pod, workload) }))
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
  if (dialect === 'openshift') {
    // Stock kube-state-metrics lets no pod label through unless told to.
    const { name, meaning } = METRICS.podLabels;
    sink.family(name, 'gauge', meaning);
    pods.forEach(({ workload, labels }) => sink.sample(name, joinLabels(labels, allowedLabels(workload)), 1));
  }
}

const labelsOf = (pod: ReplicaPod, { spec }: Workload) =>
  labelText({ namespace: spec.namespace, pod: pod.name, uid: pod.uid });

function allowedLabels({ spec, offeredRate }: Workload): string {
  const labels = Object.entries(podLabels(spec.model, offeredRate > 0));
  return labelText(
    Object.fromEntries(labels.map(([name, value]) => [`label_${name.replace(/[^a-zA-Z0-9_]/g, '_')}`, value]))
  );
}
