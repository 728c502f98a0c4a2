/**
 * What is asked of the Kubernetes API: a table, a row a question. All are lists, also where one object is meant: a list of
 * nothing is an answer, and a right that is limited to a name allows it. Secrets and pods are never asked for.
 */
import { EXPERIMENT_PIPELINE } from '../constants';
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

const question = <T>(one: Question<T>): Question<T> => one;

/** Where Tekton runs: OpenShift Pipelines has a namespace of its own. */
const tektonNamespace = (isOpenShift: boolean): string => (isOpenShift ? 'openshift-pipelines' : 'tekton-pipelines');

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
    labelSelector: `app.kubernetes.io/part-of=llmd-wva-app`,
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
export type AnswerOf<Id extends QuestionId> = ReturnType<(typeof QUESTIONS)[Id]['item']>;

/** The Pipeline whose readiness is judged first. */
export const OWN_PIPELINE = EXPERIMENT_PIPELINE.name;
