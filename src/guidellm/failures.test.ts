import type { LoadStepSummary } from '../domain/analysis/runLogs';
import { failuresOf, failureText } from './failures';

const TIMEOUT = { kind: 'Timeout', count: 3, example: 'timed out after 60 s' };
const totals = (errored: number) => ({ successful: 10, errored, incomplete: 1 });

test('failures whose kind no report tells are counted all the same', () => {
  const source = 'client-reports';
  expect(failuresOf({ errors: [TIMEOUT], totals: totals(3) })).toEqual([{ source, ...TIMEOUT }]);
  expect(failuresOf({ errors: [TIMEOUT], totals: totals(5) })).toEqual([
    { source, ...TIMEOUT },
    { source, kind: 'Kind not in the report', count: 2, example: '' },
  ]);
  expect(failuresOf({ errors: [], totals: totals(384) })).toMatchObject([{ count: 384 }]);
  expect(failuresOf({ errors: [], totals: totals(0) })).toEqual([]);
  expect(failuresOf()).toEqual([]);
});

test('errors of all load steps are added by kind, beside those of reports, and say whose they are', () => {
  const step = (errors?: LoadStepSummary['errors']): LoadStepSummary => ({
    task: 'a',
    pod: 'a',
    benchmarks: [],
    lines: 9,
    broken: 0,
    errors,
  });
  const other = { kind: 'Other', count: 1, example: 'GuideLLM ended with 1' };
  const load = [step([other]), step(), step([{ ...TIMEOUT, example: 'first' }, other]), step([TIMEOUT])];
  const found = failuresOf({ errors: [TIMEOUT], totals: totals(3) }, load);
  expect(found.slice(1)).toEqual([
    { source: 'load-logs', kind: 'Timeout', count: 6, example: 'first' },
    { source: 'load-logs', ...other, count: 2 },
  ]);
  expect(found.map(failureText)).toEqual([
    'Timeout: 3 requests, in reports of the client',
    'Timeout: 6 errors, in logs of the load steps',
    'Other: 2 errors, in logs of the load steps',
  ]);
});
