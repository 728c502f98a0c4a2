/**
 * `npm run test:cluster`: deploy/, the data source and the Pipeline's scripts against a real Kubernetes API server.
 *
 * The server is the one that KUBECONFIG names, which has to be one to play with, or one that is started from `etcd` and
 * `kube-apiserver` (KUBEBUILDER_ASSETS, PATH, or what scripts/clusterTools.ts has built). With `--own` it is always the
 * latter. Other arguments go to jest. Ends with 3 when there is no server.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { prepare } from './prepare';
import { findServer } from './server';

const NO_SERVER = 3;

async function main(args: string[]): Promise<number> {
  const own = args.includes('--own');
  const server = await findServer(own);
  if (server === undefined) {
    console.log(
      'cluster: not run, there is no Kubernetes API server. Name a cluster to play with in KUBECONFIG, or etcd and\n' +
        'kube-apiserver in KUBEBUILDER_ASSETS, or build them: node --import tsx scripts/clusterTools.ts'
    );
    return NO_SERVER;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cluster-suite-'));
  let undo = async () => undefined as void;
  try {
    const prepared = await prepare(server.admin, server.open);
    undo = server.own ? undo : prepared.undo;
    const { version, tekton } = prepared.facts;
    console.log(
      `cluster: Kubernetes ${version}, ${server.what}; Tekton's definitions: ${tekton}; no controllers of it`
    );
    const file = path.join(folder, 'facts.json');
    writeFileSync(file, JSON.stringify(prepared.facts), { mode: 0o600 });
    return await jest(
      args.filter((arg) => arg !== '--own'),
      file
    );
  } finally {
    await undo();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its exit code. A signal to stop reaches it too, so that the server is taken down after it. */
function jest(args: string[], facts: string): Promise<number> {
  const program = path.resolve('node_modules', '.bin', 'jest');
  // The client keeps its watch open for whoever comes next; the server is taken down anyway.
  const child = spawn(
    program,
    ['--runInBand', '--forceExit', '--testMatch=<rootDir>/tests/cluster/**/*.test.ts', ...args],
    {
      stdio: 'inherit',
      env: { ...process.env, CLUSTER_FACTS: facts },
    }
  );
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
);
