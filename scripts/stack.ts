/** The whole demo as one object: simulated cluster with its past, a real Prometheus over it, and the preview. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { MoreCluster } from '../preview/server/clusters';
import { startPreview } from '../preview/start';
import { backfill } from '../simulator/backfill';
import { ALERTS_FILE, RECORDING_FILE } from '../rules/files';
import { startSimulator } from '../simulator/main';
import { DEFAULT_OPTIONS, type SimulatorOptions } from '../simulator/options';
import { recordPast } from '../simulator/pastRules';
import { dataDirOf, startSimulatedPrometheus } from '../simulator/prometheus';
import { anyFreePort } from './freePort';
import type { GrafanaProgram } from './grafanaProgram';
import { startGrafana } from './grafanaServer';
import { findTools } from './tools';

const ROOT = path.resolve(__dirname, '..');
const [RECORDING_RULES, ALERTS] = [RECORDING_FILE, ALERTS_FILE].map((name) => path.join(ROOT, name)) as [
  string,
  string,
];

export interface StackOptions {
  /** Port of the preview; 0, any free one, without it. */
  port?: number;
  prometheusPort?: number;
  kubePort?: number;
  /** How many clusters are simulated; 1. Several are for the preview only. */
  clusters?: number;
  /** Runs in place of the preview; where it does not start, the preview does, and the log says why. */
  grafana?: GrafanaProgram;
  /** Folder for data; emptied at the start. A temporary one, removed at the end, without it. */
  dir?: string;
  /** Of the simulated cluster. Pace `demo` and four hours of history, unless it says otherwise. */
  simulator?: Partial<SimulatorOptions>;
  /** File for Prometheus' query log; absolute path. */
  queryLog?: string;
  /** Whether recording rules and alerts are evaluated, over the history too; true. They cost queries of their own. */
  rules?: boolean;
  log?: (line: string) => void;
}

export interface Stack {
  /** Address of the home. */
  url: string;
  home: 'grafana' | 'preview';
  promUrl: string;
  /** Address of the simulated Kubernetes API. */
  kubeUrl: string;
  /** Ends everything that was started; safe to call twice. */
  stop: () => Promise<void>;
}

/** Starts everything and resolves when the first page answers. What was started before a failure is ended. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const log = options.log ?? (() => undefined);
  const undo: Array<() => Promise<void> | void> = [];
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      for (const step of undo.reverse()) {
        await step();
      }
    })());
  try {
    return { ...(await start(options, log, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface StartedCluster {
  promUrl: string;
  kubeUrl: string;
}

async function start(options: StackOptions, log: (line: string) => void, undo: Array<() => Promise<void> | void>) {
  await findTools(['prometheus', 'promtool']);
  const dir = dataFolder(options.dir, undo);
  const first = await startCluster(options, dir, log, undo);
  const more: MoreCluster[] = [];
  for (let number = 2; number <= (options.clusters ?? 1); number += 1) {
    const name = `cluster-${number}`;
    // Another seed: other runs, other GPUs, other names of pods.
    const simulator = { ...options.simulator, seed: (options.simulator?.seed ?? DEFAULT_OPTIONS.seed) + number - 1 };
    const { promUrl, kubeUrl } = await startCluster(
      { rules: options.rules, simulator },
      path.join(dir, name),
      log,
      undo
    );
    more.push({ name, prometheusUrl: promUrl, kubeUrl });
  }
  if (options.grafana !== undefined) {
    const url = await tryGrafana(
      options.grafana,
      { ...first, port: options.port, data: path.join(dir, 'grafana') },
      log,
      undo
    );
    if (url !== undefined) {
      return { url, home: 'grafana' as const, ...first };
    }
  }
  const preview = await startPreview({
    port: options.port ?? 0,
    prometheusUrl: first.promUrl,
    kubeUrl: first.kubeUrl,
    clusters: more,
    data: path.join(dir, 'preview'),
    log,
  });
  undo.push(() => preview.close());
  const page = await fetch(preview.url);
  if (!page.ok) {
    throw new Error(`The preview's first page answers ${page.status}.`);
  }
  return { url: preview.url, home: 'preview' as const, ...first };
}

async function tryGrafana(
  grafana: GrafanaProgram,
  { promUrl, kubeUrl, port, data }: StartedCluster & { port?: number; data: string },
  log: (line: string) => void,
  undo: Array<() => Promise<void> | void>
): Promise<string | undefined> {
  const { version, from } = grafana;
  try {
    const running = await startGrafana(grafana, {
      port: port ?? (await anyFreePort()),
      data,
      prometheusUrl: promUrl,
      kubeUrl,
    });
    undo.push(() => running.close());
    log(`Grafana ${version}, of ${from}: ${running.url}. Sign in as admin, password admin, to start an experiment.`);
    return running.url;
  } catch (error) {
    log(`Grafana ${version}, of ${from}, cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** A simulated cluster with its past, and a Prometheus over it. */
async function startCluster(
  options: StackOptions,
  dir: string,
  log: (line: string) => void,
  undo: Array<() => Promise<void> | void>
): Promise<StartedCluster> {
  mkdirSync(dir, { recursive: true });
  const historyFile = path.join(dir, 'history.om');
  const simulated: SimulatorOptions = {
    ...DEFAULT_OPTIONS,
    pace: 'demo',
    historySeconds: 4 * 3600,
    ...options.simulator,
    port: options.kubePort ?? 0,
    historyFile,
  };
  let began = Date.now();
  const took = () => {
    const text = `${((Date.now() - began) / 1000).toFixed(1)} s`;
    began = Date.now();
    return text;
  };
  const simulator = await startSimulator(simulated);
  undo.push(() => simulator.stop());
  log(
    `Simulated cluster: ${simulator.url}, ${simulated.historySeconds / 3600} h of history, ${simulator.historySamples} samples in ${took()}.`
  );
  const promDir = path.join(dir, 'prometheus');
  if (existsSync(historyFile)) {
    await backfill({ historyFile, dataDir: dataDirOf(promDir) });
    rmSync(historyFile);
    log(`History in Prometheus: ${took()}.`);
  }
  const { rules = true, queryLog } = options;
  const shared = {
    target: `127.0.0.1:${simulator.port}`,
    dir: promDir,
    port: options.prometheusPort,
  };
  if (rules && simulator.historySamples > 0) {
    const end = Date.now() / 1000;
    await recordPast(shared, RECORDING_RULES, { start: end - simulated.historySeconds, end });
    log(`History by the recording rules: ${took()}.`);
  }
  const prometheus = await startSimulatedPrometheus({
    ...shared,
    ...(rules ? { ruleFiles: [RECORDING_RULES, ALERTS] } : {}),
    queryLog,
  });
  undo.push(() => prometheus.stop());
  log(`Prometheus: ${prometheus.url}, ready in ${took()}.`);
  return { promUrl: prometheus.url, kubeUrl: simulator.url };
}

/** A new cluster has a new past: what an older one left would show runs and series that it never had. */
function dataFolder(dir: string | undefined, undo: Array<() => void>): string {
  if (dir === undefined) {
    const temporary = mkdtempSync(path.join(os.tmpdir(), 'llmd-wva-'));
    undo.push(() => rmSync(temporary, { recursive: true, force: true }));
    return temporary;
  }
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** So often a build says that it is not over, ms. */
const STILL_MS = 15_000;

/** Builds the plugin, unless nothing that it is made of is newer than the build. */
export async function buildPlugin(log: (line: string) => void): Promise<void> {
  const built = path.join(ROOT, 'dist', 'module.js');
  const sources = ['src', '.config', 'webpack.config.ts', 'package-lock.json', 'tsconfig.json'];
  if (
    existsSync(built) &&
    Math.max(...sources.map((source) => newest(path.join(ROOT, source)))) < statSync(built).mtimeMs
  ) {
    log('Plugin: dist/ is up to date.');
    return;
  }
  log('Plugin: building dist/, which takes a minute or two …');
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(0);
  const alive = setInterval(() => log(`Plugin: still building, ${seconds()} s …`), STILL_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => clearInterval(alive));
  if (code !== 0) {
    throw new Error('The plugin does not build; npm run build says why.');
  }
  log(`Plugin: built in ${seconds()} s.`);
}

/** When something below a path was changed last, epoch ms. Tests are not part of the build. */
function newest(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) {
    return 0;
  }
  if (!stat.isDirectory()) {
    return /\.test\.tsx?$/.test(file) ? 0 : stat.mtimeMs;
  }
  return Math.max(0, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}
