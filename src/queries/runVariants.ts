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
import { GPU, POD, VARIANT, asVariant, replicaOf } from './ownership';
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
    'model:requested': requested(all, inNamespace(all), read),
    'model:held': heldByModel(all, read),
    'model:roles': aggregate('group', [...POD, ROLE], read(series(M.podLabels, [...inNamespace(all), filled(ROLE)]))),
    'model:costs': costs(all, read),
  };
  return [...MODEL_SERIES, ...MODEL_INSTANTS].map((key) => ({ key, expr: exprs[key] }));
}

const filled = (label: string): Matcher => ({ label, op: '!=', value: '' });

/** GPUs that the containers of each replica asked for (`namespace`, `replica`). */
export function requested(s: Scope, pods: Matcher[], read: Read): string {
  const asked = read(series(M.gpuRequests, [...pods, GPU_RESOURCES]));
  return aggregate('sum', ['namespace', 'replica'], replicaOf(aggregate('max', [...POD, 'container'], asked), s));
}

/** GPUs that the pods of each replica held, by what they are (`modelName`). */
function heldByModel(s: Scope, read: Read): string {
  return copyLabel(heldByReplica(s, read, ['modelName']), 'namespace', s.dialect.gpuNamespace);
}

/**
 * GPUs that the pods of each replica held (`replica`, in the namespace that the dialect names). Two pods that share a GPU
 * hold one.
 *
 * @param by labels that tell apart what is counted
 */
export function heldByReplica(s: Scope, read: Read, by: string[] = []): string {
  const { gpuNamespace, gpuPod } = s.dialect;
  const replicas = replicaOf(presentHeld(s, [...GPU, ...by, gpuNamespace, gpuPod], read), s, gpuPod);
  const once = aggregate('group', [...GPU, ...by, gpuNamespace, 'replica'], replicas);
  return aggregate('count', [...by, gpuNamespace, 'replica'], once);
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
