import { render, screen, within } from '@testing-library/react';
import React from 'react';

import { PARAMS } from '../domain/params';
import type { RunRequest } from '../domain/pipeline';
import { testIds } from '../shared/testIds';
import { RequestChanges } from './RequestChanges';

const BEFORE: RunRequest = {
  namespace: 'experiment-01',
  pipeline: 'load',
  generateName: 'load-',
  params: [{ name: 'rate', value: '2' }],
  workspaces: [{ name: 'reports', kind: 'emptyDir' }],
  experiment: 'a',
};
const NAMED: RunRequest = { ...BEFORE, params: [...BEFORE.params, { name: PARAMS.experiment, value: 'a' }] };

/** The rows of the table, cell by cell; undefined where nothing differs. */
function rows(before: RunRequest, after: RunRequest): string[][] | undefined {
  render(<RequestChanges run="load-1" before={before} after={after} />);
  if (screen.queryByText('Nothing differs from load-1: this repeats it.')) {
    return undefined;
  }
  const [, ...body] = within(screen.getByTestId(testIds.start.changes)).getAllByRole('row');
  return body.map((row) => [...row.children].map((cell) => cell.textContent));
}

const CASES: Array<[string, RunRequest, RunRequest, string[][] | undefined]> = [
  ['nothing', BEFORE, { ...BEFORE, generateName: 'other-' }, undefined],
  ['a param', BEFORE, { ...BEFORE, params: [{ name: 'rate', value: '3' }] }, [['rate', '2', '3']]],
  ['the experiment without a param for it', BEFORE, { ...BEFORE, experiment: 'b' }, [['experiment', 'a', 'b']]],
  [
    'the experiment by its param, once',
    NAMED,
    { ...NAMED, experiment: 'b', params: [...BEFORE.params, { name: PARAMS.experiment, value: 'b' }] },
    [['experiment', 'a', 'b']],
  ],
  [
    'the namespace',
    BEFORE,
    { ...BEFORE, namespace: 'experiment-02' },
    [['namespace', 'experiment-01', 'experiment-02']],
  ],
  [
    'account and timeout',
    BEFORE,
    { ...BEFORE, serviceAccountName: 'pipeline', timeouts: { tasks: '2h' } },
    [
      ['service account', 'none', 'pipeline'],
      ['timeout tasks', 'none', '2h'],
    ],
  ],
];

test.each(CASES)('an edited run is reviewed with what differs: %s', (_, before, after, expected) => {
  expect(rows(before, after)).toEqual(expected);
});
