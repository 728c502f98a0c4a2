/** Bad days: what a user reads when the cluster or Prometheus does not answer as it should, and that it comes back. */
import type { Page, Route } from '@playwright/test';

import { testIds } from '../../src/shared/testIds';
import { expect, test } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';

const RUNS = '/a/llmd-wva-app/runs';
/** What a browser itself logs of a request that failed. */
const FAILED_REQUEST = /Failed to load resource/;

const notices = (page: Page) => page.getByTestId(testIds.errorNotice);
/** Hits the button, unless all is well again before a slow machine has got there. */
const tryAgain = (page: Page) =>
  notices(page)
    .first()
    .getByRole('button', { name: 'Try again' })
    .dispatchEvent('click', undefined, { timeout: 1000 })
    .catch(() => undefined);
const firstRun = (page: Page) => page.getByRole('link', { name: 'wva-stair-wva' });

test.describe('the cluster refuses', () => {
  test.use({ expectedErrors: [FAILED_REQUEST] });

  const REFUSALS = [
    { fault: 401, title: 'The cluster does not accept the token', says: ['reader token', "data source's settings"] },
    {
      fault: 403,
      title: 'Not allowed to list pipelineruns',
      says: ['the verb "list" on pipelineruns in the namespace experiment-01'],
    },
    { fault: 404, title: 'Tekton is not installed', says: ['tekton.dev/v1', 'Install Tekton Pipelines'] },
    { fault: 503, title: 'The cluster cannot be reached', says: ['Check the server URL'] },
    { fault: 'malformed', title: 'The answer cannot be read', says: ['Kubernetes API server'] },
    { fault: 'cut', title: 'No answer', says: ['tried again'] },
  ];
  for (const { fault, title, says } of REFUSALS) {
    test(`the list with ${fault}: words, then a retry that works`, async ({ page, cluster }) => {
      ownClusterOnly(cluster, 'breaks the simulated cluster');
      await cluster.fault({ fault, path: '/tekton.dev/v1/namespaces/.*/pipelineruns' });
      await page.goto(RUNS);
      const notice = notices(page).first();
      await expect(notice).toContainText(title);
      for (const text of says) {
        await expect(notice).toContainText(text);
      }
      await expect(notice.getByRole('button', { name: 'Try again' })).toBeVisible();
      await cluster.heal();
      await tryAgain(page);
      await expect(firstRun(page)).toBeVisible();
      await expect(notices(page)).toHaveCount(0);
    });
  }

  test('a run and the panel with an expired token', async ({ page, cluster }) => {
    ownClusterOnly(cluster, 'breaks the simulated cluster');
    await cluster.fault({ fault: 401, path: '/tekton.dev/v1/namespaces' });
    for (const path of [`${RUNS}/experiment-01/wva-stair-wva`, '/d/llmd-wva-experiment']) {
      await page.goto(path);
      await expect(notices(page).first()).toContainText('The cluster does not accept the token');
    }
    await cluster.heal();
    await tryAgain(page);
    await expect(firstRun(page)).toBeVisible();
    await expect(notices(page)).toHaveCount(0);
  });
});

test.describe('Prometheus is down', () => {
  test.use({ expectedErrors: [FAILED_REQUEST] });

  const PAGES = [
    { path: '/a/llmd-wva-app/overview', shows: /Replicas: desired/ },
    { path: '/a/llmd-wva-app/gpus', shows: /GPU 3/ },
  ];
  const WAYS: Array<{ name: string; fail: (route: Route) => Promise<void> }> = [
    { name: 'no connection', fail: (route) => route.abort('connectionrefused') },
    {
      name: 'a bad gateway',
      fail: (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<html>Bad Gateway</html>' }),
    },
    {
      name: 'an error for every query',
      fail: (route) =>
        answer(route, (refIds) => ({
          status: 500,
          body: Object.fromEntries(
            refIds.map((refId) => [
              refId,
              { status: 500, error: 'dial tcp 10.0.0.1:9090: connect: connection refused', frames: [] },
            ])
          ),
        })),
    },
  ];
  for (const { path, shows } of PAGES) {
    for (const { name, fail } of WAYS) {
      test(`${path} with ${name}: a notice, then a retry that works`, async ({ page }) => {
        await page.route('**/api/ds/query*', fail);
        await page.goto(path);
        const notice = notices(page).first();
        await expect(notice).toContainText('Prometheus');
        await expect(notice).toContainText('Check that Prometheus is up');
        await page.unroute('**/api/ds/query*');
        await expect(notice.getByRole('button', { name: 'Try again' })).toBeVisible();
        await tryAgain(page);
        await expect(page.getByText(shows).first()).toBeVisible();
        await expect(notices(page)).toHaveCount(0);
      });
    }
  }
});

test.describe('Prometheus has nothing', () => {
  test('the overview says why', async ({ page }) => {
    await page.route('**/api/ds/query*', empty);
    await page.goto('/a/llmd-wva-app/overview');
    await expect(page.getByText(/No metrics of WVA. Check that Prometheus scrapes the controller/)).toBeVisible();
    await expect(page.getByText(/^No variant found/)).toHaveCount(0);
    await expect(notices(page)).toHaveCount(0);
  });

  test('the GPUs say why', async ({ page }) => {
    await page.route('**/api/ds/query*', empty);
    await page.goto('/a/llmd-wva-app/gpus');
    await expect(page.getByText(/No metrics of GPUs. Check that Prometheus scrapes the DCGM exporter/)).toBeVisible();
    await expect(page.getByText(/No GPU reports/)).toHaveCount(0);
  });

  test('values that are no numbers leave gaps, not a broken page', async ({ page }) => {
    await page.route('**/api/ds/query*', async (route) => {
      const response = await route.fetch();
      const body: unknown = await response.json();
      await route.fulfill({ response, json: withoutNumbers(body) });
    });
    for (const [path, shows] of [
      ['/a/llmd-wva-app/overview', /Replicas: desired|No metrics of WVA|No variant found/],
      ['/a/llmd-wva-app/gpus', /GPU 3|No metrics of GPUs/],
    ] as const) {
      await page.goto(path);
      await expect(page.getByText(shows).first()).toBeVisible();
      await expect(page.getByText(/NaN|undefined|\[object/)).toHaveCount(0);
    }
  });
});

const empty = (route: Route) =>
  answer(route, (refIds) => ({
    status: 200,
    body: Object.fromEntries(refIds.map((refId) => [refId, { status: 200, frames: [] }])),
  }));

async function answer(route: Route, say: (refIds: string[]) => { status: number; body: unknown }): Promise<void> {
  const { queries } = route.request().postDataJSON() as { queries: Array<{ refId: string }> };
  const { status, body } = say(queries.map(({ refId }) => refId));
  await route.fulfill({ status, json: { results: body } });
}

interface Answer {
  results: Record<string, { frames?: Array<{ data: { values: unknown[][]; entities?: unknown[] } }> }>;
}

/** Every value, not the times, becomes NaN, as Grafana sends it. */
function withoutNumbers(body: unknown): unknown {
  for (const { frames = [] } of Object.values((body as Answer).results)) {
    for (const { data } of frames) {
      const [times = [], ...values] = data.values;
      data.values = [times, ...values.map((column) => column.map(() => null))];
      data.entities = [null, ...values.map((column) => ({ NaN: column.map((_, i) => i) }))];
    }
  }
  return body;
}

test.describe('the list', () => {
  // A run that goes while the page reads it in full: the browser logs the answer, the page takes it as gone.
  test.use({ expectedErrors: [/404 \(Not Found\) .*\/pipelineruns\//] });

  test('goes on after its watches were cut', async ({ page, cluster }) => {
    ownClusterOnly(cluster, 'breaks the simulated cluster');
    await page.goto(RUNS);
    await expect(page.getByText('Live')).toBeVisible();
    const made = await seed(1);
    await cluster.fault({ dropWatches: true });
    try {
      await expect(page.getByRole('link', { name: made.names[0] })).toBeVisible();
    } finally {
      await made.remove();
    }
    await expect(page.getByRole('link', { name: made.names[0] })).toHaveCount(0);

    // The past is gone, too: the list is read anew.
    await cluster.fault({ compact: true });
    await cluster.fault({ dropWatches: true });
    const again = await seed(1);
    try {
      await expect(page.getByRole('link', { name: again.names[0] })).toBeVisible();
    } finally {
      await again.remove();
    }

    async function seed(count: number) {
      const before = new Set(await cluster.runNames());
      await cluster.fault({ seedRuns: count });
      const names = (await cluster.runNames()).filter((name) => !before.has(name));
      return {
        names: names as [string, ...string[]],
        remove: () => cluster.orders(names.map((name) => ({ delete: { namespace: 'experiment-01', name } }))),
      };
    }
  });

  test('with thousands of runs stays in hand', async ({ page, cluster }) => {
    ownClusterOnly(cluster, 'seeds the simulated cluster');
    const before = new Set(await cluster.runNames());
    await cluster.fault({ seedRuns: 5000 });
    const seeded = (await cluster.runNames()).filter((name) => !before.has(name));
    try {
      await page.goto(RUNS);
      await expect(page.getByTestId(testIds.runs.row).first()).toBeVisible();
      await expect(page.getByText(`${before.size + seeded.length} runs`)).toBeVisible();
      expect(await page.getByTestId(testIds.runs.row).count(), 'only rows near the screen exist').toBeLessThan(100);
      await page.getByTestId(testIds.runs.list).press('End');
      await expect(page.locator(`[data-index="${before.size + seeded.length - 1}"] a`)).toBeFocused();
      await page.getByRole('textbox', { name: /search/i }).fill('wva-stair-static-4');
      await expect(page.getByRole('link', { name: 'wva-stair-static-4' })).toBeVisible();
      await expect(page.getByTestId(testIds.runs.row)).toHaveCount(1);
    } finally {
      await cluster.orders(seeded.map((name) => ({ delete: { namespace: 'experiment-01', name } })));
    }
  });
});
