/** Tekton's own manifests on a server, as its programs need them when they run beside it and not in it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parseAllDocuments } from 'yaml';

import type { Manifest } from '../deploy/manifests';
import type { KubeApi } from './api';

export const SYSTEM = 'tekton-pipelines';
export const RESOLVERS = 'tekton-pipelines-resolvers';
const SERVICE = 'tekton-pipelines-webhook';

/** Names that its Deployments give in the environment. */
export const TEKTON_ENV = {
  CONFIG_DEFAULTS_NAME: 'config-defaults',
  CONFIG_LOGGING_NAME: 'config-logging',
  CONFIG_OBSERVABILITY_NAME: 'config-observability',
  CONFIG_FEATURE_FLAGS_NAME: 'feature-flags',
  CONFIG_SPIRE: 'config-spire',
  KUBERNETES_MIN_VERSION: 'v1.28.0',
  METRICS_DOMAIN: 'tekton.dev/pipeline',
};

/** Rights are an administrator's, and the programs are no Deployments. */
const LEFT_OUT = [
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Service',
];

/** Flags that are off as Tekton comes: the lab's Pipelines have params with an `enum`. */
const FLAGS = { 'enable-param-enum': 'true' };

type Json = Record<string, unknown>;

/** @param port where the webhook listens on this machine */
export async function installTekton(api: KubeApi, config: string, port: number): Promise<void> {
  const objects = [
    config,
    path.join(config, '100-namespace'),
    path.join(config, '300-crds'),
    path.join(config, 'resolvers'),
  ]
    .flatMap(manifestsIn)
    .filter(({ kind }) => !LEFT_OUT.includes(kind));
  const first = (kind: string) => (kind === 'Namespace' ? 0 : kind === 'CustomResourceDefinition' ? 1 : 2);
  for (const object of [...objects.sort((a, b) => first(a.kind) - first(b.kind)), service(port)]) {
    const { status, body } = await api.apply(throughPort(object, port));
    if (status >= 300) {
      throw new Error(`${object.kind} ${object.metadata.name} was refused: ${status} ${body?.message ?? body}`);
    }
  }
}

/** Sets feature flags, over {@link FLAGS}; the controllers see it a moment later. */
export async function setFlags(api: KubeApi, flags: Record<string, string> = {}): Promise<void> {
  const url = `/api/v1/namespaces/${SYSTEM}/configmaps/feature-flags`;
  await api.must('PATCH', url, { data: { ...FLAGS, ...flags } }, 'application/merge-patch+json');
}

/** Whether the webhook has registered itself, and a request gets through it. */
export async function registered(api: KubeApi): Promise<boolean> {
  const url = '/apis/tekton.dev/v1/namespaces/default/pipelineruns?dryRun=All';
  const probe = { apiVersion: 'tekton.dev/v1', kind: 'PipelineRun', metadata: { name: 'probe' }, spec: {} };
  const { body } = await api.send('POST', url, probe);
  return String(body?.message).includes('validation.webhook.pipeline.tekton.dev');
}

function manifestsIn(folder: string): Manifest[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(folder, file), 'utf8')))
    .map((document) => document.toJS() as Manifest | null)
    .filter((object) => object !== null);
}

/** The API server calls a Service of this type by its name, which is this machine's. */
const service = (port: number) =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: SERVICE, namespace: SYSTEM },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ name: 'https-webhook', port }] },
  }) as unknown as Manifest;

/** Wherever a manifest says which Service serves its webhook: with the port. */
function throughPort<T>(value: T, port: number): T {
  if (Array.isArray(value)) {
    return value.map((item) => throughPort<unknown>(item, port)) as T;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value as Json).map(([key, item]) =>
    key === 'clientConfig'
      ? [key, { service: { ...(item as { service: Json }).service, port } }]
      : [key, throughPort(item, port)]
  );
  return Object.fromEntries(entries) as T;
}
