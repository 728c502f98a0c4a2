/** Who the two tokens are, and what they may do: the rights of the cluster install. */
import { WVA_DEFAULTS } from '../../src/constants';
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
export const RUNNER_USER = 'system:serviceaccount:grafana:llmd-wva-runner';

/** As deploy/base/experiments and deploy/base/autoscaler say; tests/deploy holds the two equal. */
export function readerOf(namespaces: string[]): Subject {
  return {
    user: READER_USER,
    rules: [
      { namespaces, group: 'tekton.dev', resources: ['pipelineruns'], verbs: ['get', 'list', 'watch'] },
      { namespaces, group: 'tekton.dev', resources: ['taskruns', 'pipelines'], verbs: ['list'] },
      { namespaces, group: '', resources: ['configmaps'], verbs: ['list'] },
      { namespaces, group: '', resources: ['pods/log'], verbs: ['get'] },
      {
        namespaces: [WVA_DEFAULTS.namespace],
        group: '',
        resources: ['configmaps'],
        verbs: ['get'],
        names: [WVA_DEFAULTS.configMap],
      },
    ],
  };
}

export function runnerOf(namespaces: string[]): Subject {
  return {
    user: RUNNER_USER,
    rules: [{ namespaces, group: 'tekton.dev', resources: ['pipelineruns'], verbs: ['create', 'patch'] }],
  };
}

/** Throws the authorizer's 403. */
export function authorize({ user, rules }: Subject, request: ResourceRequest): void {
  const { verb, group, namespace, resource, subresource, name } = request;
  const full = subresource ? `${resource}/${subresource}` : resource;
  const allowed = rules.some(
    (rule) =>
      rule.group === group &&
      rule.namespaces.includes(namespace) &&
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
