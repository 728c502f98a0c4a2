/**
 * Paths of the Kubernetes API, as they go through Grafana's proxy.
 *
 * The proxy passes a path on as it is and the browser resolves `..` before it sends, so a name that is no legal Kubernetes
 * name never becomes part of a path: it is refused here, encoded or not.
 */
import { t } from '../i18n/t';
import { RUNS_POLICY } from '../constants';
import { listPath } from '../kube/listPath';
import { isDnsLabel, isDnsSubdomain } from '../kube/names';
import { UserError } from '../shared/errors';
import type { ApiList } from './types';

export type Query = Record<string, string | number | boolean | undefined>;

const TEKTON = 'read/apis/tekton.dev/v1';

/** Reads go by the route `read`, with the reader's token. */
export const readPaths = {
  tektonResources: () => TEKTON,
  version: () => 'read/version',
  groups: () => 'read/apis',
  list: ({ group, version, resource, namespace }: ApiList) =>
    `read${listPath({
      group: group === '' ? '' : nameSegment(group),
      version: nameSegment(version),
      resource: nameSegment(resource),
      namespace: namespace === undefined ? undefined : namespaceSegment(namespace),
    })}`,
  pipelineRuns: (namespace: string) => `${TEKTON}/namespaces/${namespaceSegment(namespace)}/pipelineruns`,
  pipelineRun: (namespace: string, name: string) =>
    `${TEKTON}/namespaces/${namespaceSegment(namespace)}/pipelineruns/${nameSegment(name)}`,
  taskRuns: (namespace: string) => `${TEKTON}/namespaces/${namespaceSegment(namespace)}/taskruns`,
  pipelines: (namespace: string) => `${TEKTON}/namespaces/${namespaceSegment(namespace)}/pipelines`,
  configMaps: (namespace: string) => `read/api/v1/namespaces/${namespaceSegment(namespace)}/configmaps`,
  configMap: (namespace: string, name: string) =>
    `read/api/v1/namespaces/${namespaceSegment(namespace)}/configmaps/${nameSegment(name)}`,
  runsPolicy: () => `read/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/${RUNS_POLICY.name}`,
  podLog: (namespace: string, pod: string) =>
    `read/api/v1/namespaces/${namespaceSegment(namespace)}/pods/${nameSegment(pod)}/log`,
} as const;

/** Writes go by the route `run`, whose own URL ends in `/apis/tekton.dev/v1`, with the runner's token. */
export const runPaths = {
  pipelineRuns: (namespace: string) => `run/namespaces/${namespaceSegment(namespace)}/pipelineruns`,
  pipelineRun: (namespace: string, name: string) =>
    `run/namespaces/${namespaceSegment(namespace)}/pipelineruns/${nameSegment(name)}`,
} as const;

/** `?a=1&b=2`, or nothing; undefined values are left out. */
export function queryString(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

function namespaceSegment(namespace: string): string {
  return legal(namespace, isDnsLabel(namespace));
}

function nameSegment(name: string): string {
  return legal(name, isDnsSubdomain(name));
}

function legal(text: string, ok: boolean): string {
  if (!ok) {
    throw new UserError({
      title: t('errors.cluster.not-kubernetes-name', 'Not a Kubernetes name'),
      message: t('errors.cluster.cannot-be-name-object', '"{{text}}" cannot be the name of an object in a cluster.', {
        text,
      }),
      nextStep: t(
        'errors.cluster.check-name-has',
        'Check the name: it has lower-case letters, digits and hyphens only.'
      ),
    });
  }
  return text;
}
