/** What the tests of the API share: a cluster behind a real HTTP server, made anew for each test. */
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { Cluster } from '../tekton/cluster';
import { FakeWorld } from '../tekton/fakeWorld';
import { createKubeHandler } from './server';

export const NS = 'experiment-01';
export const RUNS = `/apis/tekton.dev/v1/namespaces/${NS}/pipelineruns`;
export const PODS = `/api/v1/namespaces/${NS}/pods`;
export const TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';
export const hello = (name: string) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { name },
  spec: { pipelineRef: { name: 'no-params' } },
});

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are taken apart by the expectations
}
interface Call {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

export let world: FakeWorld;
export let cluster: Cluster;
let server: Server;

const open = (path: string, { method = 'GET', token = 'reader', headers = {}, body }: Call = {}) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const auth = token ? { Authorization: `Bearer ${token}` } : {};
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const req = request({ port, path, method, headers: { ...auth, ...type, ...headers }, agent: false }, resolve);
    req.on('error', reject);
    req.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });

export async function call(path: string, options: Call = {}): Promise<Reply> {
  const res = await open(path, options);
  const chunks: Buffer[] = [];
  for await (const chunk of res as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const raw = Buffer.concat(chunks);
  const text = (res.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString();
  const json =
    String(res.headers['content-type']).includes('json') && !text.includes('<html>') ? parsed(text) : undefined;
  return { status: res.statusCode ?? 0, headers: res.headers, text, json };
}
const parsed = (text: string): unknown =>
  text.trim().includes('\n')
    ? text
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l) as unknown)
    : JSON.parse(text);
export const create = (body: unknown, query = '', options: Call = {}) =>
  call(`${RUNS}${query}`, { method: 'POST', token: 'runner', body, ...options });
export const order = (body: unknown) => call('/faults', { method: 'POST', body, token: '' });

export function pass(seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    world.time += 1000;
    cluster.tick(world.time);
  }
}

beforeEach(async () => {
  world = new FakeWorld();
  cluster = new Cluster(world, { pace: 'demo' });
  const handle = createKubeHandler(cluster, { bookmarkSeconds: 1 });
  server = createServer((req, res) => {
    if (!handle(req, res)) {
      res.writeHead(418).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Lines of a stream until there are `count`, or it ends. */
export async function lines(
  path: string,
  count: number,
  act: () => void | Promise<void>,
  options: Call = {}
): Promise<string[]> {
  const res = await open(path, options);
  let text = '';
  const done = new Promise<void>((resolve) => {
    res.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').length > count) {
        resolve();
      }
    });
    res.on('end', resolve);
    res.on('error', resolve);
  });
  await act();
  await done;
  res.destroy();
  return text.split('\n').filter(Boolean);
}
