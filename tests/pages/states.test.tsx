/**
 * Pages of runs through every way in which the cluster and Prometheus fail: one state, one cause, one next step. Pages of
 * charts are walked in a browser, which draws them (tests/e2e/states.spec.ts).
 */
import { config } from '@grafana/runtime';
import { act, configure, screen, waitFor } from '@testing-library/react';
import { NEVER, of, throwError, type Observable } from 'rxjs';

import { grafanaAnnotations } from '../../src/annotations/store';
import { translateError } from '../../src/datasource/errorTranslation';
import { HttpFailure } from '../../src/datasource/httpFailure';
import type { RunsSnapshot } from '../../src/datasource/types';
import { forgetCaches } from '../../src/domain/moduleCaches';
import type { Run } from '../../src/domain/run';
import { MemoryTekton } from '../../src/experiment/testing/memoryTekton';
import { aRun, aTask, NOW } from '../../src/experiment/testing/samples';
import { UserError } from '../../src/shared/errors';
import { testIds } from '../../src/shared/testIds';
import { SLOW_SECONDS } from '../../src/shared/useSlow';
import { showPage, type PageName } from './pages';

// Panels and readiness are drawn, and asked, in the browser tests.
jest.mock('../../src/assessment/charts/DataPanel', () => ({ DataPanel: () => null }));
jest.mock('../../src/readiness-view/LazyReadinessNotice', () => ({ LazyReadinessNotice: () => null }));

const fetch = jest.fn<Observable<unknown>, [{ url: string; data: { queries: Array<{ refId: string }> } }]>();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  getBackendSrv: () => ({ fetch: (request: Parameters<typeof fetch>[0]) => fetch(request) }),
}));

configure({ asyncUtilTimeout: 10_000 });

const ended = (over: Partial<Run>) => aRun({ phase: 'succeeded', reason: 'Succeeded', finishedAt: NOW, ...over });
const RUNS = [ended({}), ended({ name: 'stair-static', mode: 'static' })];

beforeEach(() => {
  forgetCaches();
  config.bootData.user.orgRole = 'Editor' as never;
  jest.spyOn(grafanaAnnotations, 'list').mockResolvedValue([]);
  fetch.mockReset();
});

/** What a page says that there is none of, or that it still waits for. */
const NONE = /none found|no experiment|no runs|no run |\b0 runs|which runs|not all |no data|needs a run other/i;
const AWAITED = /measuring|loading|looking for/i;

function expectOneState(words: { title: string; message: RegExp | string; next: RegExp | string }): void {
  const alerts = [...screen.queryAllByRole('alert'), ...screen.queryAllByTestId(testIds.emptyState)];
  expect(alerts.map(({ textContent }) => textContent)).toEqual([expect.stringContaining(words.title)]);
  expect(alerts[0]).toHaveTextContent(words.message);
  expect(alerts[0]).toHaveTextContent(words.next);
  expect(document.body).not.toHaveTextContent(NONE);
  expect(document.body).not.toHaveTextContent(AWAITED);
  expect(screen.queryByRole('progressbar', { name: 'Measuring the runs' })).toBeNull();
  expect(screen.queryAllByLabelText(/^Loading/)).toEqual([]);
}

describe('the cluster fails', () => {
  const status = (code: number, message: string, reason = '') =>
    new HttpFailure(code, { kind: 'Status', code, message, reason, details: {} });
  const FORBIDDEN =
    'pipelineruns.tekton.dev is forbidden: User "reader" cannot list resource "pipelineruns" in API group "tekton.dev" in the namespace "experiment-01"';
  const FAULTS: Array<[string, unknown]> = [
    ['401', status(401, 'Unauthorized')],
    ['403', status(403, FORBIDDEN, 'Forbidden')],
    ['no Tekton', new HttpFailure(404, '404 page not found\n')],
    ['429', status(429, 'Too many requests')],
    ['500', status(500, 'etcdserver: request timed out')],
    ['503', new HttpFailure(503, 'upstream connect error')],
    ['a certificate that is not trusted', new HttpFailure(502, 'x509: certificate signed by unknown authority')],
    ['an answer that is cut', new TypeError('Failed to fetch')],
    ['the session of Grafana has ended', new HttpFailure(401, '')],
  ];
  const PAGES: PageName[] = ['runs', 'run', 'compare', 'compare, before runs are chosen', 'trend', 'panel'];

  for (const [fault, cause] of FAULTS) {
    const error = translateError(cause, { verb: 'list', resource: 'pipelineruns', namespace: 'experiment-01' });
    test.each(PAGES)(`${fault}: %s`, async (name) => {
      showPage(name, failing(error));
      await screen.findByTestId(testIds.errorNotice);
      await waitFor(() => expectOneState({ title: error.title, message: error.message, next: error.nextStep }));
      expect(error.nextStep).not.toBe('');
    });
  }

  test.each(PAGES)(
    'nothing is answered at all: %s says neither that there is none nor that it failed',
    async (name) => {
      const api = new MemoryTekton();
      api.snapshots.next(snapshot({ state: 'loading' }));
      jest.spyOn(api, 'getRun').mockReturnValue(new Promise(() => undefined));
      showPage(name, api);
      await act(async () => Promise.resolve());
      expect(screen.queryAllByRole('alert')).toEqual([]);
      if (name !== 'compare, before runs are chosen') {
        expect(screen.queryAllByTestId(testIds.emptyState)).toEqual([]);
        expect(document.body).not.toHaveTextContent(NONE);
      }
    }
  );

  function failing(error: UserError): MemoryTekton {
    const api = new MemoryTekton();
    api.snapshots.next(snapshot({ state: 'stale', error }));
    // Of a run that cannot be found the page says that it is gone; a cluster without the kind is another cause.
    api.failure = error.status === 404 ? without404(error) : error;
    return api;
  }
});

const without404 = ({ title, message, nextStep }: UserError) => new UserError({ title, message, nextStep });
const snapshot = (part: Partial<RunsSnapshot>): RunsSnapshot => ({
  state: 'live',
  runs: [],
  asOf: 0,
  clockSkewMs: 0,
  ...part,
});

describe('Prometheus fails', () => {
  const parsed = (text: string) => `error found in #1 byte of ...|x|..., bigger context ...|${text}|...`;
  /** Every query of a request fails, as Grafana says it. */
  const refused = (status: number, error: string) => (request: Parameters<typeof fetch>[0]) =>
    throwError(() => ({
      status: 400,
      data: { results: Object.fromEntries(request.data.queries.map(({ refId }) => [refId, { status, error }])) },
    }));
  const TENANCY = 'Bad Request. The request or configuration is malformed.';
  const FAULTS: Array<[string, Parameters<typeof fetch.mockImplementation>[0], RegExp, RegExp]> = [
    ['dead', refused(502, 'dial tcp: connection refused'), /connection refused/, /is up/],
    ['slow', refused(502, 'context deadline exceeded'), /deadline/, /shorter time range/],
    ['400', refused(400, 'bad_data: parse error'), /parse error/, /rejected the query/],
    ['a port for one namespace', refused(400, parsed(TENANCY)), /configuration is malformed/, /namespace=<namespace>/],
    ['401', refused(401, 'Unauthorized'), /Unauthorized/, /token or password/],
    ['403', refused(403, 'Forbidden'), /Forbidden/, /cluster-monitoring-view/],
    ['422', refused(422, 'too many samples'), /too many samples/, /limits/],
    ['429', refused(429, 'Too Many Requests'), /Too Many/, /Wait a little/],
    ['503', refused(503, 'Service Unavailable'), /Service Unavailable/, /is up/],
    ['text', refused(200, parsed('hello')), /hello/, /Check the address/],
    ['a proxy', () => throwError(() => ({ status: 502, statusText: 'Bad Gateway' })), /502 Bad Gateway/, /is up/],
    ['a login page', () => of({ data: '<html>Sign in</html>' }), /web page/, /Check the address/],
  ];
  const PAGES: PageName[] = ['run', 'compare', 'trend'];

  for (const [fault, implementation, message, next] of FAULTS) {
    test.each(PAGES)(`${fault}: %s`, async (name) => {
      fetch.mockImplementation(implementation);
      showPage(name, new MemoryTekton(RUNS));
      await screen.findByTestId(testIds.errorNotice);
      await waitFor(() => expectOneState({ title: 'Prometheus did not answer', message, next }));
    });
  }

  test.each(PAGES)('it hangs: %s says so in time, and goes on waiting', async (name) => {
    jest.useFakeTimers();
    fetch.mockReturnValue(NEVER);
    showPage(name, new MemoryTekton(RUNS));
    // The run is read before it is measured.
    await act(() => jest.advanceTimersByTimeAsync(1000));
    await act(() => jest.advanceTimersByTimeAsync((SLOW_SECONDS + 1) * 1000));
    expect(screen.getAllByTestId(testIds.slowNotice)).toHaveLength(1);
    expect(screen.queryAllByTestId(testIds.errorNotice)).toEqual([]);
    await act(() => jest.advanceTimersByTimeAsync(120_000));
    expect(screen.getAllByTestId(testIds.errorNotice)).toHaveLength(1);
    expectOneState({
      title: 'Prometheus did not answer',
      message: /no answer within 120 s/,
      next: /shorter time range/,
    });
    jest.useRealTimers();
  });
});

describe('a run without figures', () => {
  const CASES: Array<[string, Run, string[], RegExp, RegExp]> = [
    ['has not started', aRun({ phase: 'pending', startedAt: undefined }), [], /has not started/, /come by themselves/],
    ['has just begun', aRun({ loadTasks: ['load-test'] }), ['reset'], /tasks before its load/, /come by themselves/],
    [
      'failed before its load',
      aRun({ phase: 'failed', reason: 'Failed', finishedAt: NOW, loadTasks: ['load-test'] }),
      ['reset'],
      /ended before a step of its load ran \(Failed/,
      /its logs|their logs/,
    ],
  ];
  test.each(CASES)('%s', async (_, run, tasks, message, next) => {
    fetch.mockReturnValue(of({ data: { results: {} } }));
    const api = new MemoryTekton([run]);
    api.tasks = tasks.map((pipelineTask) => aTask({ pipelineTask, startedAt: NOW - 400_000 }));
    showPage('run', api);
    const verdict = await screen.findByTestId(testIds.run.verdict);
    await waitFor(() => expect(verdict).toHaveTextContent(message));
    expect(verdict).toHaveTextContent(next);
    expect(verdict).not.toHaveTextContent(AWAITED);
    expect(screen.queryAllByTestId(testIds.errorNotice)).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
  });
});
