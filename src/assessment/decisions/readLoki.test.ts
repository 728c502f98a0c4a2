import { setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { of, throwError } from 'rxjs';

import { readLoki } from './readLoki';

const noon = Date.parse('2026-08-04T12:00:00Z');
const decision = (tgt: number) =>
  JSON.stringify({
    level: 'info',
    msg: 'scaling-decision',
    modelID: 'm',
    namespace: 'llm',
    decisions: [{ name: 'decode', curr: 1, tgt, action: 'ScaleUp' }],
  });

/** A frame of log lines as Grafana's Loki data source answers. */
const frame = (names: [time: string, line: string], rows: Array<[at: number, line: string]>) => ({
  schema: {
    meta: { type: 'log-lines' },
    fields: [
      { name: 'labels', type: 'other' },
      { name: names[0], type: 'time' },
      { name: names[1], type: 'string' },
      { name: 'id', type: 'string' },
    ],
  },
  data: { values: [rows.map(() => ({})), rows.map(([at]) => at), rows.map(([, line]) => line), rows.map(() => 'x')] },
});

const asked: BackendSrvRequest[] = [];
function lokiAnswers(results: Record<string, unknown>): void {
  asked.length = 0;
  setBackendSrv({
    fetch: (request: BackendSrvRequest) => {
      asked.push(request);
      return of({ data: { results } });
    },
  } as unknown as BackendSrv);
}

const read = () =>
  readLoki({
    loki: { uid: 'loki-uid', name: 'Loki' },
    namespace: 'llm-d-autoscaler',
    range: { from: noon, to: noon + 60_000 },
    signal: new AbortController().signal,
  });

test.each([
  ['Line', decision(2)],
  ['body', JSON.stringify({ message: decision(2), kubernetes: { namespace_name: 'llm-d-autoscaler' } })],
])('lines of a field %s are read in order, with their times', async (name, line) => {
  lokiAnswers({
    log0: { frames: [] },
    log1: {
      frames: [
        frame(
          ['Time', name],
          [
            [noon + 15_000, decision(3)],
            [noon, line],
          ]
        ),
      ],
    },
  });
  const answer = await read();
  expect(answer).toMatchObject({ kind: 'read', from: 'Loki' });
  expect(answer?.log.cycles.map(({ at, decisions }) => [at, decisions[0]?.target])).toEqual([
    [noon, 2],
    [noon + 15_000, 3],
  ]);
  expect(answer?.cutAt).toBeUndefined();
  expect(
    asked.map(({ data }) => (data as { queries: Array<{ expr: string }> }).queries.map(({ expr }) => expr))
  ).toEqual([
    [
      expect.stringMatching(/^\{namespace="llm-d-autoscaler"\} \|~ ".*scaling-decision/),
      expect.stringMatching(/^\{kubernetes_namespace_name="llm-d-autoscaler"\} \|~ /),
    ],
  ]);
});

test('as many lines as were asked for are said to be cut', async () => {
  const rows = Array.from({ length: 2_000 }, (_, i): [number, string] => [noon + i, decision(2)]);
  lokiAnswers({ log0: { frames: [frame(['Time', 'Line'], rows)] } });
  expect((await read())?.cutAt).toBe(noon + 1_999);
});

test.each([
  ['nothing of it', { log0: { frames: [frame(['Time', 'Line'], [[noon, '{"msg":"x"}']])] } }],
  ['no frames', {}],
  ['an error', { log0: { error: 'parse error' } }],
])('no answer, and no error: %s', async (_, results) => {
  lokiAnswers(results);
  expect(await read()).toBeUndefined();
});

test('a Loki that fails is no error', async () => {
  setBackendSrv({ fetch: () => throwError(() => ({ status: 502, data: {} })) } as unknown as BackendSrv);
  expect(await read()).toBeUndefined();
});
