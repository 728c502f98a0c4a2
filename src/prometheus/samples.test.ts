import { FieldType, toDataFrame } from '@grafana/data';

import { samplesOf } from './samples';

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
