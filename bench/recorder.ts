/**
 * The recorder with thousands of runs to catch up with, as its image runs it: its memory, and how often it asks Prometheus.
 * What stands for Prometheus answers every query with an hour of twelve replicas.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { startSimulator } from '../simulator/main';
import { START } from '../src/domain/analysis/testing';
import { keepRecords, runsOf } from './keptRecords';
import type { Measure } from './report';

const NAMESPACE = 'experiment-01';
/** What the Deployment of deploy/base/recorder may take. */
const MOST_MIB = 128;
/** How long it is watched, ms: it lists everything, and works on some ten runs. */
const WATCHED_MS = 100_000;
const READY_WITHIN_MS = 120_000;
const REPLICAS = 12;
const STEPS = 240;

/** Memory and pace, measured twice: with no run recorded yet, and with all but a few recorded. */
export async function measureRecorder(runs: number, watchedMs = WATCHED_MS): Promise<Measure[]> {
  return [...(await measured(runs, 0, watchedMs)), ...(await measured(runs, runs - 20, watchedMs))];
}

async function measured(runs: number, records: number, watchedMs: number): Promise<Measure[]> {
  const simulator = await startSimulator({ port: 0, historySeconds: 0, speed: 1, seedRuns: runs });
  const prometheus = await fakePrometheus();
  const all = await runsOf(simulator.url);
  const cluster = await served(
    withTaskRuns(simulator.port, new Map(all.map((run) => [run.name, run.creationTimestamp])))
  );
  const kubeUrl = cluster.url;
  await keepRecords(kubeUrl, all.slice(0, records));
  const child = start(kubeUrl, prometheus.url);
  try {
    const began = Date.now();
    const port = await portOf(child);
    await isReady(port);
    const readySeconds = (Date.now() - began) / 1000;
    await new Promise((resolve) => setTimeout(resolve, watchedMs));
    const name = `${runs} runs, ${records} with a record`;
    const metrics = await text(port, '/metrics');
    const written = Number(/records_written_total\{kind="final"\} (\d+)/.exec(metrics)?.[1]);
    if (!(written > 0)) {
      throw new Error(`The recorder has written nothing: what was measured is no work. ${words}${metrics}`);
    }
    return [
      { name: `${name}: most memory`, unit: 'MiB', value: mostMemory(child.pid), budget: MOST_MIB },
      { name: `${name}: most requests to Prometheus in a second`, unit: '', value: prometheus.most(), budget: 2 },
      { name: `${name}: ready after`, unit: 's', value: readySeconds },
      { name: `${name}: records written meanwhile`, unit: '', value: written },
    ];
  } finally {
    child.kill('SIGKILL');
    [prometheus, cluster].forEach(({ server }) => (server.close(), server.closeAllConnections()));
    await simulator.stop();
  }
}

let words = '';

function start(kubeUrl: string, promUrl: string): ChildProcess {
  const args = ['--server', kubeUrl, '--prometheus', promUrl, '--namespace', NAMESPACE, '--port', '0'];
  const child = spawn(
    process.execPath,
    [path.resolve('dist-cli', 'wva.mjs'), 'recorder', ...args, '--lease-namespace', 'grafana'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, WVA_KUBE_TOKEN: 'recorder', NODE_OPTIONS: nodeOptions() },
    }
  );
  words = '';
  child.stderr!.setEncoding('utf8').on('data', (more: string) => (words = (words + more).slice(-4000)));
  return child;
}

/** As the image has them. */
const nodeOptions = (): string => /^ENV NODE_OPTIONS="(.+)"$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? '';

async function portOf(child: ChildProcess): Promise<string> {
  while (child.exitCode === null) {
    const [, port] = /asked on port (\d+)/.exec(words) ?? [];
    if (port !== undefined) {
      return port;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The recorder has ended: ${words}`);
}

async function isReady(port: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The recorder is not ready: ${words}`);
}

const text = async (port: string, what: string): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}${what}`)).text();

/** The most that was resident at any time, MiB. */
function mostMemory(pid: number | undefined): number {
  const [, kB] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kB) / 1024;
}

/** The simulated runs in bulk have no TaskRuns: each gets one with its load. All else is the simulated API's. */
function withTaskRuns(port: number, starts: ReadonlyMap<string, string>): RequestListener {
  return (request, response) => {
    const { method, headers, url = '/' } = request;
    const name = /\/taskruns\?.*pipelineRun(?:=|%3D)([\w-]+)/.exec(url)?.[1];
    if (name !== undefined) {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          kind: 'TaskRunList',
          metadata: { resourceVersion: '1' },
          items: [loadOf(name, starts.get(name))],
        })
      );
      return;
    }
    const passed = httpRequest({ host: '127.0.0.1', port, method, headers, path: url }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  };
}

function loadOf(run: string, startTime: string | undefined): unknown {
  const labels = { 'tekton.dev/pipelineRun': run, 'tekton.dev/pipelineTask': 'load-test' };
  const name = `${run}-load-test-0`;
  const metadata = {
    name,
    namespace: NAMESPACE,
    uid: name,
    resourceVersion: '1',
    creationTimestamp: startTime,
    labels,
  };
  const conditions = [{ type: 'Succeeded', status: 'True', reason: 'Succeeded' }];
  return { apiVersion: 'tekton.dev/v1', kind: 'TaskRun', metadata, spec: {}, status: { conditions, startTime } };
}

async function served(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function fakePrometheus(): Promise<{ server: Server; url: string; most: () => number }> {
  const times: number[] = [];
  const prometheus = await served((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      times.push(Date.now());
      const params = request.method === 'POST' ? new URLSearchParams(body) : asked.searchParams;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status: 'success', data: answerTo(asked.pathname, params) }));
    });
  });
  const most = () => times.reduce((so, at, i) => Math.max(so, times.slice(i).filter((t) => t < at + 1000).length), 0);
  return { ...prometheus, most };
}

function answerTo(pathname: string, params: URLSearchParams): unknown {
  const pods = Array.from({ length: REPLICAS }, (_, i) => `decode-6b7c9d8f5-${i}`);
  const metric = (pod: string) => ({ pod, namespace: NAMESPACE, le: '+Inf', deployment: 'decode' });
  if (pathname.endsWith('/query')) {
    const time = Number(params.get('time') ?? START / 1000);
    return { resultType: 'vector', result: pods.map((pod) => ({ metric: metric(pod), value: [time, '4'] })) };
  }
  if (!pathname.endsWith('/query_range')) {
    return [];
  }
  // A joined query tells its parts apart by a label.
  const parts = [...(params.get('query') ?? '').matchAll(/"part", "([^"]+)"/g)].map(([, part]) => ({ part }));
  const [from, step] = [Number(params.get('start')), Number(params.get('step')) || 15];
  const values = Array.from({ length: STEPS }, (_, i) => [from + i * step, String(Math.sin(i) * 1000 + 1000)]);
  const labels = parts.length === 0 ? [{}] : parts;
  const result = labels.flatMap((part) => pods.map((pod) => ({ metric: { ...metric(pod), ...part }, values })));
  return { resultType: 'matrix', result };
}
