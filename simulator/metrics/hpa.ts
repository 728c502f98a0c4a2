/** What kube-state-metrics and KEDA expose of scalers: what each trigger measured, and what it was held against. */
import { COST } from '../../src/queries/catalogue/cluster';
import { METRICS } from '../../src/queries/metrics';
import type { Hpa } from '../world/hpa';
import type { Workload } from '../world/workload';
import { type ExpositionOptions, kedaLabels } from './dialect';
import { joinLabels, labelText, type Sink } from './sink';
import { begin, type UnreadKey } from './unread';

interface Scaled {
  workload: Workload;
  hpa: Hpa;
  labels: string;
}

const API_VERSIONS = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  LeaderWorkerSet: 'leaderworkerset.x-k8s.io/v1',
} as const;

const scaledOf = (workloads: Workload[], { plainHpas = false }: Partial<ExpositionOptions> = {}): Scaled[] =>
  workloads.flatMap((workload) => {
    const { hpa, spec, scalerName } = workload;
    const name = plainHpas ? scalerName : `keda-hpa-${scalerName}`;
    const labels = labelText({ namespace: spec.namespace, horizontalpodautoscaler: name });
    return hpa ? [{ workload, hpa, labels }] : [];
  });

/** The annotation `llm-d.ai/variant-cost` of objects that have it, which this cluster's kube-state-metrics lets through. */
export function writeCosts(
  sink: Sink,
  key: 'hpaAnnotations' | 'deploymentAnnotations',
  objects: ReadonlyArray<{ labels: string; cost: number | undefined }>
): void {
  const { name, meaning } = METRICS[key];
  sink.family(name, 'gauge', meaning);
  for (const { labels, cost } of objects.filter((one) => one.cost !== undefined)) {
    sink.sample(name, joinLabels(labels, labelText({ [COST]: String(cost) })), 1);
  }
}

/** KEDA's name for a trigger's external metric. */
const metricName = (index: number) => `s${index}-prometheus`;

export function writeHpas(sink: Sink, workloads: Workload[], options: ExpositionOptions): void {
  const scaled = scaledOf(workloads, options);
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
  for (const { labels, workload } of scaled) {
    const { kind = 'Deployment', name } = workload.spec;
    const target = {
      scaletargetref_api_version: API_VERSIONS[kind],
      scaletargetref_kind: kind,
      scaletargetref_name: name,
    };
    sink.sample(info.name, joinLabels(labels, labelText(target)), 1);
  }
  writeCosts(
    sink,
    'hpaAnnotations',
    scaled.map(({ hpa, labels }) => ({ labels, cost: hpa.spec.managed?.cost }))
  );
  const current = begin(sink, 'hpaCurrent');
  scaled.forEach(({ labels, workload }) => sink.sample(current, labels, workload.deployment.created));
  writeTargets(sink, scaled, options);
  const condition = begin(sink, 'hpaCondition');
  for (const { hpa, labels } of scaled) {
    for (const [name, holds] of Object.entries(hpa.conditions)) {
      for (const status of ['true', 'false', 'unknown']) {
        const pair = labelText({ condition: name, status });
        sink.sample(condition, joinLabels(labels, pair), status === String(holds) ? 1 : 0);
      }
    }
  }
}

/** An `AverageValue` is shown as the average over the replicas that there are. */
function writeTargets(sink: Sink, scaled: Scaled[], { plainHpas }: ExpositionOptions): void {
  const write = (key: UnreadKey, value: (state: Hpa['triggers'][number], replicas: number) => number | undefined) => {
    const name = begin(sink, key);
    for (const { hpa, labels, workload } of scaled) {
      hpa.triggers.forEach((state, i) => {
        const target = value(state, workload.deployment.created);
        const metric = plainHpas ? state.trigger.name : metricName(i);
        const own = labelText({ metric_name: metric, metric_target_type: 'average' });
        if (target !== undefined) {
          sink.sample(name, joinLabels(labels, own), target);
        }
      });
    }
  };
  write('hpaTargetSpec', ({ trigger }) => trigger.threshold);
  write('hpaTargetStatus', ({ value }, replicas) => value && value / Math.max(1, replicas));
}

export function writeKeda(sink: Sink, workloads: Workload[], { labels: dialect }: ExpositionOptions): void {
  const triggers = scaledOf(workloads).flatMap(({ hpa, workload }) =>
    hpa.triggers.map((state, i) => ({
      ...state,
      labels: labelText({
        ...kedaLabels(dialect, workload.spec.namespace),
        metric: metricName(i),
        scaledObject: workload.scalerName,
        scaler: 'prometheusScaler',
        triggerIndex: String(i),
        type: 'scaledobject',
      }),
    }))
  );
  const value = begin(sink, 'kedaValue');
  triggers.forEach((trigger) => sink.sample(value, trigger.labels, trigger.value ?? 0));
  const errors = begin(sink, 'kedaErrors');
  triggers.forEach((trigger) => sink.sample(errors, trigger.labels, trigger.errors));
  const paused = begin(sink, 'kedaPaused');
  for (const { workload } of scaledOf(workloads)) {
    const labels = { ...kedaLabels(dialect, workload.spec.namespace), scaledObject: workload.scalerName };
    sink.sample(paused, labelText(labels), 0);
  }
}
