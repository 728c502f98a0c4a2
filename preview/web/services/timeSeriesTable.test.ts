import { type DataFrame, FieldType } from '@grafana/data';

import { toTables } from './timeSeriesTable';

const series = (refId: string, labels: Record<string, string>, values: Array<number | null>): DataFrame => ({
  refId,
  length: values.length,
  fields: [
    { name: 'Time', type: FieldType.time, config: {}, values: values.map((_, i) => i) },
    { name: 'Value', type: FieldType.number, config: {}, labels, values },
  ],
});

test('a row a series, with its labels, its points and its last value', () => {
  const [table] = toTables({}, [series('A', { pod: 'x' }, [1, 2]), series('A', { pod: 'y' }, [3, null])]);
  expect(table?.fields.map(({ name }) => name)).toEqual(['pod', 'Trend #A']);
  expect(table?.fields[0]?.values).toEqual(['x', 'y']);
  expect(table?.fields[1]?.type).toBe(FieldType.frame);
  expect(
    (table?.fields[1]?.values as Array<{ value: number; length: number }>).map(({ value, length }) => [value, length])
  ).toEqual([
    [2, 2],
    [3, 2],
  ]);
});

test('a table a query; what is no time series stays', () => {
  const plain: DataFrame = { refId: 'C', length: 0, fields: [] };
  expect(toTables({}, [plain, series('A', {}, [1]), series('B', {}, [1])]).map(({ refId }) => refId)).toEqual([
    'C',
    'A',
    'B',
  ]);
});
