/**
 * Every page of charts through the ways in which Prometheus fails: one state, one cause in its own words, one next step. Pages
 * of runs, and every status, are walked without a browser (tests/pages/states.test.tsx, src/prometheus/unanswered.test.ts).
 */
import type { Page, Route } from '@playwright/test';

import { testIds } from '../../src/shared/testIds';
import { expect, test } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';

const APP = '/a/llmd-wva-app';
const DECODE = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
const PAGES = [
  `${APP}/overview`,
  `${APP}/variants/experiment-01/${DECODE}`,
  `${APP}/gpus`,
  `${APP}/runs/experiment-01/wva-stair-wva?tab=charts`,
];

/** What Grafana says of an answer of Prometheus that is no JSON. */
const unparsed = (text: string) =>
  `expect { or n, but found B, error found in #1 byte of ...|${text.slice(0, 10)}|..., bigger context ...|${text}|...`;

const FAULTS: Array<{ name: string; fail: (route: Route) => Promise<void>; says: string; next: string }> = [
  {
    name: 'dead',
    fail: refuse(502, 'dial tcp 10.0.0.1:9090: connection refused'),
    says: 'connection refused',
    next: 'is up',
  },
  {
    name: 'slow',
    fail: refuse(502, 'Post "x": context deadline exceeded'),
    says: 'deadline',
    next: 'shorter time range',
  },
  {
    name: 'a port for one namespace',
    fail: refuse(400, unparsed('Bad Request. The request or configuration is malformed.')),
    says: 'The request or configuration is malformed',
    next: 'namespace=<namespace>',
  },
  { name: '403', fail: refuse(403, 'Forbidden'), says: 'Forbidden', next: 'cluster-monitoring-view' },
  { name: 'text', fail: refuse(200, unparsed('hello')), says: 'hello', next: 'Check the address' },
  {
    name: 'a proxy before Grafana',
    fail: (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' }),
    says: '502',
    next: 'is up',
  },
];

/** Every query of the request fails, as Grafana reports it. */
function refuse(status: number, error: string) {
  return async (route: Route): Promise<void> => {
    const { queries } = route.request().postDataJSON() as { queries: Array<{ refId: string }> };
    const results = Object.fromEntries(queries.map(({ refId }) => [refId, { status, error, frames: [] }]));
    await route.fulfill({ status: status === 200 ? 500 : 400, json: { results } });
  };
}

test.describe('each page says once what failed and what to do', () => {
  // What a browser itself logs of a request that failed, and what Scenes logs of a variable.
  test.use({ expectedErrors: [/Failed to load resource|SceneVariableSet/] });

  for (const { name, fail, says, next } of FAULTS) {
    test(name, async ({ page }) => {
      await page.route('**/api/ds/query*', fail);
      for (const path of PAGES) {
        await page.goto(path);
        const notice = page.getByTestId(testIds.errorNotice);
        await expect(notice, path).toHaveCount(1);
        await expect(notice, path).toContainText(says);
        await expect(notice, path).toContainText(next);
        await expectOneState(page, path);
      }
      await page.goto(`${APP}/readiness`);
      const checks = page.getByTestId(testIds.readiness.check);
      await expect(checks.filter({ hasText: says }), 'the cause at one check').toHaveCount(1);
      await expect(checks.filter({ hasText: says })).toContainText(next);
      await expect(checks.filter({ hasText: 'See “Prometheus answers”' }).first()).toBeVisible();
    });
  }
});

test.describe('pages that do not live by the cluster are not troubled by it', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  /** What the readiness page names as the cause, once; a 403 has one a right. */
  const FAULTS: Array<[fault: string | number, cause: RegExp]> = [
    [401, /Give a new reader token/],
    [403, /Grant the rights of the readiness role/],
    [404, /not a Kubernetes API.*Check the server URL/s],
    [429, /./],
    [503, /./],
    ['malformed', /cut off or is not JSON/],
    ['cut', /./],
  ];
  for (const [fault, cause] of FAULTS) {
    test(`the cluster with ${fault}`, async ({ page, cluster }) => {
      ownClusterOnly(cluster, 'breaks the simulated cluster');
      await cluster.fault({ fault, path: '/' });
      await page.goto(`${APP}/readiness`);
      const checks = page.getByTestId(testIds.readiness.check);
      await expect(checks.filter({ hasText: 'Cannot be seen' }).filter({ hasText: cause }).first()).toBeVisible();
      await expect(checks.filter({ hasText: 'Waiting for the answer' })).toHaveCount(0);
      await expect(
        checks.filter({ hasText: /Missing|Not ready/ }),
        'nothing that cannot be seen is missing'
      ).toHaveCount(0);
      const causes = checks.filter({ hasText: 'Cannot be seen', hasNotText: 'See “' });
      const own = causes.filter({ hasNotText: /the account (of the data source )?may not/i });
      // Secrets' names are shown by no right, and whether alerts are loaded is not known in this Prometheus.
      await expect(own.filter({ hasNotText: /Secrets that runs name|lerts/ })).toHaveCount(fault === 403 ? 0 : 1);
      for (const [path, shown] of [
        [`${APP}/overview`, /Replicas: desired/],
        [`${APP}/variants/experiment-01/${DECODE}`, /Replicas: desired/],
        [`${APP}/gpus`, /GPU 3/],
        ['/plugins/llmd-wva-app', /kvCacheThreshold/],
      ] as const) {
        await page.goto(path);
        await expect(page.getByText(shown).first()).toBeVisible();
        await expect(page.getByRole('alert'), path).toHaveCount(0);
        await expect(page.getByTestId(testIds.emptyState), path).toHaveCount(0);
      }
    });
  }
});

/** Beside the one notice nothing says that there is nothing, that something is still awaited, or something else. */
async function expectOneState(page: Page, path: string): Promise<void> {
  const main = page.locator('main, [class*="page-container"], body').first();
  await expect(page.getByTestId(testIds.emptyState), `${path}: nothing said to be empty`).toHaveCount(0);
  await expect(page.getByRole('alert'), `${path}: one alert`).toHaveCount(1);
  await expect(page.getByRole('progressbar', { name: 'Measuring the runs' }), `${path}: nothing awaited`).toHaveCount(
    0
  );
  await expect(page.getByLabel(/^Loading /), `${path}: nothing awaited`).toHaveCount(0);
  await expect(main, path).not.toContainText(
    /Measuring|none found|No variant|No GPU|0 runs|Not all metrics|No metrics/
  );
}

test.describe('a range or a choice that cannot have data', () => {
  // Variables ask before the page has looked at the range, and are refused.
  test.use({ expectedErrors: [/Failed to load resource|SceneVariableSet/] });

  const CASES: Array<{ name: string; path: string; title: RegExp; action: RegExp }> = [
    { name: 'reversed', path: 'overview?from=now&to=now-1h', title: /ends before it begins/, action: /last hour/ },
    {
      name: 'read as 1970',
      path: 'overview?from=2026&to=2026',
      title: /long before any measurement/,
      action: /last hour/,
    },
    {
      name: 'a date without milliseconds, of a time without data',
      path: 'overview?from=2021-11-28T14:54:42Z&to=2021-11-28T16:00:04Z',
      title: /no data in this time range/,
      action: /last hour/,
    },
    {
      name: 'an unknown variant on the overview',
      path: 'overview?var-namespace=experiment-01&var-variant=does-not-exist',
      title: /Variant “does-not-exist” is not there/,
      action: new RegExp(`Show ${DECODE}`),
    },
    {
      name: 'an unknown namespace on the overview',
      path: `overview?var-namespace=nowhere&var-variant=${DECODE}`,
      title: /Namespace “nowhere” is not there/,
      action: /Show/,
    },
    {
      name: 'an unknown variant by its address',
      path: 'variants/experiment-01/does-not-exist',
      title: /no variant “does-not-exist” in experiment-01/,
      action: /which variants there are/,
    },
  ];
  for (const { name, path, title, action } of CASES) {
    test(name, async ({ page }) => {
      await page.goto(`${APP}/${path}`);
      const state = page.getByTestId(testIds.emptyState);
      await expect(state).toHaveCount(1);
      await expect(state).toContainText(title);
      await expect(page.getByText(/ServiceMonitor|PodMonitor|does not scrape/)).toHaveCount(0);
      await expect(page.getByTestId(testIds.errorNotice)).toHaveCount(0);
      const way = state.getByRole(/last hour|^Show/.test(action.source) ? 'button' : 'link', { name: action });
      await way.click();
      await expect(page.getByText(/Replicas: desired|GPU 3/).first()).toBeVisible();
      await expect(state).toHaveCount(0);
    });
  }

  test('a range that is mended while the choices are still asked for', async ({ page }) => {
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    let answer = (): void => undefined;
    const isMended = new Promise<void>((resolve) => (answer = resolve));
    // What the choices of namespace and variant ask.
    await page.route(/\/resources\/api\/v1\/query\?/, async (route) => {
      asked();
      await isMended;
      await route.continue();
    });
    await page.goto(`${APP}/overview?from=now&to=now-1h`);
    await isAsked;
    await page.getByRole('button', { name: 'Show the last hour' }).click();
    answer();
    await expect(page.getByText(/Replicas: desired|GPU 3/).first()).toBeVisible();
    await expect(page.getByTestId(testIds.emptyState)).toHaveCount(0);
  });
});
