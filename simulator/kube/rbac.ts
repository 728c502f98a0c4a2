/** Who the two tokens are, and what they may do: the rights of the cluster install. */
import { RECORDER_LEASE, RUNS_POLICY, WVA_DEFAULTS } from '../../src/constants';
import type { ResourceRequest, Verb } from './requestInfo';
import { forbidden } from './status';

export interface Rule {
  namespaces: string[];
  group: string;
  /** With subresources: `pods/log`. */
  resources: string[];
  verbs: Verb[];
  /** Names that the rule is limited to; all without it. */
  names?: string[];
}

export interface Subject {
  user: string;
  rules: Rule[];
}

export const READER_USER = 'system:serviceaccount:grafana:llmd-wva-reader';
export const RECORDER_USER = 'system:serviceaccount:grafana:llmd-wva-recorder';
/** Where its Lease is. */
const RECORDER_NAMESPACE = 'grafana';
export const RUNNER_USER = 'system:serviceaccount:grafana:llmd-wva-runner';

/** As deploy/base/experiments, deploy/base/autoscaler and deploy/base/policy say; tests/deploy holds the two equal. */
export function readerOf(namespaces: string[]): Subject {
  return {
    user: READER_USER,
    rules: [
      { namespaces, group: 'tekton.dev', resources: ['pipelineruns'], verbs: ['get', 'list', 'watch'] },
      { namespaces, group: 'tekton.dev', resources: ['taskruns'], verbs: ['list'] },
      { namespaces, group: 'tekton.dev', resources: ['pipelines'], verbs: ['list', 'watch'] },
      { namespaces, group: '', resources: ['configmaps'], verbs: ['list', 'watch'] },
      { namespaces, group: '', resources: ['pods/log'], verbs: ['get'] },
      {
        namespaces: [WVA_DEFAULTS.namespace],
        group: '',
        resources: ['configmaps'],
        verbs: ['get'],
        names: [WVA_DEFAULTS.configMap],
      },
      {
        namespaces: [''],
        group: 'admissionregistration.k8s.io',
        resources: ['validatingadmissionpolicies'],
        verbs: ['get'],
        names: [RUNS_POLICY.name],
      },
    ],
  };
}

/** What deploy/base/readiness adds to the reader's rights; the namespace of a right in the whole cluster is empty. */
export const READINESS_RULES: Rule[] = [
  { namespaces: [''], group: '', resources: ['nodes'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'nvidia.com', resources: ['clusterpolicies'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'storage.k8s.io', resources: ['storageclasses'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'argoproj.io', resources: ['applications'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'apiregistration.k8s.io', resources: ['apiservices'], verbs: ['list', 'watch'] },
  {
    namespaces: [''],
    group: 'admissionregistration.k8s.io',
    resources: ['validatingadmissionpolicies'],
    verbs: ['list', 'watch'],
  },
  { namespaces: [''], group: 'keda.sh', resources: ['scaledobjects'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'autoscaling', resources: ['horizontalpodautoscalers'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'inference.networking.k8s.io', resources: ['inferencepools'], verbs: ['list', 'watch'] },
  { namespaces: [''], group: 'gateway.networking.k8s.io', resources: ['gateways'], verbs: ['list', 'watch'] },
  {
    namespaces: [''],
    group: '',
    resources: ['configmaps'],
    verbs: ['list', 'watch'],
    names: ['pipelines-info', 'feature-flags'],
  },
];

/** What deploy/base/controller-log adds: the log of WVA's controller. */
export const CONTROLLER_LOG_RULES: Rule[] = [
  { namespaces: [WVA_DEFAULTS.namespace], group: '', resources: ['pods'], verbs: ['list'] },
  { namespaces: [WVA_DEFAULTS.namespace], group: '', resources: ['pods/log'], verbs: ['get'] },
];

export function runnerOf(namespaces: string[]): Subject {
  return {
    user: RUNNER_USER,
    rules: [{ namespaces, group: 'tekton.dev', resources: ['pipelineruns'], verbs: ['create', 'patch'] }],
  };
}

/** The account that records (deploy/base/recorder; tests/deploy holds the two equal): it reads runs, and writes ConfigMaps. */
export function recorderOf(namespaces: string[]): Subject {
  const lease = { namespaces: [RECORDER_NAMESPACE], group: 'coordination.k8s.io', resources: ['leases'] };
  return {
    user: RECORDER_USER,
    rules: [
      { namespaces, group: 'tekton.dev', resources: ['pipelineruns'], verbs: ['get', 'list', 'watch'] },
      { namespaces, group: 'tekton.dev', resources: ['taskruns', 'pipelines'], verbs: ['list'] },
      { namespaces, group: '', resources: ['configmaps'], verbs: ['list', 'create', 'update', 'patch'] },
      { namespaces, group: '', resources: ['pods/log'], verbs: ['get'] },
      { ...lease, verbs: ['create'] },
      { ...lease, verbs: ['get', 'update'], names: [RECORDER_LEASE] },
      {
        namespaces: [WVA_DEFAULTS.namespace],
        group: '',
        resources: ['configmaps'],
        verbs: ['get'],
        names: [WVA_DEFAULTS.configMap],
      },
      ...CONTROLLER_LOG_RULES,
    ],
  };
}

/** Throws the authorizer's 403. */
export function authorize({ user, rules }: Subject, request: ResourceRequest, onlyName = ''): void {
  const { verb, group, namespace, resource, subresource } = request;
  // A list of one object by its name counts as a request for that name.
  const name = request.name || onlyName;
  const full = subresource ? `${resource}/${subresource}` : resource;
  const allowed = rules.some(
    (rule) =>
      rule.group === group &&
      // A right in the whole cluster, bound by a ClusterRoleBinding, holds in each namespace.
      (rule.namespaces.includes(namespace) || rule.namespaces.includes('')) &&
      rule.resources.includes(full) &&
      rule.verbs.includes(verb) &&
      (rule.names === undefined || rule.names.includes(name))
  );
  if (!allowed) {
    const where = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope';
    throw forbidden(
      { group, resource },
      name,
      `User "${user}" cannot ${verb} resource "${full}" in API group "${group}" ${where}`
    );
  }
}
