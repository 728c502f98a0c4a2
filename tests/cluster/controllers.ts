/** The real controllers beside an API server: kube-controller-manager, and Tekton's controller, webhook and resolver. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { ClusterTools } from '../../scripts/clusterTools';
import { anyFreePort } from '../../scripts/freePort';
import type { KubeServer } from '../../scripts/kubeServer';
import { KubeApi } from './api';
import { installTekton, registered, RESOLVERS, setFlags, SYSTEM, TEKTON_ENV } from './tektonInstall';
import { until } from './until';

/** Those that runs need; none looks after nodes, for there is none. */
const KUBE_CONTROLLERS = [
  'deployment-controller',
  'garbage-collector-controller',
  'namespace-controller',
  'persistentvolumeclaim-protection-controller',
  'replicaset-controller',
  'serviceaccount-controller',
  'serviceaccount-token-controller',
  'statefulset-controller',
];
const QPS = ['-kube-api-qps=200', '-kube-api-burst=400'];
/** Named and never started: the stand-in kubelet runs no image. */
const IMAGES = ['entrypoint', 'nop', 'sidecarlogresults', 'shell', 'shell', 'workingdirinit'].flatMap((name, i) => [
  `-${name}-image${i === 4 ? '-win' : ''}`,
  `registry.example/${name}@sha256:${'0'.repeat(64)}`,
]);

export interface Controllers {
  stop(): Promise<void>;
}

/** Installs Tekton and starts all of them; resolves when the webhook answers. @throws Error with the end of a log */
export async function startControllers(tools: ClusterTools, server: KubeServer): Promise<Controllers> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'controllers-'));
  const kubeconfig = path.join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigOf(server), { mode: 0o600 });
  writeFileSync(path.join(folder, 'accounts.key'), server.accountsKey, { mode: 0o600 });
  const children: ChildProcess[] = [];
  const start = (program: string, args: string[], env: Record<string, string> = {}) => {
    const log = openSync(path.join(folder, `${path.basename(program)}.log`), 'w');
    children.push(spawn(program, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } }));
  };
  const stop = async () => {
    await Promise.all(children.map(ended));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const api = new KubeApi({ url: server.url, ca: server.ca, token: server.token });
    const port = await anyFreePort();
    await installTekton(api, tools.tektonConfig, port);
    await setFlags(api);
    start(tools.kubeControllerManager, managerArgs(kubeconfig, path.join(folder, 'accounts.key'), await anyFreePort()));
    const env = async (namespace: string, names: Record<string, string>) => ({
      ...TEKTON_ENV,
      ...names,
      KUBECONFIG: kubeconfig,
      SYSTEM_NAMESPACE: namespace,
      PROBES_PORT: String(await anyFreePort()),
      METRICS_PROMETHEUS_PORT: String(await anyFreePort()),
    });
    start(tools.tektonWebhook, QPS, await env(SYSTEM, { WEBHOOK_PORT: String(port), ...WEBHOOK_ENV }));
    start(
      tools.tektonController,
      [...QPS, '-disable-ha', ...IMAGES],
      await env(SYSTEM, { CONFIG_LEADERELECTION_NAME: 'config-leader-election-controller' })
    );
    start(
      tools.tektonResolvers,
      QPS,
      await env(RESOLVERS, { CONFIG_LEADERELECTION_NAME: 'config-leader-election-resolvers' })
    );
    await until('the webhook of Tekton to answer', () => {
      const over = children.find((child) => child.exitCode !== null);
      if (over) {
        throw new Error(`${over.spawnfile} ended with ${over.exitCode}.`);
      }
      return registered(api);
    });
    return { stop };
  } catch (error) {
    const logs = children.map((child) => tail(path.join(folder, `${path.basename(child.spawnfile)}.log`)));
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs.join('\n')}`, { cause: error });
  }
}

const WEBHOOK_ENV = {
  CONFIG_LEADERELECTION_NAME: 'config-leader-election-webhook',
  WEBHOOK_ADMISSION_CONTROLLER_NAME: 'webhook.pipeline.tekton.dev',
  WEBHOOK_SERVICE_NAME: 'tekton-pipelines-webhook',
  WEBHOOK_SECRET_NAME: 'webhook-certs',
};

const managerArgs = (kubeconfig: string, key: string, port: number) => [
  `--kubeconfig=${kubeconfig}`,
  `--authentication-kubeconfig=${kubeconfig}`,
  `--authorization-kubeconfig=${kubeconfig}`,
  `--service-account-private-key-file=${key}`,
  `--controllers=${KUBE_CONTROLLERS.join(',')}`,
  `--secure-port=${port}`,
  '--leader-elect=false',
];

function kubeconfigOf({ url, ca, token }: KubeServer): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'own',
    clusters: [
      { name: 'own', cluster: { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    users: [{ name: 'own', user: { token } }],
    contexts: [{ name: 'own', context: { cluster: 'own', user: 'own' } }],
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    // Nothing of theirs is kept, and the webhook takes its time to say goodbye.
    child.kill('SIGKILL');
  });
}

const tail = (file: string) => readFileSync(file, 'utf8').split('\n').slice(-12).join('\n');
