/** @jest-environment node */
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { decodeRunTable, decodeRunRow } from '../../src/kube/decode';
import { Cluster } from '../tekton/cluster';
import { FakeWorld } from '../tekton/fakeWorld';
import { createKubeHandler } from './server';

const NS = 'experiment-01';
const RUNS = `/apis/tekton.dev/v1/namespaces/${NS}/pipelineruns`;
const PODS = `/api/v1/namespaces/${NS}/pods`;
const TABLE = 'application/json;as=Table;g=meta.k8s.io;v=v1';
const hello = (name: string) => ({
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

let world: FakeWorld;
let cluster: Cluster;
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

async function call(path: string, options: Call = {}): Promise<Reply> {
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
const create = (body: unknown, query = '', options: Call = {}) =>
  call(`${RUNS}${query}`, { method: 'POST', token: 'runner', body, ...options });
const order = (body: unknown) => call('/faults', { method: 'POST', body, token: '' });

function pass(seconds: number): void {
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
async function lines(
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

describe('rights', () => {
  it.each<[string, string, string, number, RegExp]>([
    ['', 'GET', RUNS, 401, /^Unauthorized$/],
    ['expired', 'GET', RUNS, 401, /^Unauthorized$/],
    [
      'reader',
      'GET',
      '/apis/tekton.dev/v1/pipelineruns',
      403,
      /^pipelineruns\.tekton\.dev is forbidden: User "system:serviceaccount:grafana:[a-z-]+" cannot list resource "pipelineruns" in API group "tekton\.dev" at the cluster scope$/,
    ],
    [
      'reader',
      'GET',
      '/apis/tekton.dev/v1/namespaces/kube-system/pipelineruns/x',
      403,
      /^pipelineruns\.tekton\.dev "x" is forbidden: .* cannot get resource "pipelineruns" in API group "tekton\.dev" in the namespace "kube-system"$/,
    ],
    ['reader', 'POST', RUNS, 403, /cannot create resource/],
    ['reader', 'PATCH', `${RUNS}/x`, 403, /cannot patch resource/],
    ['runner', 'GET', RUNS, 403, /cannot list resource/],
    ['runner', 'DELETE', `${RUNS}/x`, 403, /cannot delete resource/],
    [
      'reader',
      'GET',
      `/api/v1/namespaces/${NS}/secrets`,
      403,
      /^secrets is forbidden: .* resource "secrets" in API group ""/,
    ],
    ['runner', 'GET', `${PODS}/x/log`, 403, /^pods "x" is forbidden: .* cannot get resource "pods\/log"/],
    ['reader', 'GET', '/api/v1/namespaces/llm-d-autoscaler/configmaps', 403, /cannot list resource "configmaps"/],
    ['runner', 'POST', `${RUNS}/x`, 405, /^the server does not allow this method on the requested resource$/],
    ['reader', 'GET', `${RUNS}/nope`, 404, /^pipelineruns\.tekton\.dev "nope" not found$/],
    ['reader', 'GET', `/apis/tekton.dev/v1/namespaces/${NS}/pipelineruns%2f..%2f`, 403, /forbidden/],
  ])('%s %s %s is %d', async (token, method, path, code, message) => {
    const { status, json } = await call(path, { token, method });
    expect(status).toBe(code);
    expect(json).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      code,
      message: expect.stringMatching(message),
    });
  });

  it('let the reader read the thresholds, and anybody discover', async () => {
    expect(
      (await call('/api/v1/namespaces/llm-d-autoscaler/configmaps/wva-saturation-scaling-config')).json.data.default
    ).toContain('kvCacheThreshold');
    expect((await call('/version', { token: 'runner' })).json.gitVersion).toMatch(/^v1\./);
    expect((await call('/apis/tekton.dev/v1')).json.resources.map((r: { name: string }) => r.name)).toContain(
      'pipelineruns'
    );
    expect((await call('/apis/nope')).status).toBe(404);
  });

  it('leave other paths to others', async () => {
    expect((await call('/metrics')).status).toBe(418);
    expect((await call('/apisx')).status).toBe(418);
  });
});

describe('lists', () => {
  it('come in pages, by the clock of the cluster, compressed when large', async () => {
    await order({ seedRuns: 300 });
    const names: string[] = [];
    let token = '';
    do {
      const { json, headers } = await call(`${RUNS}?limit=70&continue=${token}`, {
        headers: { 'Accept-Encoding': 'gzip' },
      });
      expect(headers.date).toBe(new Date(world.time).toUTCString());
      expect(headers['content-encoding']).toBe('gzip');
      names.push(...json.items.map((run: { metadata: { name: string } }) => run.metadata.name));
      token = json.metadata.continue ?? '';
    } while (token);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toHaveLength(300);
  });

  it('answer 410 to a continue token from before a compaction', async () => {
    await order({ seedRuns: 3 });
    const { json } = await call(`${RUNS}?limit=1`);
    await order({ compact: true });
    const expired = await call(`${RUNS}?limit=1&continue=${json.metadata.continue}`);
    expect(expired).toMatchObject({ status: 410, json: { reason: 'Expired', code: 410 } });
    expect((await call(`${RUNS}?continue=${expired.json.metadata.continue}`)).json.items).toHaveLength(2);
  });

  it('are tables that the plugin can read', async () => {
    await order({ seedRuns: 5 });
    const { json } = await call(`${RUNS}?limit=4`, { headers: { Accept: `${TABLE},application/json` } });
    expect(json.columnDefinitions.map((c: { name: string }) => c.name)).toEqual([
      'Name',
      'Succeeded',
      'Reason',
      'StartTime',
      'CompletionTime',
    ]);
    expect(json.rows[0].object.kind).toBe('PartialObjectMetadata');
    expect(json.rows[0].cells[3]).toMatch(/^\d+[smhd]/);
    const table = decodeRunTable(json);
    expect(JSON.stringify(table)).toContain('"phase":"succeeded"');
    expect(
      (await call(`${RUNS}?includeObject=None`, { headers: { Accept: TABLE } })).json.rows[0].object
    ).toBeUndefined();
    expect(
      (await call(`${RUNS}?includeObject=Object`, { headers: { Accept: TABLE } })).json.rows[0].object.spec
    ).toBeDefined();
  });

  it.each<[string, number]>([
    ['?labelSelector=app%20of%20x', 400],
    ['?fieldSelector=status.phase%3DRunning', 400],
    ['?limit=many', 400],
    ['?continue=x', 400],
    ['?includeObject=All', 400],
  ])('refuse %s', async (query, status) => {
    expect((await call(`${RUNS}${query}`)).status).toBe(status);
  });

  it('select by label and by name', async () => {
    await order({ seedRuns: 20 });
    const count = async (query: string) => (await call(`${RUNS}?${query}`)).json.items.length as number;
    expect(await count(`labelSelector=${encodeURIComponent('llmd-wva-app/experiment in (stair-wva,p1-wva)')}`)).toBe(4);
    expect(await count('fieldSelector=metadata.name%3Dstair-wva-00000')).toBe(1);
  });
});

describe('writes', () => {
  it('refuse fields that are unknown or given twice when strict, warn otherwise', async () => {
    const odd = {
      ...hello('a'),
      spec: { ...hello('a').spec, podTemplate: {}, params: [{ name: 'x', valeu: '1', value: '2' }] },
    };
    const strict = await create(odd, '?fieldValidation=Strict');
    expect(strict).toMatchObject({ status: 400, json: { reason: 'BadRequest' } });
    expect(strict.json.message).toBe(
      'PipelineRun in version "v1" cannot be handled as a PipelineRun: strict decoding error: unknown field "spec.podTemplate", unknown field "spec.params[0].valeu"'
    );
    const twice = await create(
      '{"apiVersion":"tekton.dev/v1","kind":"PipelineRun","metadata":{"name":"b","name":"c"},"spec":{}}',
      '?fieldValidation=Strict'
    );
    expect(twice.json.message).toContain('strict decoding error: duplicate field "metadata.name"');
    const warned = await create(odd);
    expect(warned.status).toBe(201);
    expect(warned.headers.warning).toContain('299 - "unknown field \\"spec.podTemplate\\""');
    expect(warned.json.spec.podTemplate).toBeUndefined();
    expect((await create(hello('d'), '?fieldValidation=Maybe')).status).toBe(422);
  });

  it('create nothing with dryRun=All', async () => {
    expect((await create(hello('dry'), '?dryRun=All&fieldValidation=Strict')).status).toBe(201);
    pass(3);
    expect((await call(`${RUNS}/dry`)).status).toBe(404);
    expect((await create(hello('dry'), '?dryRun=Some')).status).toBe(422);
  });

  it('meet 409 the second time', async () => {
    expect((await create(hello('once'))).status).toBe(201);
    expect((await create(hello('once'))).json).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      details: { name: 'once', group: 'tekton.dev', kind: 'pipelineruns' },
    });
  });

  it.each<[string, unknown, Record<string, string>, number]>([
    ['no JSON', '{', {}, 400],
    ['an array', [], {}, 400],
    ['text', 'x', { 'Content-Type': 'text/plain' }, 415],
    ['more than 3 MB', `"${'x'.repeat(3 * 1024 * 1024)}"`, {}, 413],
  ])('refuse %s', async (_what, body, headers, status) => {
    expect((await create(body, '', { headers })).status).toBe(status);
  });

  it('patch by merge and by JSON patch, nothing else', async () => {
    await create(hello('p'));
    pass(1);
    const patch = (type: string, body: unknown) =>
      call(`${RUNS}/p`, { method: 'PATCH', token: 'runner', body, headers: { 'Content-Type': type } });
    expect(
      (await patch('application/merge-patch+json', { metadata: { annotations: { a: '1' } } })).json.metadata.annotations
        .a
    ).toBe('1');
    expect(
      (await patch('application/json-patch+json', [{ op: 'add', path: '/spec/status', value: 'Cancelled' }])).json.spec
        .status
    ).toBe('Cancelled');
    expect((await patch('application/strategic-merge-patch+json', {})).status).toBe(415);
    expect((await patch('application/json', {})).status).toBe(415);
    pass(1);
    expect((await call(`${RUNS}/p`)).json.status.conditions[0].reason).toBe('Cancelled');
  });
});

describe('watches', () => {
  const events = (all: string[]) => all.map((line) => JSON.parse(line) as { type: string; object: any }); // eslint-disable-line @typescript-eslint/no-explicit-any -- as above

  it('tell every change once, from where the list ended', async () => {
    const { json } = await call(RUNS);
    await create(hello('before'));
    const seen = events(
      await lines(`${RUNS}?watch=true&resourceVersion=${json.metadata.resourceVersion}`, 6, async () => {
        pass(2);
        await order({ delete: { namespace: NS, name: 'before' } });
        await create(hello('after'));
        pass(1);
      })
    );
    expect(seen[0]).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'before' } } });
    expect(seen.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual(
      expect.arrayContaining(['MODIFIED before', 'DELETED before', 'ADDED after', 'MODIFIED after'])
    );
    const revisions = seen.map(({ object }) => Number(object.metadata.resourceVersion));
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  });

  it('begin with what there is, send bookmarks, and end in time', async () => {
    await create(hello('a'));
    const seen = events(await lines(`${RUNS}?watch=1&allowWatchBookmarks=true&timeoutSeconds=2`, 99, () => {}));
    expect(seen[0]).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'a' } } });
    expect(seen.filter(({ type }) => type === 'BOOKMARK').length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)?.object.metadata.resourceVersion).toBe(String(cluster.store.currentRevision()));
  });

  it('say 410 as an event when the past is gone', async () => {
    const { json } = await call(RUNS);
    await create(hello('a'));
    await order({ compact: true });
    const [event] = events(
      await lines(`${RUNS}?watch=true&resourceVersion=${json.metadata.resourceVersion}`, 1, () => {})
    );
    expect(event).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: expect.stringMatching(/^too old resource version: /),
      },
    });
  });

  it('can be tables, with columns in the first event only', async () => {
    const seen = events(
      await lines(
        `${RUNS}?watch=true`,
        2,
        async () => {
          await create(hello('a'));
          pass(1);
        },
        { headers: { Accept: TABLE } }
      )
    );
    expect(seen[0]?.object.columnDefinitions).toHaveLength(5);
    expect(seen[1]?.object.columnDefinitions).toBeNull();
    const columns = seen[0]?.object.columnDefinitions.map((c: { name: string }) => c.name) as string[];
    expect(decodeRunRow(seen[1]?.object.rows[0], columns)).toMatchObject({ name: 'a', phase: 'running' });
  });

  it('end when they are dropped', async () => {
    expect(await lines(`${RUNS}?watch=true`, 99, async () => void (await order({ dropWatches: true })))).toEqual([]);
  });
});

describe('logs', () => {
  const pod = 'l-hello-pod';
  const log = (query = '') => `${PODS}/${pod}/log${query}`;

  it('follow while the step runs', async () => {
    await create(hello('l'));
    pass(1);
    expect((await call(log())).json).toMatchObject({
      code: 400,
      message: `container "step-hello" in pod "${pod}" is waiting to start: PodInitializing`,
    });
    pass(6);
    const followed = await lines(log('?follow=true&container=step-hello'), 99, () => pass(10));
    expect(followed).toEqual(['hello', 'good bye']);
    expect((await call(log('?tailLines=1&timestamps=true'))).text).toMatch(
      /^2026-11-23T12:00:\d\d\.000000000Z good bye\n$/
    );
    expect((await call(log('?tailLines=-1'))).status).toBe(422);
    expect((await call(log('?container=nope'))).json.message).toBe(`container nope is not valid for pod ${pod}`);
    expect((await call(log('?sinceSeconds=1'))).text).toBe('');
  });

  it('of workload pods need a container, and are those of the world', async () => {
    const [name] = world.pods(NS).map((p) => p.name);
    expect((await call(`${PODS}/${name}/log`)).json.message).toBe(
      `a container name must be specified for pod ${name}, choose one of: [vllm routing-proxy]`
    );
    expect((await call(`${PODS}/${name}/log?container=vllm`)).text).toBe('INFO engine started\nINFO ready\n');
  });

  it('go with a cancelled pod', async () => {
    await create(hello('l'));
    pass(6);
    const end = lines(log('?follow=true'), 99, () => {
      cluster.patch(NS, 'l', { spec: { status: 'Cancelled' } });
      pass(1);
    });
    expect(await end).toEqual(['hello']);
    expect((await call(log())).status).toBe(404);
  });
});

describe('faults', () => {
  it.each([401, 403, 404, 409, 410, 429, 500, 503])('answer %d as often as asked', async (fault) => {
    await order({ fault, count: 1, path: 'pipelineruns', retryAfter: 3 });
    const { status, json, headers } = await call(RUNS);
    expect({ status, code: json.code }).toEqual({ status: fault, code: fault });
    expect(headers['retry-after']).toBe(fault === 429 ? '3' : undefined);
    expect((await call(RUNS)).status).toBe(200);
  });

  it('hit only what they name, and can be cleared', async () => {
    await order([
      { fault: 500, method: '^POST$' },
      { fault: 'slow', ms: 300, path: '/version$' },
    ]);
    expect((await call(RUNS)).status).toBe(200);
    expect((await create(hello('x'))).status).toBe(500);
    const began = Date.now();
    expect((await call('/version')).status).toBe(200);
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    await call('/faults', { method: 'DELETE', token: '' });
    expect((await create(hello('x'))).status).toBe(201);
  });

  it('cut off and garble', async () => {
    await order({ fault: 'malformed', count: 1 });
    expect((await call(RUNS)).text).toContain('<html>');
    await order({ fault: 'cut', count: 1 });
    await expect(call(RUNS)).rejects.toThrow(/aborted|hang up/);
    expect((await order({ fault: 'meteor' })).status).toBe(400);
    expect((await order({ fault: 500, path: '(' })).status).toBe(400);
  });

  it('replace a run by one of the same name, and prune', async () => {
    const uid = (await create(hello('same'))).json.metadata.uid as string;
    pass(1);
    await order({ replace: { namespace: NS, name: 'same' } });
    const after = (await call(`${RUNS}/same`)).json;
    expect(after.metadata.uid).not.toBe(uid);
    await order({ seedRuns: 10 });
    await order({ prune: { namespace: NS, keep: 3 } });
    expect((await call(RUNS)).json.items).toHaveLength(4);
  });
});
