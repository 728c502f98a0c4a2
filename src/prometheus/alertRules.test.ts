import { NEVER, of, throwError } from 'rxjs';

import { ALERT_GROUPS } from '../domain/alerts';
import { followAlertRules, PAUSE_MS } from './alertRules';

const fetch = jest.fn();
jest.mock('@grafana/runtime', () => ({ getBackendSrv: () => ({ fetch }) }));

const OURS = { status: 'success', data: { groups: [{ name: ALERT_GROUPS.gpu, rules: [] }] } };
const failing = (status?: number) => throwError(() => ({ status }));
let hidden = false;

beforeEach(() => {
  fetch.mockReset();
  hidden = false;
  jest.useFakeTimers();
  jest.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (hidden ? 'hidden' : 'visible'));
});
afterEach(() => jest.useRealTimers());

function follow() {
  const abort = new AbortController();
  const answers: unknown[] = [];
  const ended = jest.fn();
  void followAlertRules('a/b', (answer) => answers.push(answer?.body), abort.signal).then(ended);
  return { abort, answers, ended };
}
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('asks the rules API through Grafana, for the groups of this project', async () => {
  fetch.mockReturnValue(of({ data: OURS }));
  const { abort, answers } = follow();
  await pass(0);
  const [{ url, showErrorAlert }] = fetch.mock.calls[0];
  expect(url).toMatch(/^\/api\/datasources\/uid\/a%2Fb\/resources\/api\/v1\/rules\?type=alert&rule_group\[\]=/);
  expect(new URLSearchParams(url.split('?')[1]).getAll('rule_group[]')).toEqual(Object.values(ALERT_GROUPS));
  expect(showErrorAlert).toBe(false);
  expect(answers).toEqual([OURS]);
  abort.abort();
});

test('asks again after the pause, and no more once nobody looks', async () => {
  fetch.mockReturnValue(of({ data: OURS }));
  const { abort, ended } = follow();
  await pass(PAUSE_MS - 1);
  expect(fetch).toHaveBeenCalledTimes(1);
  await pass(1);
  expect(fetch).toHaveBeenCalledTimes(2);
  abort.abort();
  await pass(10 * PAUSE_MS);
  expect(fetch).toHaveBeenCalledTimes(2);
  expect(ended).toHaveBeenCalled();
  expect(jest.getTimerCount()).toBe(0);
});

test('a page that cannot be seen asks nothing, and asks at once when it can', async () => {
  hidden = true;
  fetch.mockReturnValue(of({ data: OURS }));
  const { abort } = follow();
  await pass(10 * PAUSE_MS);
  expect(fetch).not.toHaveBeenCalled();
  hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  await pass(0);
  expect(fetch).toHaveBeenCalledTimes(1);
  abort.abort();
});

test.each([
  ['400', failing(400)],
  ['403', failing(403)],
  ['404', failing(404)],
  ['no groups of this project', of({ data: { status: 'success', data: { groups: [{ name: 'other' }, null] } } })],
  ['a login page', of({ data: '<html>' })],
])('%s: nothing is to be had, and nothing more is asked', async (_what, result) => {
  fetch.mockReturnValue(result);
  const { answers, ended } = follow();
  await pass(10 * PAUSE_MS);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(answers).toEqual([]);
  expect(ended).toHaveBeenCalled();
});

test.each([undefined, 429, 500, 502, 504])('%s: what was said no longer counts, and is asked again', async (status) => {
  fetch
    .mockReturnValueOnce(of({ data: OURS }))
    .mockReturnValueOnce(failing(status))
    .mockReturnValue(of({ data: OURS }));
  const { abort, answers } = follow();
  await pass(2 * PAUSE_MS);
  expect(answers).toEqual([OURS, undefined, OURS]);
  abort.abort();
});

test('an answer that comes too late for the page is dropped', async () => {
  fetch.mockReturnValue(NEVER);
  const { abort, answers, ended } = follow();
  await pass(0);
  abort.abort();
  await pass(0);
  expect(answers).toEqual([]);
  expect(ended).toHaveBeenCalled();
});
