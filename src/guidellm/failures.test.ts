import { failuresOf } from './failures';

const TIMEOUT = { kind: 'Timeout', count: 3, example: 'timed out after 60 s' };
const totals = (errored: number) => ({ successful: 10, errored, incomplete: 1 });

test('failures whose kind no report tells are counted all the same', () => {
  expect(failuresOf({ errors: [TIMEOUT], totals: totals(3) })).toEqual([TIMEOUT]);
  expect(failuresOf({ errors: [TIMEOUT], totals: totals(5) })).toEqual([
    TIMEOUT,
    { kind: 'Kind not in the report', count: 2, example: '' },
  ]);
  expect(failuresOf({ errors: [], totals: totals(384) })).toMatchObject([{ count: 384 }]);
  expect(failuresOf({ errors: [], totals: totals(0) })).toEqual([]);
});
