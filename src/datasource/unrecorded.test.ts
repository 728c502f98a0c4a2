import type { AnnotationEvent } from '@grafana/data';
import { of, throwError, type Observable } from 'rxjs';

import { unrecorded } from './unrecorded';

const fetch = jest.fn<Observable<unknown>, [unknown]>();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getBackendSrv: () => ({ fetch }),
}));

const marked = (uid: string) => `stair <!-- run=a/b uid=${uid} planned=60s -->`;
const event = (uid: string, time: number, timeEnd: number): AnnotationEvent => ({
  time,
  timeEnd,
  tags: ['wva-run'],
  text: `run <!-- uid=${uid} -->`,
});
const EVENTS = [event('a', 10, 20), event('b', 15, 90), { time: 30, tags: ['wva-run'] }, event('c', 40, 50)];

beforeEach(() => fetch.mockReset());

test('runs with an annotation are left out, and Grafana is asked about their time only', async () => {
  fetch.mockReturnValue(
    of({
      data: [
        { tags: ['wva-run', 'uid:b'] },
        { tags: ['uid:a', 'not-a-run'] },
        {},
        { tags: ['wva-run'], text: marked('c') },
      ],
    })
  );
  expect(await unrecorded(EVENTS)).toEqual([EVENTS[0], EVENTS[2]]);
  expect(fetch.mock.calls).toEqual([
    [expect.objectContaining({ params: expect.objectContaining({ tags: ['wva-run'], from: 10, to: 90 }) })],
  ]);
});

test.each([
  ['refuses', () => throwError(() => new Error('403'))],
  ['has none', () => of({ data: null })],
])('all runs stay when Grafana %s', async (_how, answer) => {
  fetch.mockImplementation(answer);
  expect(await unrecorded(EVENTS)).toEqual(EVENTS);
});

test('without a run nothing is requested', async () => {
  expect(await unrecorded([])).toEqual([]);
  expect(fetch).not.toHaveBeenCalled();
});
