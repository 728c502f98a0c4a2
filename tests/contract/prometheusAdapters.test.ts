/**
 * @jest-environment ./tests/contract/browserWithNode.js
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { from as observableFrom } from 'rxjs';

import { askDetection } from '../../src/measuring/askDetection';
import type { Prometheus, SeriesQuery } from '../../src/domain/prometheus';
import { grafanaPrometheus } from '../../src/prometheus/grafana';
import { httpPrometheus, type HttpAccess } from '../../src/prometheus/http/httpPrometheus';
import { runPromQuery, type PromQuery } from '../../preview/server/query';
import { anyFreePort } from '../../scripts/freePort';
import { writtenPrometheus, type FilledPrometheus } from './simulatedPrometheus';

let backendUrl = '';

/** Grafana's backend as the preview models it: a query that fails makes its answer one of 400. */
async function dsQuery({ data }: { data: { from: string; to: string; queries: PromQuery[] } }) {
  const results = await Promise.all(
    data.queries.map(async (query) => {
      const signal = new AbortController().signal;
      return [
        query.refId,
        await runPromQuery({ url: backendUrl }, query, Number(data.from), Number(data.to), signal),
      ] as const;
    })
  );
  const body = { results: Object.fromEntries(results) };
  if (results.some(([, { error }]) => error !== undefined)) {
    throw { status: 400, data: body };
  }
  return { data: body };
}

jest.mock('@grafana/runtime', () => ({
  getBackendSrv: () => ({ fetch: (options: Parameters<typeof dsQuery>[0]) => observableFrom(dsQuery(options)) }),
}));

let filled: FilledPrometheus;
/** A proxy before Prometheus that answers as the test wants, or passes on. */
let proxy: Server;
let answer: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
const seen: Array<{ method?: string; url: URL; body: string; authorization?: string }> = [];

beforeAll(async () => {
  filled = await writtenPrometheus(600, [
    { series: 'wva_desired_replicas{namespace="wva",exported_namespace="exp",variant_name="v"}', at: () => 2 },
    { series: 'vllm:num_requests_running{namespace="exp",pod="v-1",model_name="m"}', at: (after) => after / 15 },
    {
      series: 'vllm:num_requests_running{namespace="exp",pod="v-2",model_name="m"}',
      at: (s) => (s < 300 ? 1 : undefined),
    },
  ]);
  proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '', 'http://proxy');
    seen.push({ method: request.method, url, body, authorization: request.headers.authorization });
    if (answer?.(request, response)) {
      return;
    }
    const upstream = await fetch(`${filled.url}${request.url}`, {
      method: request.method,
      ...(request.method === 'POST' && { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
    });
    const text = await upstream.text();
    response.writeHead(upstream.status, { 'Content-Type': 'application/json' }).end(noticed(text));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await filled?.stop();
});
beforeEach(() => {
  answer = undefined;
  notices = {};
  seen.length = 0;
  backendUrl = proxyUrl();
});

let notices: { warnings?: string[]; infos?: string[] } = {};
const noticed = (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), ...notices });
const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const range = () => ({ from: filled.start * 1000 + 7_123, to: filled.start * 1000 + 500_321 });

const RUNNING = 'vllm:num_requests_running';
const ADAPTERS: Array<[string, (access?: Partial<HttpAccess>) => Prometheus]> = [
  ['Grafana’s query API', () => grafanaPrometheus('p')],
  ['HTTP', (access = {}) => httpPrometheus({ url: proxyUrl(), ...access })],
];

const QUERIES: SeriesQuery[] = [
  { refId: 'series', expr: RUNNING, stepSeconds: 20 },
  { refId: 'sum', expr: `sum(${RUNNING})`, stepSeconds: 30 },
  { refId: 'instant', expr: RUNNING },
  { refId: 'not a number', expr: `sum(${RUNNING}) * NaN`, stepSeconds: 30 },
  { refId: 'infinite', expr: `sum(${RUNNING}) / 0` },
  { refId: 'scalar', expr: '42' },
  { refId: 'nothing', expr: 'no_such_metric', stepSeconds: 30 },
];

test('both give the same series, to the last digit', async () => {
  const [grafana, http] = await Promise.all(ADAPTERS.map(([, make]) => make().ask(QUERIES, range())));
  expect(http).toEqual(grafana);
  expect(http!.get('series')?.series).toHaveLength(2);
  expect(http!.get('series')?.series?.[0]?.times.every((time) => time % 20_000 === 0)).toBe(true);
  expect(http!.get('instant')?.series?.[0]?.times).toEqual([range().to]);
  expect(http!.get('infinite')?.series?.[0]?.values).toEqual([]);
  expect(http!.get('scalar')?.series?.[0]?.values).toEqual([42]);
  expect(http!.get('nothing')).toEqual({ series: [] });
});

describe.each(ADAPTERS)('%s', (_name, make) => {
  test.each([
    ['series', RUNNING],
    ['none', 'no_such_metric'],
  ])('warnings and infos come with the answer, with %s too', async (_, expr) => {
    notices = { warnings: ['store sidecar-1 unavailable, partial response'], infos: ['might not be a counter'] };
    const answers = await make().ask([{ refId: 'a', expr }], range());
    expect(answers.get('a')).toMatchObject({ ...notices, series: expect.any(Array) });
  });

  test('a query that Prometheus rejects has its words, and the others their answers', async () => {
    const answers = await make().ask(
      [
        { refId: 'bad', expr: 'sum(' },
        { refId: 'good', expr: RUNNING },
      ],
      range()
    );
    expect(answers.get('bad')?.error).toMatch(/^bad_data: .*parse error/);
    expect(answers.get('good')?.series).toHaveLength(2);
  });

  test('labels are detected', async () => {
    const { dialect, wvaVersion } = await askDetection(make().ask, range());
    expect([dialect.wvaNamespace, wvaVersion]).toEqual(['exported_namespace', '0.5']);
  });
});

const fail = (status: number, type: string, text: string) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(status, { 'Content-Type': type }).end(text);
  return true;
};
const HTML = '<html><body>Log in</body></html>';

test.each([
  [401, 'text/plain', 'Unauthorized\n', 'HTTP 401: Unauthorized', 'token', false],
  [403, 'text/plain', 'Forbidden (user=x)', 'HTTP 403: Forbidden (user=x)', 'rights', false],
  [429, 'application/json', '{"status":"error","errorType":"x","error":"too many"}', 'x: too many', 'Wait', true],
  [502, 'text/html', HTML, 'HTTP 502', 'reached', true],
  [
    503,
    'application/json',
    '{"status":"error","errorType":"timeout","error":"t"}',
    'timeout: t',
    'shorter time range',
    true,
  ],
  [
    422,
    'application/json',
    '{"status":"error","errorType":"execution","error":"too many samples"}',
    'execution: too many samples',
    'rejected',
    false,
  ],
  [
    400,
    'text/plain',
    'Bad Request. The request or configuration is malformed.',
    'HTTP 400: Bad Request. The request or configuration is malformed.',
    'namespace=<namespace>',
    false,
  ],
  [200, 'text/html', HTML, 'HTTP 200: this is not an answer of Prometheus', 'Check the address', false],
])('HTTP %i is an error in the other side’s own words: %s %s', async (status, type, text, message, step, transient) => {
  answer = fail(status, type, text);
  const cause = await httpPrometheus({ url: proxyUrl() })
    .ask([{ refId: 'a', expr: RUNNING }], range())
    .then(
      (answers) => answers.get('a'),
      (error: unknown) => ({ cause: error })
    )
    .then((given) => (given as { cause: unknown }).cause);
  expect(cause).toMatchObject({ kind: 'user-error', message, status, transient });
  expect((cause as { nextStep: string }).nextStep).toContain(step);
});

test('a redirect is not followed: the credentials are Prometheus’', async () => {
  answer = (_, response) => {
    response.writeHead(302, { Location: 'https://login.example/oauth' }).end();
    return true;
  };
  const answers = await httpPrometheus({ url: proxyUrl() }).ask([{ refId: 'a', expr: RUNNING }], range());
  expect(answers.get('a')?.error).toContain('redirected to https://login.example/oauth');
});

test('token and extra parameters go with each request, the parameters in the URL also of a POST', async () => {
  const access = { url: proxyUrl(), authorization: 'Bearer secret', parameters: [['namespace', 'exp']] as const };
  await httpPrometheus(access).ask([{ refId: 'a', expr: RUNNING }], range());
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ method: 'POST', authorization: 'Bearer secret' });
  expect(seen[0]!.url.searchParams.get('namespace')).toBe('exp');
  expect(new URLSearchParams(seen[0]!.body).get('query')).toBe(RUNNING);
});

test.each([403, 405])('where POST is refused with %i, GET is asked, from then on at once', async (status) => {
  answer = (request, response) => request.method === 'POST' && fail(status, 'text/plain', 'no')(request, response);
  const { ask } = httpPrometheus({ url: proxyUrl() });
  expect((await ask([{ refId: 'a', expr: RUNNING }], range())).get('a')?.series).toHaveLength(2);
  await ask([{ refId: 'a', expr: RUNNING }], range());
  expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
});

test('what is aborted throws what the signal says', async () => {
  answer = () => true;
  const abort = new AbortController();
  const asked = httpPrometheus({ url: proxyUrl() }).ask(QUERIES, range(), abort.signal);
  abort.abort(new Error('stopped'));
  await expect(asked).rejects.toThrow('stopped');
});

test('nobody there, and one who does not answer in time, are errors in words', async () => {
  const dead = httpPrometheus({ url: `http://127.0.0.1:${await anyFreePort()}` });
  await expect(dead.ask([{ refId: 'a', expr: RUNNING }], range())).rejects.toMatchObject({
    message: expect.stringContaining('ECONNREFUSED'),
    transient: true,
  });
  answer = () => true;
  const slow = httpPrometheus({ url: proxyUrl(), timeoutMs: 50 });
  await expect(slow.ask([{ refId: 'a', expr: RUNNING }], range())).rejects.toMatchObject({
    message: expect.stringContaining('no answer within 0.05 s'),
  });
});
