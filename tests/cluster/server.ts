/** The API server that the suite runs against: the one that KUBECONFIG names, or one that it starts. */
import { execFileSync, spawn } from 'node:child_process';

import type { ClusterTools } from '../../scripts/clusterTools';
import { startKubeServer } from '../../scripts/kubeServer';
import { onPath } from '../../scripts/tools';
import type { Access } from './api';

export interface Server {
  /** As an administrator. */
  admin: Access;
  /** Without an account: where the tokens are used. */
  open: Access;
  /** Its objects go with it. */
  own: boolean;
  what: string;
  stop(): Promise<void>;
}

const PROXY_MS = 20_000;

/** The one that `kubeconfig` names, or one of our own. */
export function findServer(
  tools: ClusterTools | undefined,
  kubeconfig: string | undefined
): Promise<Server> | undefined {
  return kubeconfig !== undefined ? namedServer(kubeconfig) : tools && ownServer(tools);
}

async function ownServer(tools: ClusterTools): Promise<Server> {
  const { url, ca, token, stop } = await startKubeServer(tools);
  return { admin: { url, ca, token }, open: { url, ca }, own: true, what: `started from ${tools.kubeApiserver}`, stop };
}

/** kubectl signs in as the kubeconfig says, whatever way that is, and lends us its connection. */
async function namedServer(kubeconfig: string): Promise<Server> {
  if (onPath(['kubectl']) === undefined) {
    throw new Error('KUBECONFIG names a cluster, and kubectl, which is to sign in there, is missing.');
  }
  const view = execFileSync('kubectl', ['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json'], {
    encoding: 'utf8',
  });
  const { clusters } = JSON.parse(view) as { clusters: Array<{ cluster: Record<string, string | undefined> }> };
  const { server = '', 'certificate-authority-data': ca } = clusters[0]?.cluster ?? {};
  const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('kubectl proxy does not start.')), PROXY_MS);
    proxy.once('error', reject);
    proxy.stdout.on('data', (chunk: Buffer) => {
      const [, port] = /127\.0\.0\.1:(\d+)/.exec(chunk.toString()) ?? [];
      if (port !== undefined) {
        clearTimeout(late);
        resolve(`http://127.0.0.1:${port}`);
      }
    });
  });
  return {
    admin: { url },
    open: { url: server.replace(/\/$/, ''), ...(ca ? { ca: Buffer.from(ca, 'base64').toString() } : {}) },
    own: false,
    what: `named by KUBECONFIG (${kubeconfig})`,
    stop: async () => {
      proxy.kill();
    },
  };
}
