/** The way to a cluster and the account there: from flags, a kubeconfig, or the pod that this runs in. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Given, Io, Option } from '../command';
import { contentOf } from '../prometheusOptions';
import { UsageError } from '../usage';
import { webUrl } from '../webUrl';
import type { KubeAccess } from './kubeAccess';
import { fromKubeconfig } from './kubeconfig';

export const KUBE_OPTIONS = {
  kubeconfig: { value: 'FILE', about: 'kubeconfig, ~/.kube/config by default', env: 'KUBECONFIG' },
  context: { value: 'NAME', about: 'context of the kubeconfig, the current one by default' },
  server: { value: 'URL', about: 'API server, in place of a kubeconfig', env: 'WVA_KUBE_SERVER' },
  'kube-token-file': { value: 'FILE', about: 'file with its bearer token (or the token itself in WVA_KUBE_TOKEN)' },
  'kube-ca-file': { value: 'FILE', about: 'certificates to trust for it, PEM', env: 'WVA_KUBE_CA_FILE' },
} as const satisfies Record<string, Option>;

/** Where Kubernetes puts the account of a pod. */
const IN_POD = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Flags first, then a kubeconfig that is named, then the pod's own account, then `~/.kube/config`.
 *
 * @throws UsageError that says what is missing or cannot be used
 */
export function kubeAccessOf(given: Given, { env, isThere }: Pick<Io, 'env' | 'isThere'>): KubeAccess {
  const server = given.text('server');
  const named = given.text('kubeconfig');
  if (server !== undefined) {
    return fromFlags(given, server, env);
  }
  if (given.text('kube-token-file') !== undefined) {
    throw new UsageError('--kube-token-file needs --server');
  }
  if (named === undefined && given.text('context') === undefined && isThere(path.join(IN_POD, 'token'))) {
    return fromPod(env);
  }
  const standard = path.join(env.HOME ?? '', '.kube', 'config');
  if (named === undefined && !isThere(standard)) {
    throw new UsageError('no cluster is named: give --kubeconfig or --server');
  }
  return fromKubeconfig((named ?? standard).split(path.delimiter), given.text('context'));
}

function fromFlags(given: Given, server: string, env: Io['env']): KubeAccess {
  if (webUrl(server) === undefined) {
    throw new UsageError(`--server ${JSON.stringify(server)} is no URL with http or https`);
  }
  const tokenFile = given.text('kube-token-file');
  const caFile = given.text('kube-ca-file');
  const token = tokenFile === undefined ? env.WVA_KUBE_TOKEN : contentOf('kube-token-file', tokenFile);
  return {
    url: server,
    ...(token?.trim() ? { token: token.trim() } : {}),
    ...(caFile === undefined ? {} : { ca: contentOf('kube-ca-file', caFile) }),
  };
}

function fromPod(env: Io['env']): KubeAccess {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  if (host === undefined) {
    throw new UsageError('the account of a pod is there, and KUBERNETES_SERVICE_HOST is not set');
  }
  const file = (name: string) => readFileSync(path.join(IN_POD, name), 'utf8');
  const address = host.includes(':') ? `[${host}]` : host;
  return {
    url: `https://${address}:${port}`,
    ca: file('ca.crt'),
    token: file('token').trim(),
    namespace: file('namespace').trim(),
  };
}
