/** kubectl's configuration file: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { DecodeError } from '../../src/domain/decodeError';
import { array, boolean, decodeWith, map, maybe, name, object, string, unknown } from '../../src/kube/decoder';
import { UsageError } from '../usage';
import { webUrl } from '../webUrl';
import type { KubeAccess } from './kubeAccess';

const text = maybe(string);
const list = <T>(item: Parameters<typeof array<T>>[0]) => map(maybe(array(item)), (value) => value ?? []);

const Cluster = object({
  name,
  cluster: object({
    server: name,
    'certificate-authority': text,
    'certificate-authority-data': text,
    'tls-server-name': text,
    'insecure-skip-tls-verify': maybe(boolean),
    'proxy-url': text,
  }),
});
const User = object({
  name,
  user: object({
    token: text,
    tokenFile: text,
    'client-certificate': text,
    'client-certificate-data': text,
    'client-key': text,
    'client-key-data': text,
    exec: maybe(unknown),
    'auth-provider': maybe(unknown),
    username: text,
  }),
});
const Context = object({ name, context: object({ cluster: name, user: text, namespace: text }) });
const Config = object({
  'current-context': text,
  clusters: list(Cluster),
  users: list(User),
  contexts: list(Context),
});

/**
 * A context as access. Of several files the first that has a name wins, as with kubectl.
 *
 * @throws UsageError that names what is missing, or cannot be used without a program of its own
 */
export function fromKubeconfig(files: readonly string[], wanted: string | undefined): KubeAccess {
  const configs = files.filter((file) => file !== '').map((file) => ({ dir: path.dirname(file), ...read(file) }));
  const contextName = wanted ?? configs.find((one) => one['current-context'])?.['current-context'];
  if (contextName === undefined) {
    throw new UsageError('the kubeconfig has no current context: name one with --context');
  }
  const context = configs.flatMap(({ contexts }) => contexts).find((one) => one.name === contextName)?.context;
  if (!context) {
    const names = configs.flatMap(({ contexts }) => contexts.map((one) => one.name));
    throw new UsageError(
      `there is no context ${JSON.stringify(contextName)}; there are: ${names.join(', ') || 'none'}`
    );
  }
  const clusters = configs.flatMap(({ dir, clusters: all }) => all.map((one) => ({ dir, ...one })));
  const cluster = clusters.find((one) => one.name === context.cluster);
  if (!cluster) {
    throw new UsageError(`the context ${contextName} names the cluster ${context.cluster}, which is not there`);
  }
  const users = configs.flatMap(({ dir, users: all }) => all.map((one) => ({ dir, ...one })));
  const user = users.find((one) => one.name === context.user);
  return {
    ...serverOf(cluster),
    ...(user ? accountOf(user, contextName) : {}),
    ...(context.namespace ? { namespace: context.namespace } : {}),
  };
}

function read(file: string): ReturnType<typeof Config> {
  try {
    return decodeWith(
      Config,
      parse(readFileSync(file, 'utf8'), { maxAliasCount: 20, logLevel: 'error' }),
      'kubeconfig'
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = error instanceof DecodeError ? error.message : (code ?? 'it is no YAML');
    throw new UsageError(`the kubeconfig ${file} cannot be read (${why})`);
  }
}

function serverOf({ dir, name: cluster, cluster: given }: ReturnType<typeof Cluster> & { dir: string }): KubeAccess {
  const { server, 'tls-server-name': serverName, 'insecure-skip-tls-verify': isUnchecked } = given;
  if (webUrl(server) === undefined) {
    throw new UsageError(`the cluster ${cluster} has no server that is a URL with http or https`);
  }
  if (given['proxy-url']) {
    throw new UsageError(`the cluster ${cluster} is reached by a proxy (proxy-url), which is not supported`);
  }
  const ca = dataOrFile(dir, given['certificate-authority-data'], given['certificate-authority']);
  return {
    url: server,
    ...(ca === undefined ? {} : { ca }),
    ...(serverName ? { serverName } : {}),
    ...(isUnchecked ? { isUnchecked } : {}),
  };
}

function accountOf({ dir, user }: ReturnType<typeof User> & { dir: string }, context: string): Partial<KubeAccess> {
  const token = user.token ?? (user.tokenFile ? contentOf(dir, user.tokenFile).trim() : undefined);
  if (token) {
    return { token };
  }
  const cert = dataOrFile(dir, user['client-certificate-data'], user['client-certificate']);
  const key = dataOrFile(dir, user['client-key-data'], user['client-key']);
  if (cert !== undefined && key !== undefined) {
    return { certificate: { cert, key } };
  }
  if (user.exec !== undefined || user['auth-provider'] !== undefined || user.username) {
    throw new UsageError(
      `the context ${context} signs in by a program or a password, which is not supported: give --server and --kube-token-file`
    );
  }
  return {};
}

function dataOrFile(dir: string, data: string | undefined, file: string | undefined): string | undefined {
  return data ? Buffer.from(data, 'base64').toString('utf8') : file ? contentOf(dir, file) : undefined;
}

/** Paths in a kubeconfig are relative to it. */
function contentOf(dir: string, file: string): string {
  try {
    return readFileSync(path.resolve(dir, file), 'utf8');
  } catch (error) {
    throw new UsageError(
      `the kubeconfig names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
    );
  }
}
