import { FieldType, type DataFrame, type Field } from '@grafana/data';

import { plottable } from './timeseries';

const time: Field = { name: 'Time', type: FieldType.time, config: {}, values: [1, 2, 3, 4] };
const frame = (...fields: Field[]): DataFrame => ({ length: 4, fields });
const field = (type: FieldType, values: unknown[]): Field => ({ name: 'v', type, config: {}, values });

test.each([
  ['numbers stay', FieldType.number, [1, null, 3, 4], [1, null, 3, 4]],
  ['what is no number is a gap', FieldType.number, [1, NaN, Infinity, -Infinity], [1, null, null, null]],
  ['switches become 0 and 1', FieldType.boolean, [true, false, null, true], [1, 0, null, 1]],
])('%s', (_name, type, given, plotted) => {
  expect(plottable([frame(time, field(type, given))])[0]?.fields[1]).toMatchObject({
    type: FieldType.number,
    values: plotted,
  });
});

test.each([
  ['without a time', frame(field(FieldType.number, [1, 2, 3, 4]))],
  ['without a number', frame(time, field(FieldType.string, ['a', 'b', 'c', 'd']))],
  ['without a row', { ...frame(time, field(FieldType.number, [])), length: 0 }],
])('a frame %s is left out', (_name, given) => {
  expect(plottable([given])).toEqual([]);
});

test('missing samples are a gap in every frame, not in the first alone', () => {
  const gappy = (): DataFrame => ({
    length: 3,
    fields: [{ ...time, config: { interval: 10 }, values: [10, 20, 50] }, field(FieldType.number, [1, 2, 5])],
  });
  const given = [gappy(), gappy()];
  for (const { fields } of plottable(given)) {
    expect(fields.map(({ values }) => values)).toEqual([
      [10, 20, 30, 40, 50],
      [1, 2, null, null, 5],
    ]);
  }
  expect(given).toEqual([gappy(), gappy()]);
});
