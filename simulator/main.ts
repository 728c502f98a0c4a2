/** The simulated cluster as a process: the world, its exporters and the Kubernetes API on one port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { simulateHistory } from './history';
import { pastRuns } from './historyRuns';
import { createKubeHandler, type KubeHandler } from './kube/server';
import { metricsText } from './metrics/exposition';
import { DEFAULT_OPTIONS, parseOptions, type SimulatorOptions, USAGE } from './options';
import { Cluster } from './tekton/cluster';
import { ownPipeline } from './tekton/ownPipeline';
import { truthText } from './truth/main';
import { World } from './world/world';

export interface RunningSimulator {
  port: number;
  url: string;
  world: World;
  cluster: Cluster;
  /** Samples that the history wrote. */
  historySamples: number;
  stop(): Promise<void>;
}

/** How often the live clock looks at the wall clock, ms. */
const CLOCK_MS = 100;
/** Longest that it catches up at a stretch, ms: requests are answered in between. */
const CATCH_UP_MS = 50;

/**
 * Simulates the history, then serves and lives on. Resolves when it answers.
 *
 * @param startedAt end of the history, epoch ms in whole seconds; from there the world catches up with the clock
 */
export async function startSimulator(
  given: Partial<SimulatorOptions> = {},
  startedAt = Math.floor(Date.now() / 1000) * 1000
): Promise<RunningSimulator> {
  const options = { ...DEFAULT_OPTIONS, ...given };
  const world = new World({
    seed: options.seed,
    preset: options.preset,
    pace: options.historySeconds > 0 ? 'lab' : options.pace,
    speed: options.speed,
    wva: options.wvaVersion,
    analyzer: options.analyzer,
    startAt: startedAt - options.historySeconds * 1000,
  });
  const cluster = new Cluster(world, {
    seed: options.seed,
    seedRuns: options.seedRuns,
    pace: world.paceName,
    installed: ownPipeline(),
  });
  world.listen(cluster);
  const historySamples = await history(world, cluster, options, startedAt);
  world.paceName = options.pace;
  cluster.options.pace = options.pace;
  const stopClock = runClock(world, startedAt, options.speed);
  const server = await listen(world, createKubeHandler(cluster, { broken: options.broken }), options);
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    stopClock();
    await close(server);
  };
  return { port, url: `http://${options.host}:${port}`, world, cluster, historySamples, stop };
}

async function history(world: World, cluster: Cluster, options: SimulatorOptions, until: number): Promise<number> {
  const { historySeconds, historyFile, past, preset, scrapeSeconds, prometheusReplicas } = options;
  if (historySeconds === 0) {
    return 0;
  }
  return simulateHistory(world, {
    ...options,
    until,
    replicas: prometheusReplicas,
    sampleSeconds: scrapeSeconds ?? (preset === 'large' ? 60 : 15),
    ...(historyFile === undefined ? {} : { file: historyFile }),
    script: pastRuns(cluster, historySeconds, past),
  });
}

/** Lets simulated time follow the wall clock from a common origin; returns what stops it. */
function runClock(world: World, origin: number, speed: number): () => void {
  const timer = setInterval(() => {
    const began = Date.now();
    const due = origin + (began - origin) * speed;
    while (world.now() + 1000 <= due && Date.now() - began < CATCH_UP_MS) {
      world.step();
    }
  }, CLOCK_MS);
  return () => clearInterval(timer);
}

async function listen(world: World, kube: KubeHandler, options: SimulatorOptions): Promise<Server> {
  const server = createServer((request, response) => {
    if (!serveOwn(world, options, request, response) && !kube(request, response)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}

/** Serves the simulator's own paths; false for the others. */
function serveOwn(
  world: World,
  options: SimulatorOptions,
  request: IncomingMessage,
  response: ServerResponse
): boolean {
  switch (request.url?.split('?')[0]) {
    case '/metrics':
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(metricsText(world, options));
      return true;
    case '/healthz':
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
      return true;
    default:
      return false;
  }
}

/** Watches and followed logs stay open: they are cut. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

async function cli(): Promise<void> {
  const args = process.argv.slice(2);
  if (args[0] === 'truth') {
    process.stdout.write(await truthText(args.slice(1)));
    return;
  }
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return;
  }
  const options = parseOptions(args);
  const began = Date.now();
  const simulator = await startSimulator(options);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `simulator ready on ${simulator.url} after ${seconds} s: preset ${options.preset}, labels ${options.labels}, ` +
      `WVA ${options.wvaVersion}, pace ${options.pace}, ${simulator.historySamples} samples of history\n`
  );
  const stop = () => void simulator.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

// As a program, not as a module of a test.
if (/simulator[/\\]main\.[jt]s$/.test(process.argv[1] ?? '')) {
  cli().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
