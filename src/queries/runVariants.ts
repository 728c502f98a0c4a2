/**
 * What is asked about all variants that served a run's model, in the namespace of its workload: whose pods vLLM ran in, how
 * many replicas each had, what a replica takes, what it served, and what the cluster says that it costs. Which of them are
 * of the model is told by the names of their pods, once both are known (domain/analysis/servedVariants.ts).
 */
import { COST, ROLE } from './catalogue/cluster';
import { servingPodOwners } from './fleetOwners';
import { IS_COMPLETE } from './finishReasons';
import { presentHeld } from './gpuSeries';
import { increaseOf } from './increase';
import { M, type MetricKey } from './metrics';
import { inNamespace, looksAt } from './owners';
import { GPU, POD, VARIANT, asVariant } from './ownership';
import { aggregate, copyLabel, series, type Read } from './promql';
import { everyCreated, everyReady } from './replicas';
import type { Matcher, Scope } from './selector';

/** Over the window, at its resolution: series by `namespace` and `variant`. */
export const MODEL_SERIES = ['model:created', 'model:ready'] as const;
/** Of the whole window, in one instant. */
export const MODEL_INSTANTS = [
  'model:serving',
  'model:owners',
  'model:served',
  'model:requested',
  'model:held',
  'model:roles',
  'model:costs',
] as const;
export type ModelQueryKey = (typeof MODEL_SERIES)[number] | (typeof MODEL_INSTANTS)[number];

/** What containers ask for to get GPUs, or instances of one. */
const GPU_RESOURCES: Matcher = { label: 'resource', op: '=~', value: 'nvidia_com_(gpu|mig_.+)' };

interface Window {
  seconds: number;
  scrapeSeconds: number;
}

/** @param s the run's: of its namespace all workloads are asked about */
export function modelQueries(s: Scope, window: Window): Array<{ key: ModelQueryKey; expr: string }> {
  const all: Scope = { dialect: s.dialect, namespace: s.namespace };
  const looks = looksAt(window.seconds);
  const read: Read = (selector) => `last_over_time(${selector}[${looks}])`;
  const exprs: Readonly<Record<ModelQueryKey, string>> = {
    'model:created': everyCreated(all),
    'model:ready': everyReady(all),
    'model:serving': aggregate('group', [...POD, 'model_name'], read(series(M.running, inNamespace(all)))),
    'model:owners': servingPodOwners(all, read),
    'model:served': aggregate('sum', POD, increaseOf(M.success, [...inNamespace(all), ...IS_COMPLETE], window)),
    'model:requested': aggregate('sum', POD, requested(inNamespace(all), read)),
    'model:held': heldByPod(all, read),
    'model:roles': aggregate('group', [...POD, ROLE], read(series(M.podLabels, [...inNamespace(all), filled(ROLE)]))),
    'model:costs': costs(all, read),
  };
  return [...MODEL_SERIES, ...MODEL_INSTANTS].map((key) => ({ key, expr: exprs[key] }));
}

const filled = (label: string): Matcher => ({ label, op: '!=', value: '' });

/** GPUs that each container asked for (`namespace`, `pod`, `container`). */
export function requested(pods: Matcher[], read: Read): string {
  return aggregate('max', [...POD, 'container'], read(series(M.gpuRequests, [...pods, GPU_RESOURCES])));
}

/** GPUs that each pod holds, by what they are (`modelName`). */
export function heldByPod(s: Scope, read: Read): string {
  const { gpuNamespace, gpuPod } = s.dialect;
  const of = ['modelName', gpuNamespace, gpuPod];
  const counted = aggregate('count', of, presentHeld(s, [...GPU, ...of], read));
  return copyLabel(copyLabel(counted, 'namespace', gpuNamespace), 'pod', gpuPod);
}

/**
 * What a replica of each variant costs, in the label {@link COST}: an annotation of what scales it, or of the workload
 * itself. KEDA gives an HPA the annotations of its ScaledObject. Stock kube-state-metrics lets none through.
 */
export function costs(s: Scope, read: Read): string {
  const hpa = ['namespace', 'horizontalpodautoscaler'];
  const of = (key: MetricKey) => read(series(M[key], [...inNamespace(s), filled(COST)]));
  const targets = aggregate('max', [...hpa, 'scaletargetref_name'], read(series(M.hpaInfo, inNamespace(s))));
  const scalers = aggregate('group', [...hpa, COST], of('hpaAnnotations'));
  const led = `${scalers} * on (${hpa.join(', ')}) group_left (scaletargetref_name) topk by (${hpa.join(', ')}) (1, ${targets})`;
  const all = [
    asVariant(led, 'scaletargetref_name'),
    asVariant(of('deploymentAnnotations'), 'deployment'),
    asVariant(of('statefulSetAnnotations'), 'statefulset'),
  ].map((each) => aggregate('group', [...VARIANT, COST], each));
  return all.join(' or on (namespace, variant) ');
}
