import { FieldType, dateTime, toDataFrame } from '@grafana/data';
import { of, throwError } from 'rxjs';

import { askPrometheus, samplesOf } from './instantQuery';

const fetch = jest.fn();
jest.mock('@grafana/runtime', () => ({ getBackendSrv: () => ({ fetch }) }));

const range = { from: dateTime(1_000), to: dateTime(2_000) };
const frame = (value: number | string | null, labels?: Record<string, string>) => ({
  schema: {
    fields: [
      { name: 'Time', type: 'time' },
      { name: 'Value', type: 'number', labels },
    ],
  },
  data: { values: [[1_500], [value]] },
});

test('asks for all queries at once, instantly, of one data source', async () => {
  fetch.mockReturnValueOnce(of({ data: { results: { a: { frames: [frame(3, { clue: 'x' })] }, b: { frames: [] } } } }));
  const answer = await askPrometheus(
    'p',
    [
      { refId: 'a', expr: 'up' },
      { refId: 'b', expr: 'down' },
    ],
    range
  );
  expect(answer.get('a')).toEqual([{ labels: { clue: 'x' }, value: 3, time: 1_500 }]);
  expect(answer.get('b')).toEqual([]);
  const { url, data } = fetch.mock.calls[0][0];
  expect(url).toBe('/api/ds/query');
  expect(data).toMatchObject({ from: '1000', to: '2000' });
  expect(data.queries).toMatchObject([
    { expr: 'up', instant: true, range: false, datasource: { uid: 'p' } },
    { expr: 'down', instant: true, range: false, datasource: { uid: 'p' } },
  ]);
});

test.each([
  ['no connection', { status: 502, statusText: 'Bad Gateway', data: {} }, '502 Bad Gateway', true],
  ['a refused query', { status: 400, data: { results: { a: { error: 'parse error' } } } }, 'parse error', false],
  ['forbidden', { status: 403, data: { message: 'Access denied' } }, 'Access denied', false],
])('%s becomes an error in words', async (_, failure, message, transient) => {
  fetch.mockReturnValueOnce(throwError(() => failure));
  await expect(askPrometheus('p', [{ refId: 'a', expr: 'up' }], range)).rejects.toMatchObject({
    kind: 'user-error',
    message,
    transient,
  });
});

test('an error beside an answer of 200 is one too', async () => {
  fetch.mockReturnValueOnce(of({ data: { results: { a: { error: 'too many samples', status: 422 } } } }));
  await expect(askPrometheus('p', [{ refId: 'a', expr: 'up' }], range)).rejects.toMatchObject({
    message: 'too many samples',
  });
});

test.each([
  ['a number', [1, 2], 2],
  ['null', [1, null], NaN],
  ['a text', [1, 'x'], NaN],
])('the last value: %s', (_, values, expected) => {
  const given = toDataFrame({ fields: [{ name: 'v', type: FieldType.number, values, labels: { a: 'b' } }] });
  expect(samplesOf(given)).toEqual([{ labels: { a: 'b' }, value: expected, time: NaN }]);
});

test('an empty frame has no samples', () => {
  expect(samplesOf(toDataFrame({ fields: [{ name: 'v', type: FieldType.number, values: [] }] }))).toEqual([]);
});
