/** Every generated dashboard, as Grafana shows it: nothing fails, nothing is empty that should not be, runs are marked. */
import type { Page, Response } from '@playwright/test';

import { startStack, type Stack } from '../../scripts/stack';
import { DASHBOARDS, type DashboardJson } from './dashboardFiles';
import { expect, test, THEMES } from './fixtures';
import { OWN_CLUSTER_ONLY } from './ownClusterOnly';

/** Panels with nothing to show while WVA is older than 0.8. */
const SINCE_0_8 = [
  'Scaling decisions',
  'Demand over capacity',
  'KV-cache tokens in use',
  'Readings by freshness',
  'Allocatable GPUs',
  'Decisions cut down',
];
/**
 * A time that holds all of the simulated past's runs, and hardly ever a refresh: an empty `refresh` is ignored by Scenes, and the
 * dashboard's own of 10 s would begin anew before all is there.
 */
const PAST = 'from=now-4h&to=now&refresh=1d';

const panel = (page: Page, title: string) => page.getByTestId(`data-testid Panel header ${title}`);

/** Opens a dashboard and holds every panel to what it should show. */
async function expectWhole(page: Page, dashboard: DashboardJson, url: string, empty: string[]): Promise<void> {
  const charts = dashboard.panels.filter(({ fieldConfig }) => fieldConfig !== undefined);
  let answered = 0;
  const count = (response: Response) => {
    answered += response.url().includes('/api/ds/query') ? 1 : 0;
  };
  page.on('response', count);
  await page.goto(url);
  await expect.poll(() => answered, { message: 'each panel has its answer' }).toBeGreaterThanOrEqual(charts.length);
  page.off('response', count);
  await expect(page.getByTestId(/^data-testid Panel header /)).toHaveCount(
    dashboard.panels.filter(({ type }) => type !== 'row').length
  );
  await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
  await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
  for (const { title, fieldConfig } of charts) {
    const isEmpty = empty.includes(title);
    const words = panel(page, title).getByText(fieldConfig?.defaults?.noValue ?? '', { exact: true });
    await expect(words, `${title} ${isEmpty ? 'says why it is empty' : 'has data'}`).toHaveCount(isEmpty ? 1 : 0);
  }
}

test.describe('with the labels of OpenShift and WVA 0.5', () => {
  test.use({ viewport: { width: 1600, height: 1400 } });

  for (const dashboard of DASHBOARDS) {
    for (const theme of THEMES) {
      test(`${dashboard.title}, ${theme}`, async ({ page, expectAccessible }) => {
        await expectWhole(page, dashboard, `/d/${dashboard.uid}?theme=${theme}&${PAST}`, SINCE_0_8);
        await expect(page.getByRole('button', { name: /Annotation: .*wva-stair-wva/ }).first()).toBeVisible();
        // Grafana's own headings of rows have no level, which the preview mends.
        if (!process.env.GRAFANA_URL) {
          await expectAccessible(dashboard.title);
        }
      });
    }
  }

  test('a run is marked once on each chart, from Grafana’s annotations or from Tekton', async ({ page }) => {
    await page.goto(`/d/llmd-wva-experiment?${PAST}`);
    const marks = page.getByRole('button', { name: /Annotation: .*wva-stair-wva/ });
    await expect(marks.first()).toBeVisible();
    // Charts come one after the other: their number and that of the marks are taken together.
    await expect
      .poll(async () => [await marks.count(), await page.locator('.uplot').count()].join(' of '), { timeout: 30_000 })
      .toMatch(/^([1-9]\d?) of \1$/);
  });

  test('the figures of a run say whose they are, whatever time is shown, and a click shows its time', async ({
    page,
  }) => {
    await page.goto('/d/llmd-wva-experiment?from=now-5m&to=now&refresh=1d');
    const named = panel(page, 'Run').getByRole('link');
    await expect(named).toContainText(/wva-stair-[a-z0-9-]+/);
    const name = /wva-stair-[a-z0-9-]+/.exec((await named.textContent()) ?? '')?.[0];
    const completed = panel(page, 'Completed').getByRole('link');
    await expect(completed).toHaveText(/^[\d,]+$/);
    const count = await completed.textContent();
    await named.click();
    await expect(page).toHaveURL(/from=\d{13}&to=\d{13}/);
    await expect(page).toHaveURL(/var-variant=llm-d-inference-scheduling/);
    await expect(panel(page, 'Run')).toContainText(name ?? '');
    await expect(completed).toHaveText(count ?? '');
  });

  test('links lead to every other dashboard and back, with time and choices', async ({ page }) => {
    await page.goto(`/d/llmd-wva-fleet?from=now-2h&to=now`);
    for (const { title } of DASHBOARDS.filter(({ uid }) => uid !== 'llmd-wva-fleet')) {
      await page.getByRole('main').getByRole('link', { name: title, exact: true }).click();
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
      await expect(page).toHaveURL(/from=now-2h&to=now/);
      await expect(page).toHaveURL(/var-datasource=/);
      await page.getByRole('main').getByRole('link', { name: 'Fleet', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible();
    }
  });

  test('a row of the fleet leads to its variant', async ({ page }) => {
    await page.goto(`/d/llmd-wva-fleet?${PAST}`);
    await panel(page, 'Variants by attention').getByRole('link').first().click();
    await expect(page.getByRole('heading', { name: 'Autoscaling', level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/var-variant=llm-d-inference-scheduling/);
  });

  test('a Viewer sees them too', async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL });
    await context.request.post('/login', { data: { user: 'viewer', password: 'viewer' } });
    const page = await context.newPage();
    for (const dashboard of DASHBOARDS) {
      await expectWhole(page, dashboard, `/d/${dashboard.uid}?${PAST}`, SINCE_0_8);
    }
    await context.close();
  });
});

const ANOTHER = 'simulates another cluster';
const plain = { annotation: { type: OWN_CLUSTER_ONLY, description: ANOTHER } };

test.describe('with plain labels and WVA 0.9', plain, () => {
  test.skip(Boolean(process.env.GRAFANA_URL), ANOTHER);
  test.use({ viewport: { width: 1600, height: 1400 } });

  let stack: Stack;
  test.beforeAll(async () => {
    stack = await startStack({ simulator: { labels: 'plain', wvaVersion: '0.9' } });
  });
  test.afterAll(() => stack.stop());

  for (const dashboard of DASHBOARDS) {
    test(`${dashboard.title}: every panel has data`, async ({ page }) => {
      await expectWhole(page, dashboard, `${stack.url}/d/${dashboard.uid}?${PAST}`, []);
      await expect(page.getByRole('button', { name: /Annotation: .*wva-stair-wva/ }).first()).toBeVisible();
    });
  }
});
