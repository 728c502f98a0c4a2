/** A Kubernetes API server of one's own: etcd and kube-apiserver on free ports of this machine, with nothing in it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import os from 'node:os';
import path from 'node:path';

import type { ClusterTools } from './clusterTools';
import { anyFreePort } from './freePort';

export interface KubeServer {
  url: string;
  /** PEM. */
  ca: string;
  /** Of a member of system:masters. */
  token: string;
  /** PEM of the key that signs the tokens of service accounts. */
  accountsKey: string;
  stop(): Promise<void>;
}

const START_MS = 90_000;
const POLL_MS = 250;
const STOP_MS = 10_000;

/**
 * Starts both and waits until the API server says that it is ready. RBAC decides about rights, tokens say who one is, and no
 * controller runs: nothing fills token Secrets, starts pods or collects garbage.
 *
 * @throws Error with the end of the log of what did not start
 */
export async function startKubeServer({
  etcd,
  kubeApiserver,
}: Pick<ClusterTools, 'etcd' | 'kubeApiserver'>): Promise<KubeServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kube-server-'));
  const at = (name: string) => path.join(folder, name);
  const [client, peer, secure] = [await anyFreePort(), await anyFreePort(), await anyFreePort()];
  const token = randomBytes(24).toString('hex');
  writeKeys(at, token);
  const children: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(children.reverse().map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  const start = (program: string, args: string[]) => {
    const log = openSync(at(`${path.basename(program)}.log`), 'w');
    children.push(spawn(program, args, { stdio: ['ignore', log, log] }));
  };
  try {
    start(etcd, etcdArgs(at('data'), client, peer));
    start(kubeApiserver, apiserverArgs(at, client, secure));
    const url = `https://127.0.0.1:${secure}`;
    await ready(url, token, children);
    const [ca, accountsKey] = ['apiserver.crt', 'accounts.key'].map((name) => readFileSync(at(name), 'utf8'));
    return { url, token, ca: ca!, accountsKey: accountsKey!, stop };
  } catch (error) {
    const log = ['kube-apiserver', 'etcd'].map((name) => tail(at(`${name}.log`))).join('\n');
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${log}`, { cause: error });
  }
}

function writeKeys(at: (name: string) => string, token: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(at('accounts.key'), privateKey, { mode: 0o600 });
  writeFileSync(at('accounts.pub'), publicKey);
  writeFileSync(at('tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
}

const etcdArgs = (data: string, client: number, peer: number) => [
  `--data-dir=${data}`,
  `--listen-client-urls=http://127.0.0.1:${client}`,
  `--advertise-client-urls=http://127.0.0.1:${client}`,
  `--listen-peer-urls=http://127.0.0.1:${peer}`,
  `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
  `--initial-cluster=default=http://127.0.0.1:${peer}`,
  '--unsafe-no-fsync',
];

const apiserverArgs = (at: (name: string) => string, client: number, secure: number) => [
  `--etcd-servers=http://127.0.0.1:${client}`,
  '--bind-address=127.0.0.1',
  `--secure-port=${secure}`,
  // It makes a certificate of its own there.
  `--cert-dir=${at('.')}`,
  '--authorization-mode=RBAC',
  `--token-auth-file=${at('tokens.csv')}`,
  '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-key-file=${at('accounts.pub')}`,
  `--service-account-signing-key-file=${at('accounts.key')}`,
  '--service-cluster-ip-range=10.0.0.0/24',
  '--endpoint-reconciler-type=none',
  // Without controllers no namespace gets its default account, which this plugin would wait for.
  '--disable-admission-plugins=ServiceAccount',
];

async function ready(url: string, token: string, children: ChildProcess[]): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const ended = children.find((child) => child.exitCode !== null);
    if (ended) {
      throw new Error(`${ended.spawnfile} ended with ${ended.exitCode}.`);
    }
    if ((await statusOf(`${url}/readyz`, token)) === 200) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`The API server was not ready within ${START_MS / 1000} s.`);
}

/** The certificate does not exist yet when this is first asked, and nothing but readiness is. */
function statusOf(url: string, token: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { Authorization: `Bearer ${token}` };
    const call = request(url, { headers, rejectUnauthorized: false, agent: false, timeout: 2000 }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(undefined));
    call.end();
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
  } catch {
    return '';
  }
}
