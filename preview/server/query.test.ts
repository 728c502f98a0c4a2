/** @jest-environment node */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { legend, runPromQuery } from './query';

let server: http.Server;
let url: string;
let asked: Array<{ path: string; params: Record<string, string> }>;
let respond: (path: string) => { status?: number; body: string };

const answer = (resultType: string, result: unknown) => ({
  body: JSON.stringify({ status: 'success', data: { resultType, result } }),
});
const signal = new AbortController().signal;

beforeAll(async () => {
  server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      const path = req.url ?? '';
      asked.push({ path, params: Object.fromEntries(new URLSearchParams(body)) });
      const { status = 200, body: text } = respond(path);
      res.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
});

const FROM = 1_700_000_007_000;
const TO = 1_700_003_607_000;

test('a range query is aligned to its step, and its macros are filled', async () => {
  respond = () => answer('matrix', []);
  await runPromQuery(
    { url, timeInterval: '15s' },
    { refId: 'A', expr: 'rate(x[$__rate_interval])', range: true, intervalMs: 60_000, maxDataPoints: 1000 },
    FROM,
    TO,
    signal
  );
  expect(asked).toEqual([
    {
      path: '/api/v1/query_range',
      params: { query: 'rate(x[1m15s])', start: '1699999980', end: '1700003580', step: '60' },
    },
  ]);
});

test('an instant query asks for the end of the range', async () => {
  respond = () => answer('vector', [{ metric: { a: 'b' }, value: [1_700_003_607, '3'] }]);
  const { frames } = await runPromQuery({ url }, { refId: 'A', expr: 'x', instant: true }, FROM, TO, signal);
  expect(asked).toEqual([{ path: '/api/v1/query', params: { query: 'x', time: '1700003607' } }]);
  expect(frames).toMatchObject([
    { schema: { meta: { type: 'numeric-multi' } }, data: { values: [[1_700_003_607_000], [3]] } },
  ]);
});

test('both are asked when both are wanted', async () => {
  respond = () => answer('vector', []);
  await runPromQuery({ url }, { refId: 'A', expr: 'x', instant: true, range: true }, FROM, TO, signal);
  expect(asked.map(({ path }) => path)).toEqual(['/api/v1/query_range', '/api/v1/query']);
});

test('frames carry labels, name, step, and what JSON cannot say', async () => {
  const values = [
    [1, '1.5'],
    [2, 'NaN'],
    [3, '+Inf'],
    [4, '-Inf'],
  ];
  respond = () => answer('matrix', [{ metric: { __name__: 'm', pod: 'p"1' }, values }]);
  const { frames } = await runPromQuery(
    { url },
    { refId: 'B', expr: 'm', range: true, intervalMs: 15_000 },
    FROM,
    TO,
    signal
  );
  expect(frames).toMatchObject([
    {
      schema: {
        refId: 'B',
        fields: [
          { name: 'Time', config: { interval: 15_000 } },
          { name: 'm', labels: { __name__: 'm', pod: 'p"1' } },
        ],
      },
      data: {
        values: [
          [1000, 2000, 3000, 4000],
          [1.5, null, null, null],
        ],
        entities: [null, { NaN: [1], Inf: [2], NegInf: [3] }],
      },
    },
  ]);
});

test.each([
  [
    'a query that does not parse',
    { status: 400, body: '{"status":"error","errorType":"bad_data","error":"parse error"}' },
    { status: 400, error: 'bad_data: parse error' },
  ],
  [
    'an answer that is no JSON',
    { status: 503, body: 'upstream down' },
    { status: 503, error: expect.stringContaining('bigger context ...|upstream down|') },
  ],
])('%s is an error of that query', async (_name, given, expected) => {
  respond = () => given;
  expect(await runPromQuery({ url }, { refId: 'A', expr: 'x' }, FROM, TO, signal)).toMatchObject({
    ...expected,
    frames: [],
    errorSource: 'downstream',
  });
});

test('a Prometheus that is not there is an error that names it', async () => {
  const { status, error } = await runPromQuery(
    { url: 'http://127.0.0.1:1' },
    { refId: 'A', expr: 'x' },
    FROM,
    TO,
    signal
  );
  expect([status, error]).toEqual([502, expect.stringContaining('127.0.0.1:1')]);
});

test.each([
  ['', { __name__: 'm', a: '1', b: '2' }, 'm{a="1", b="2"}'],
  ['', { a: '1' }, '{a="1"}'],
  ['', { __name__: 'm' }, 'm'],
  ['', {}, 'sum(m)'],
  ['{{a}} of {{ b }}', { a: '1', b: '2' }, '1 of 2'],
  ['{{none}}', { a: '1' }, ''],
  ['__auto', { a: '1' }, ''],
  ['__auto', {}, 'sum(m)'],
])('the legend %j of %j is %j', (legendFormat, labels, name) => {
  expect(legend({ expr: 'sum(m)', legendFormat }, labels as Record<string, string>)).toBe(name);
});
