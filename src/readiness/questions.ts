/**
 * What is asked of the Kubernetes API: a table, a row a question. All are lists, also where one object is meant: a list of
 * nothing is an answer, and a right that is limited to a name allows it. Secrets and pods are never asked for.
 */
import { EXPERIMENT_PIPELINE, LABELS } from '../constants';
import { DecodeError } from '../domain/decodeError';
import type { Pipeline } from '../domain/pipeline';
import { decodePipeline } from '../kube/decodePipeline';
import type { Decoder } from '../kube/decoder';
import {
  AdmissionPolicy,
  ApiService,
  Application,
  ClusterPolicy,
  ConfigMap,
  Gateway,
  HorizontalPodAutoscaler,
  InferencePool,
  ScaledObject,
  StorageClass,
} from './clusterObjects';

export interface Question<T = unknown> {
  /** Empty: the core group. */
  group: string;
  /** Versions that are known here, the newest first. */
  versions: readonly string[];
  resource: string;
  /** `cluster`: one question; `runs`: one for each namespace of runs. */
  scope: 'cluster' | 'runs';
  /** In place of the whole cluster. */
  namespace?: (isOpenShift: boolean) => string;
  /** Only the object of this name. */
  name?: string;
  labelSelector?: string;
  item: Decoder<T>;
}

export interface InstalledPipeline extends Pipeline {
  /** Of this project, by the label; undefined: not labelled, as Pipelines of others. */
  version?: string;
}

export const question = <T>(one: Question<T>): Question<T> => one;

/** Where Tekton runs: OpenShift Pipelines has a namespace of its own. */
const tektonNamespace = (isOpenShift: boolean): string => (isOpenShift ? 'openshift-pipelines' : 'tekton-pipelines');

/** What the form of a run reads too, as the presets: one question for each namespace of runs, whose rights are by namespace. */
export const PIPELINES = question({
  group: 'tekton.dev',
  versions: ['v1'],
  resource: 'pipelines',
  scope: 'runs',
  item: readable(
    (value): InstalledPipeline => ({ ...decodePipeline(value), version: versionOf(value) }),
    () => undefined
  ),
});

/** An object that cannot be read is no reason to lose the rest of its list. */
export function readable<T>(
  decode: (value: unknown) => T,
  otherwise: (value: unknown, error: DecodeError) => T | undefined
) {
  return (value: unknown): T | undefined => {
    try {
      return decode(value);
    } catch (error) {
      if (error instanceof DecodeError) {
        return otherwise(value, error);
      }
      throw error;
    }
  };
}

function versionOf(value: unknown): string | undefined {
  const { labels } = (value as { metadata: { labels?: Record<string, unknown> | null } }).metadata;
  const version = labels?.[LABELS.version];
  return typeof version === 'string' && version !== '' ? version : undefined;
}

export const QUESTIONS = {
  clusterPolicies: question({
    group: 'nvidia.com',
    versions: ['v1'],
    resource: 'clusterpolicies',
    scope: 'cluster',
    item: ClusterPolicy,
  }),
  storageClasses: question({
    group: 'storage.k8s.io',
    versions: ['v1'],
    resource: 'storageclasses',
    scope: 'cluster',
    item: StorageClass,
  }),
  applications: question({
    group: 'argoproj.io',
    versions: ['v1alpha1'],
    resource: 'applications',
    scope: 'cluster',
    item: Application,
  }),
  tektonInfo: question({
    group: '',
    versions: ['v1'],
    resource: 'configmaps',
    scope: 'cluster',
    namespace: tektonNamespace,
    name: 'pipelines-info',
    item: ConfigMap,
  }),
  tektonFlags: question({
    group: '',
    versions: ['v1'],
    resource: 'configmaps',
    scope: 'cluster',
    namespace: tektonNamespace,
    name: 'feature-flags',
    item: ConfigMap,
  }),
  apiServices: question({
    group: 'apiregistration.k8s.io',
    versions: ['v1'],
    resource: 'apiservices',
    scope: 'cluster',
    name: 'v1beta1.external.metrics.k8s.io',
    item: ApiService,
  }),
  admissionPolicies: question({
    group: 'admissionregistration.k8s.io',
    versions: ['v1'],
    resource: 'validatingadmissionpolicies',
    scope: 'cluster',
    labelSelector: 'app.kubernetes.io/part-of=llmd-wva-app',
    item: AdmissionPolicy,
  }),
  scaledObjects: question({
    group: 'keda.sh',
    versions: ['v1alpha1'],
    resource: 'scaledobjects',
    scope: 'runs',
    item: ScaledObject,
  }),
  autoscalers: question({
    group: 'autoscaling',
    versions: ['v2'],
    resource: 'horizontalpodautoscalers',
    scope: 'runs',
    item: HorizontalPodAutoscaler,
  }),
  inferencePools: question({
    group: 'inference.networking.k8s.io',
    versions: ['v1', 'v1alpha2'],
    resource: 'inferencepools',
    scope: 'runs',
    item: InferencePool,
  }),
  gateways: question({
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    resource: 'gateways',
    scope: 'runs',
    item: Gateway,
  }),
} as const;

export type QuestionId = keyof typeof QUESTIONS;
/** What the checks read that a run cannot do without, besides version, groups, nodes, Pipelines and Prometheus. */
export const NEEDED_QUESTIONS: readonly QuestionId[] = [
  'clusterPolicies',
  'storageClasses',
  'tektonInfo',
  'tektonFlags',
  'apiServices',
];
export type AnswerOf<Id extends QuestionId> = ReturnType<(typeof QUESTIONS)[Id]['item']>;

/** The Pipeline whose readiness is judged first. */
export const OWN_PIPELINE = EXPERIMENT_PIPELINE.name;
