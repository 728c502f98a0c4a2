/* eslint-disable @typescript-eslint/no-deprecated -- what is tested is that the old field is still heard */
import { LoadingState, getDefaultTimeRange, type PanelData } from '@grafana/data';

import { queryError } from './queryError';

const data = (part: Partial<PanelData>): PanelData => ({
  state: LoadingState.Done,
  series: [],
  timeRange: getDefaultTimeRange(),
  ...part,
});

test.each<[string, PanelData | undefined, string | undefined]>([
  ['nothing yet', undefined, undefined],
  ['an answer', data({}), undefined],
  ['an error in the list', data({ errors: [{ message: 'refused' }] }), 'refused'],
  [
    'an error beside it',
    data({ state: LoadingState.Error, error: { data: { message: 'Bad Gateway' } } }),
    'Bad Gateway',
  ],
  [
    'the error page of a proxy',
    data({ errors: [{ message: '<html>Bad Gateway</html>', status: 502, statusText: 'Bad Gateway' }] }),
    '502 Bad Gateway',
  ],
  ['only a state', data({ state: LoadingState.Error }), 'No reason was given.'],
])('%s', (_, given, message) => {
  expect(queryError(given)?.message).toBe(message);
});
