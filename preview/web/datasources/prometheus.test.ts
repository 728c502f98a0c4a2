import { type DataFrame, FieldType } from '@grafana/data';

import { findMetrics } from './metricFind';
import { shapeResults } from './promResults';
import { interpolateValue } from './promEscape';

describe('a variable in an expression', () => {
  test.each([
    ['one value', 'a.b', {}, 'a.b'],
    ['one value with a quote and a backslash', 'a"b\\c', {}, 'a\\"b\\\\c'],
    ['one value with an apostrophe', "it's", {}, "it's"],
    ['a whole matcher', 'job="a"', {}, 'job="a"'],
    ['a quote in one of many', 'a"b', { multi: true }, 'a\\\\\\"b'],
    ['one of many', 'a.b', { multi: true }, 'a\\\\.b'],
    ['a single choice', ['a.b'], { multi: true }, 'a\\\\.b'],
    ['several', ['a', 'b|c'], { multi: true }, '(a|b\\\\|c)'],
    ['all', ['a', 'b'], { includeAll: true }, '(a|b)'],
  ])('%s', (_name, value, variable, text) => {
    expect(interpolateValue(value, variable)).toBe(text);
  });
});

describe('variable queries', () => {
  const range = { from: { valueOf: () => 10_000 }, to: { valueOf: () => 20_500 } } as never;
  test.each([
    ['label_values(pod)', 'api/v1/label/pod/values', { start: 10, end: 21 }],
    ['label_values(up{a="b,c"}, pod)', 'api/v1/label/pod/values', { start: 10, end: 21, 'match[]': 'up{a="b,c"}' }],
    ['label_names()', 'api/v1/labels', { start: 10, end: 21 }],
    ['metrics(u.)', 'api/v1/label/__name__/values', { start: 10, end: 21 }],
    ['query_result(max(up))', 'api/v1/query', { query: 'max(up)', time: 21 }],
    ['up', 'api/v1/query', { query: 'up', time: 21 }],
  ])('%s asks %s', async (query, path, params) => {
    const ask = jest.fn().mockResolvedValue({ data: [] });
    await findMetrics(query, range, ask).catch(() => undefined);
    expect(ask).toHaveBeenCalledWith(path, params);
  });

  test('metrics are matched by their name, samples come as text', async () => {
    expect(await findMetrics('metrics(^u)', range, async () => ({ data: ['up', 'down'] }))).toEqual([{ text: 'up' }]);
    const result = [{ metric: { __name__: 'up', a: 'b' }, value: [20, '1'] }];
    expect(
      await findMetrics('query_result(up)', range, async () => ({ data: { resultType: 'vector', result } }))
    ).toMatchObject([{ text: 'up{a="b"} 1 20000' }]);
  });
});

describe('results', () => {
  const frame = (
    refId: string,
    labels: Record<string, string>,
    values: number[],
    times = values.map((_, i) => i * 1000)
  ): DataFrame => ({
    refId,
    length: values.length,
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: times },
      { name: 'Value', type: FieldType.number, config: {}, labels, values },
    ],
  });
  const columns = (table: DataFrame | undefined) =>
    Object.fromEntries((table?.fields ?? []).map(({ name, values }) => [name, values]));

  test('as a table: a row a sample, a column a label, sorted by time', () => {
    const frames = [frame('A', { pod: 'x' }, [1], [2000]), frame('A', { pod: 'y', gpu: '0' }, [2], [1000])];
    const [table] = shapeResults(frames, [{ refId: 'A', format: 'table' }]);
    expect(columns(table)).toEqual({ Time: [1000, 2000], pod: ['y', 'x'], gpu: ['0', ''], Value: [2, 1] });
  });

  test('as tables of two queries: values are told apart', () => {
    const tables = shapeResults(
      [frame('A', {}, [1]), frame('B', {}, [2])],
      [
        { refId: 'A', format: 'table' },
        { refId: 'B', format: 'table' },
      ]
    );
    expect(tables.map((table) => table.fields.map(({ name }) => name))).toEqual([
      ['Time', 'Value #A'],
      ['Time', 'Value #B'],
    ]);
  });

  test('as a heatmap: cumulative buckets become counts, in the order of their bounds', () => {
    const frames = [
      frame('A', { le: '+Inf' }, [10, 10]),
      frame('A', { le: '1' }, [2, 4]),
      frame('A', { le: '10' }, [7, 4]),
    ];
    const [heatmap] = shapeResults(frames, [{ refId: 'A', format: 'heatmap' }]);
    expect(columns(heatmap)).toEqual({ Time: [0, 1000], '1': [2, 4], '10': [5, 0], '+Inf': [3, 6] });
  });

  test('a bucket that began later counts as nought before', () => {
    const frames = [frame('A', { le: '1' }, [3], [1000]), frame('A', { le: '2' }, [5, 5], [0, 1000])];
    const [heatmap] = shapeResults(frames, [{ refId: 'A', format: 'heatmap' }]);
    expect(columns(heatmap)).toEqual({ Time: [0, 1000], '1': [0, 3], '2': [5, 2] });
  });

  test('other queries stay series', () => {
    expect(shapeResults([frame('A', {}, [1])], [{ refId: 'A' }])[0]?.meta?.preferredVisualisationType).toBe('graph');
  });
});
