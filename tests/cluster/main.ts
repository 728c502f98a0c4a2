/**
 * `npm run test:cluster`: deploy/, the data source, the Pipeline and its scripts against a real Kubernetes API server, and
 * runs against the real Tekton beside one.
 *
 * The server is the one that KUBECONFIG names, which has to be one to play with, or one that is started from what
 * scripts/clusterTools.ts has built, and builds where Go is there. With `--own` it is always the latter. Tekton runs beside a
 * server of our own only: on a cluster that is named, the tests of runs are left out. Other arguments go to jest. Ends with 3
 * when there is no server.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { buildClusterTools, findClusterTools, type ClusterTools } from '../../scripts/clusterTools';
import { findGo } from '../../scripts/goBuild';
import { startKubeServer } from '../../scripts/kubeServer';
import { KubeApi } from './api';
import { startControllers } from './controllers';
import { startKubelet } from './kubelet';
import { prepare } from './prepare';
import { findServer } from './server';

const NO_SERVER = 3;
/** In CI a suite that does not run is a hole. */
const REQUIRED = process.env.CLUSTER_SUITE === 'required';
const RUNS = '<rootDir>/tests/cluster/runs/';

type Undo = () => Promise<void>;

interface Prepared {
  /** Variables for the tests: where they find what was prepared. */
  env: Record<string, string>;
  jest: string[];
}

async function main(args: string[]): Promise<number> {
  const own = args.includes('--own') || !process.env.KUBECONFIG;
  const tools = own ? (findClusterTools() ?? (findGo() === undefined ? undefined : buildClusterTools())) : undefined;
  if (own && tools === undefined) {
    console.log(
      'cluster: not run, there is no Kubernetes API server. Name a cluster to play with in KUBECONFIG, or install Go\n' +
        '(https://go.dev/doc/install), with which npm run cluster-tools builds what the suite needs.'
    );
    return REQUIRED ? 1 : NO_SERVER;
  }
  rmSync(path.resolve('test-results', 'tekton.md'), { force: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'cluster-suite-'));
  const undo: Undo[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    const parts = [await plainServer(tools, folder, undo), ...(tools ? [await tekton(tools, folder, undo)] : [])];
    return await jest(
      [...parts.flatMap((part) => part.jest), ...args.filter((arg) => arg !== '--own')],
      Object.assign({}, ...parts.map((part) => part.env))
    );
  } finally {
    for (const one of undo.reverse()) {
      await one();
    }
  }
}

/** An API server on which nothing happens by itself. */
async function plainServer(tools: ClusterTools | undefined, folder: string, undo: Undo[]): Promise<Prepared> {
  const server = await findServer(tools, tools ? undefined : process.env.KUBECONFIG)!;
  undo.push(server.stop);
  const prepared = await prepare(server.admin, server.open);
  if (!server.own) {
    undo.push(prepared.undo);
  }
  const { version, tekton: definitions } = prepared.facts;
  console.log(`cluster: Kubernetes ${version}, ${server.what}; Tekton's definitions: ${definitions}`);
  const file = written(folder, 'facts.json', prepared.facts);
  return { env: { CLUSTER_FACTS: file }, jest: tools ? [] : [`--testPathIgnorePatterns=${RUNS}`] };
}

/** A second server, with Tekton's controllers beside it. */
async function tekton(tools: ClusterTools, folder: string, undo: Undo[]): Promise<Prepared> {
  const server = await startKubeServer(tools);
  undo.push(server.stop);
  const controllers = await startControllers(tools, server);
  undo.push(controllers.stop);
  const { url, ca, token, accountsKey } = server;
  const kubelet = startKubelet(new KubeApi({ url, ca, token }));
  undo.push(kubelet.stop);
  const { facts } = await prepare({ url, ca, token }, { url, ca });
  console.log(`cluster: Kubernetes ${facts.version} with Tekton's controller, webhook and resolver`);
  return { env: { CLUSTER_RUNS_FACTS: written(folder, 'runs.json', { ...facts, accountsKey }) }, jest: [] };
}

function written(folder: string, name: string, facts: object): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(facts), { mode: 0o600 });
  return file;
}

/** Its exit code. A signal to stop reaches it too, so that the server is taken down after it. */
function jest(args: string[], env: Record<string, string>): Promise<number> {
  const program = path.resolve('node_modules', '.bin', 'jest');
  // The client keeps its watch open for whoever comes next; the server is taken down anyway.
  const child = spawn(
    program,
    ['--runInBand', '--forceExit', ...args, '--testMatch=<rootDir>/tests/cluster/**/*.test.ts'],
    { stdio: 'inherit', env: { ...process.env, ...env } }
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
