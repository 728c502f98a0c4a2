/** @jest-environment node */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { DASHBOARDS } from '../../src/constants';
import { matchPath, startPreviewServer, type PreviewServer } from './server';

/** The provisioning with data sources that may be changed. */
function editable(): string {
  const copy = path.join(dir, 'provisioning');
  cpSync(path.resolve('provisioning'), copy, { recursive: true });
  const file = path.join(copy, 'datasources', 'datasources.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('editable: false', 'editable: true'));
  return copy;
}

let dir: string;
let preview: PreviewServer;
let cluster: http.Server;
let seen: IncomingMessage[];
let behave: (req: IncomingMessage, res: ServerResponse) => void;

beforeAll(async () => {
  cluster = http.createServer((req, res) => {
    seen.push(req);
    behave(req, res);
  });
  await new Promise<void>((resolve) => cluster.listen(0, '127.0.0.1', resolve));
  dir = mkdtempSync(path.join(os.tmpdir(), 'preview-'));
  for (const folder of ['bundle', 'dist/datasource']) {
    mkdirSync(path.join(dir, folder), { recursive: true });
  }
  const copy = (from: string, to: string) =>
    writeFileSync(
      path.join(dir, 'dist', to),
      JSON.stringify({
        ...require(path.resolve('src', from)),
        info: { version: '1', logos: { small: 's', large: 'l' } },
      })
    );
  copy('plugin.json', 'plugin.json');
  copy('datasource/plugin.json', 'datasource/plugin.json');
  writeFileSync(path.join(dir, 'dist/module.js'), 'define([])');
  preview = await startPreviewServer({
    dist: path.join(dir, 'dist'),
    provisioning: editable(),
    bundle: path.join(dir, 'bundle'),
    data: path.join(dir, 'data'),
    env: {
      KUBERNETES_API_URL: `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`,
      TEKTON_READER_TOKEN: 'reader',
      TEKTON_RUNNER_TOKEN: 'runner',
    },
    version: '13.1.1',
    port: 0,
    paths: { '/etc/grafana/dashboards': path.resolve('dashboards/generated') },
  });
});
afterAll(async () => {
  await preview.close();
  cluster.closeAllConnections();
  await new Promise((resolve) => cluster.close(resolve));
  rmSync(dir, { recursive: true });
});
beforeEach(() => {
  seen = [];
  behave = (_req, res) => res.end('{}');
});

function call(
  method: string,
  where: string,
  options: { as?: string; body?: unknown; headers?: Record<string, string> } = {}
): Promise<Response> {
  return fetch(preview.url.replace('localhost', '127.0.0.1') + where, {
    method,
    headers: {
      cookie: `preview_user=${options.as ?? 'admin'}`,
      'content-type': 'application/json',
      ...options.headers,
    },
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
  });
}

const PROXY = '/api/datasources/proxy/uid/tekton';
const RUNS = `${PROXY}/run/namespaces/experiment-01/pipelineruns`;

describe('roles are checked by the server', () => {
  const annotation = { text: 't', time: 1 };
  const table: Array<[string, string, unknown, Record<string, number>]> = [
    ['GET', `${PROXY}/read/version`, undefined, { viewer: 200, editor: 200, admin: 200 }],
    ['POST', RUNS, {}, { viewer: 403, editor: 200, admin: 200 }],
    ['DELETE', `${RUNS}/x`, undefined, { viewer: 502, editor: 502, admin: 502 }],
    ['GET', '/api/annotations', undefined, { viewer: 200, editor: 200 }],
    ['POST', '/api/annotations', annotation, { viewer: 403, editor: 200, admin: 200 }],
    ['PUT', '/api/annotations/1', annotation, { viewer: 403, editor: 200 }],
    ['PATCH', '/api/annotations/1', annotation, { viewer: 403, editor: 200 }],
    ['DELETE', '/api/annotations/1', undefined, { viewer: 403, editor: 200 }],
    ['GET', '/api/datasources', undefined, { viewer: 403, editor: 403, admin: 200 }],
    ['GET', '/api/datasources/uid/tekton', undefined, { viewer: 403, editor: 403, admin: 200 }],
    ['PUT', '/api/datasources/uid/tekton', { name: 'Tekton' }, { viewer: 403, editor: 403 }],
    ['POST', '/api/plugins/llmd-wva-app/settings', {}, { viewer: 403, editor: 403 }],
    ['GET', '/api/plugins/llmd-wva-app/settings', undefined, { viewer: 200 }],
  ];
  test.each(table)('%s %s', async (method, where, body, expected) => {
    for (const [as, status] of Object.entries(expected)) {
      expect([as, (await call(method, where, { as, body })).status]).toEqual([as, status]);
    }
  });
});

describe('the data source proxy', () => {
  test('adds the token of the route and keeps cookies and browser headers to itself', async () => {
    await call('POST', `${RUNS}?dryRun=All`, {
      body: { kind: 'PipelineRun' },
      headers: { 'impersonate-user': 'x', referer: 'http://here' },
    });
    expect(seen[0]?.url).toBe('/apis/tekton.dev/v1/namespaces/experiment-01/pipelineruns?dryRun=All');
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer runner', 'impersonate-user': 'x' });
    expect(seen[0]?.headers).not.toHaveProperty('cookie');
    expect(seen[0]?.headers).not.toHaveProperty('referer');
  });

  test('an authorization header of the client does not get through', async () => {
    await call('GET', `${PROXY}/read/version`, { headers: { authorization: 'Bearer mine' } });
    expect(seen[0]?.headers.authorization).toBe('Bearer reader');
  });

  test.each([
    [401, 400, 'Authentication to data source failed'],
    [403, 403, 'no'],
    [409, 409, 'no'],
    [500, 500, 'no'],
  ])('%d upstream is %d here', async (upstream, status, text) => {
    behave = (_req, res) => res.writeHead(upstream).end('no');
    const response = await call('GET', `${PROXY}/read/version`);
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  test('what comes bit by bit goes on bit by bit', async () => {
    let more: () => void = () => undefined;
    behave = (_req, res) => {
      res.write('first');
      more = () => res.end('second');
    };
    const response = await call('GET', `${PROXY}/read/watch`);
    const reader = response.body!.getReader();
    const text = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await text()).toBe('first');
    more();
    expect(await text()).toBe('second');
  });

  test('whoever leaves ends the call upstream', async () => {
    const closed = new Promise<void>((resolve) => {
      behave = (req, res) => {
        res.write('x');
        req.on('close', resolve);
      };
    });
    const controller = new AbortController();
    await fetch(`${preview.url.replace('localhost', '127.0.0.1')}${PROXY}/read/watch`, { signal: controller.signal });
    controller.abort();
    await closed;
  });

  test('a stream that is cut upstream is cut here', async () => {
    behave = (_req, res) => {
      res.write('half');
      setTimeout(() => res.destroy(), 20);
    };
    const response = await call('GET', `${PROXY}/read/watch`);
    await expect(response.text()).rejects.toThrow();
  });
});

test('secrets are kept: they are named, not shown, and stay unless they are reset', async () => {
  const read = async () => (await (await call('GET', '/api/datasources/uid/tekton')).json()) as Record<string, unknown>;
  const before = await read();
  expect(before).toMatchObject({ secureJsonFields: { readerToken: true, runnerToken: true } });
  expect(JSON.stringify(before)).not.toContain('"reader"');
  await call('PUT', '/api/datasources/uid/tekton', { body: { ...before, secureJsonData: { runnerToken: 'new' } } });
  await call('POST', RUNS, { body: {} });
  await call('GET', `${PROXY}/read/version`);
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer new', 'Bearer reader']);
  await call('PUT', '/api/datasources/uid/tekton', {
    body: { ...before, secureJsonFields: { readerToken: true, runnerToken: false } },
  });
  expect(await read()).toMatchObject({ secureJsonFields: { readerToken: true } });
  expect((await read()).secureJsonFields).not.toHaveProperty('runnerToken');
});

test('settings of the app are kept', async () => {
  const body = { enabled: true, pinned: true, jsonData: { prometheusUid: 'other' } };
  expect((await call('POST', '/api/plugins/llmd-wva-app/settings', { body })).status).toBe(200);
  expect(await (await call('GET', '/api/plugins/llmd-wva-app/settings')).json()).toMatchObject({
    enabled: true,
    jsonData: { prometheusUid: 'other' },
  });
});

test('another site may not change anything', async () => {
  const response = await call('POST', '/api/annotations', {
    body: { text: 't' },
    headers: { origin: 'http://evil.example' },
  });
  expect(response.status).toBe(403);
});

test.each(['/', '/a/llmd-wva-app/runs/ns/name', '/d/llmd-wva-experiment', '/plugins/llmd-wva-app'])(
  '%s is answered with the page',
  async (where) => {
    const response = await call('GET', where, { as: 'viewer' });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('"orgRole":"Viewer"');
    expect(html).toContain('"version":"13.1.1"');
    expect(html).not.toContain('"readerToken":"reader"');
  }
);

test('the search finds dashboards by their tag, as the page of readiness asks', async () => {
  const find = async (tag: string) =>
    (await (await call('GET', `/api/search?type=dash-db&tag=${tag}`)).json()) as Array<{ uid: string }>;
  expect((await find(DASHBOARDS.tag)).map(({ uid }) => uid).sort()).toEqual([...DASHBOARDS.uids].sort());
  expect(await find('none')).toEqual([]);
});

test('`?role=` signs in, and stays', async () => {
  const response = await call('GET', '/?role=editor');
  expect(response.headers.get('set-cookie')).toContain('preview_user=editor');
  expect(await response.text()).toContain('"orgRole":"Editor"');
});

test.each([
  ['GET', '/public/plugins/llmd-wva-app/module.js', 200],
  ['GET', '/public/plugins/llmd-tekton-datasource/plugin.json', 200],
  ['GET', '/public/plugins/llmd-tekton-datasource/../plugin.json', 404],
  ['GET', '/public/plugins/llmd-wva-app/..%2f..%2fdata', 404],
  ['GET', '/public/plugins/none/module.js', 404],
  ['GET', '/api/none', 404],
  ['POST', '/', 405],
  ['GET', '/api/health', 200],
  ['GET', '/api/dashboards/uid/llmd-wva-experiment', 200],
  ['GET', '/api/dashboards/uid/none', 404],
])('%s %s is %d', async (method, where, status) => {
  const raw = await new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(preview.url);
    http
      .request({ hostname, port, method, path: where }, (res) => resolve(res.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(raw).toBe(status);
});

test.each([
  ['/a/:b', '/a/x', { b: 'x' }],
  ['/a/:b', '/a/x%2Fy', { b: 'x/y' }],
  ['/a/:b', '/a/x/y', undefined],
  ['/a/*', '/a/x/y', {}],
  ['/a/*', '/a', {}],
  ['/a/*', '/b', undefined],
  ['/a/:b', '/a/%E0', undefined],
])('%s against %s', (pattern, pathname, params) => {
  expect(matchPath(pattern, pathname)).toEqual(params);
});
