import { NEVER, of, throwError } from 'rxjs';

import { PATIENCE_MS } from './dsQuery';
import { grafanaPrometheus } from './grafana';
import { clockOffMs } from './serverClock';

const fetch = jest.fn();
jest.mock('@grafana/runtime', () => ({ getBackendSrv: () => ({ fetch }) }));

const { ask } = grafanaPrometheus('p');
const RANGE = { from: 1_000_000, to: 1_060_000 };
const QUERIES = [
  { refId: 'ready', expr: 'up', stepSeconds: 15 },
  { refId: 'total', expr: 'sum(up)' },
];
const frame = (times: number[], values: Array<number | null>, labels?: Record<string, string>, entities?: object) => ({
  schema: {
    fields: [
      { name: 'Time', type: 'time' },
      { name: 'Value', type: 'number', labels },
    ],
  },
  data: { values: [times, values], entities: [null, entities ?? null] },
});

test('asks for ranges at their resolution and for instants, in one request', async () => {
  fetch.mockReturnValueOnce(of({ data: { results: { ready: {}, total: {} } } }));
  await ask(QUERIES, RANGE);
  const { url, data } = fetch.mock.calls[0][0];
  expect(url).toBe('/api/ds/query');
  expect(data).toMatchObject({ from: '1000000', to: '1060000' });
  expect(data.queries).toMatchObject([
    { refId: 'ready', range: true, instant: false, interval: '15s', maxDataPoints: 11_000, datasource: { uid: 'p' } },
    { refId: 'total', range: false, instant: true, datasource: { uid: 'p' } },
  ]);
});

test('series keep their labels and lose what is no number', async () => {
  const frames = [
    frame([1, 2, 3, 4], [5, null, null, 6], { pod: 'a' }, { NaN: [1], Inf: [2] }),
    frame([1], [7], { pod: 'b' }),
  ];
  fetch.mockReturnValueOnce(of({ data: { results: { ready: { frames }, total: { frames: [] } } } }));
  const answers = await ask(QUERIES, RANGE);
  expect(answers.get('ready')).toEqual({
    series: [
      { labels: { pod: 'a' }, times: [1, 4], values: [5, 6] },
      { labels: { pod: 'b' }, times: [1], values: [7] },
    ],
  });
  expect(answers.get('total')).toEqual({ series: [] });
});

test.each([
  ['with 200', of({ data: { results: { ready: { error: 'too many samples' }, total: { frames: [] } } } })],
  [
    'with 400',
    throwError(() => ({
      status: 400,
      data: { results: { ready: { error: 'too many samples' }, total: { frames: [] } } },
    })),
  ],
])('one refused query leaves the others their answers: %s', async (_name, response) => {
  fetch.mockReturnValueOnce(response);
  const answers = await ask(QUERIES, RANGE);
  expect(answers.get('ready')).toMatchObject({ error: 'too many samples', cause: { message: 'too many samples' } });
  expect(answers.get('total')).toEqual({ series: [] });
});

test('an answer that leaves a query out is no answer to it', async () => {
  fetch.mockReturnValueOnce(of({ data: { results: { ready: {} } } }));
  expect((await ask(QUERIES, RANGE)).get('total')).toMatchObject({ error: 'no answer' });
});

const notices = [
  { severity: 'warning', text: 'partial response' },
  { severity: 'info', text: 'metric might not be a counter' },
];
const noticed = (part: { schema: object; data: object }) => ({
  ...part,
  schema: { ...part.schema, meta: { notices } },
});

test.each([
  ['on each frame', [noticed(frame([1], [7], { pod: 'a' })), noticed(frame([1], [8], { pod: 'b' }))], 2],
  ['on one without fields, where there are no series', [noticed({ schema: { fields: [] }, data: { values: [] } })], 0],
])('warnings and infos of Prometheus come once each: %s', async (_name, frames, series) => {
  fetch.mockReturnValueOnce(of({ data: { results: { ready: { frames }, total: { frames: [] } } } }));
  const answers = await ask(QUERIES, RANGE);
  expect(answers.get('ready')).toMatchObject({
    warnings: ['partial response'],
    infos: ['metric might not be a counter'],
  });
  expect(answers.get('ready')?.series).toHaveLength(series);
  expect(answers.get('total')).toEqual({ series: [] });
});

test('no answer at all is an error in words', async () => {
  fetch.mockReturnValueOnce(throwError(() => ({ status: 502, statusText: 'Bad Gateway', data: {} })));
  await expect(ask(QUERIES, RANGE)).rejects.toMatchObject({
    kind: 'user-error',
    message: '502 Bad Gateway',
    transient: true,
  });
});

test.each([
  ['ends without an answer', of()],
  ['fails', throwError(() => ({ cancelled: true }))],
])('an aborted request that %s throws what the signal says', async (_name, response) => {
  const abort = new AbortController();
  fetch.mockReturnValueOnce(response);
  const asked = ask(QUERIES, RANGE, abort.signal);
  abort.abort(new Error('stopped'));
  await expect(asked).rejects.toThrow('stopped');
  expect(fetch.mock.lastCall[0].abortSignal.aborted).toBe(true);
});

test('one that never answers is given up', async () => {
  jest.useFakeTimers();
  fetch.mockReturnValueOnce(NEVER);
  const asked = ask(QUERIES, RANGE);
  jest.advanceTimersByTime(PATIENCE_MS);
  jest.useRealTimers();
  await expect(asked).rejects.toMatchObject({
    message: 'no answer within 120 s',
    nextStep: expect.stringContaining('shorter time range') as string,
  });
});

test('an answer that is a web page is no answer', async () => {
  fetch.mockReturnValueOnce(of({ data: '<!doctype html><title>Sign in</title>' }));
  await expect(ask(QUERIES, RANGE)).rejects.toMatchObject({
    message: expect.stringContaining('web page') as string,
    nextStep: expect.stringContaining('Check the address') as string,
  });
});

test('the date of an answer tells whether this browser’s clock is off', async () => {
  const dated = (ms: number) =>
    of({ data: { results: {} }, headers: new Headers({ date: new Date(Date.now() + ms).toUTCString() }) });
  fetch.mockReturnValueOnce(dated(-3_600_000));
  await ask(QUERIES, RANGE);
  expect(clockOffMs()).toBeLessThan(-3_590_000);
  fetch.mockReturnValueOnce(dated(0));
  await ask(QUERIES, RANGE);
  expect(clockOffMs()).toBeUndefined();
});
