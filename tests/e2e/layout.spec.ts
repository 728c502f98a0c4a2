/** Pages at twelve widths of a window, with Grafana's menu docked where it is: each is loaded once and resized. */
import { selectors } from '@grafana/e2e-selectors';

import { comparePath, configPath, gpusPath, readinessPath, runPath, runsPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { DASHBOARDS } from './dashboardFiles';
import { expect, test } from './fixtures';
import { faults } from './layoutFaults';

const WIDTHS = [360, 390, 480, 600, 768, 900, 1060, 1200, 1440, 1680, 1920, 2560];

interface Page {
  name: string;
  path: string;
  shows: RegExp | string;
  /** Test id of a button that opens what is looked at. */
  opens?: string;
}

const PAGES: Page[] = [
  { name: 'overview', path: '/a/llmd-wva-app/overview', shows: /Replicas: desired/ },
  {
    name: 'variant',
    path: '/a/llmd-wva-app/variants/experiment-01/llm-d-inference-scheduling-llm-d-modelservice-decode',
    shows: /Replicas: desired/,
  },
  { name: 'runs', path: '/a/llmd-wva-app/runs?q=wva-stair', shows: /wva-stair-static-4/ },
  {
    name: 'compare',
    path: comparePath({
      runs: ['wva-stair-static-4', 'wva-stair-wva'].map((name) => ({ namespace: 'experiment-01', name })),
    }),
    shows: /Requests per GPU-hour/,
  },
  { name: 'run', path: runPath({ namespace: 'experiment-01', name: 'wva-stair-wva' }), shows: /Requests per GPU-hour/ },
  { name: 'GPUs', path: gpusPath(), shows: /\d+ (held|free)/ },
  { name: 'readiness', path: readinessPath(), shows: /Ready/ },
  { name: 'configuration', path: configPath(), shows: /kvCacheThreshold/ },
  { name: 'data source', path: '/connections/datasources/edit/tekton', shows: /Runner token/ },
  { name: 'start form', path: `${runsPath()}?q=wva-stair`, shows: /wva-stair-static-4/, opens: testIds.runs.start },
  ...DASHBOARDS.map(({ uid, title, panels }) => ({
    name: `dashboard ${title}`,
    path: `/d/${uid}?from=now-4h&to=now&refresh=1d`,
    shows: panels.find(({ type }) => type !== 'row')?.title ?? '',
  })),
];

test('the dashboard Fleet fits a wall screen in kiosk mode', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('/d/llmd-wva-fleet?from=now-4h&to=now&refresh=1d&kiosk');
  await expect(page.getByTestId('data-testid Panel header Most changes')).toBeVisible();
  await expect(page.getByTestId(selectors.components.NavMenu.Menu)).toHaveCount(0);
  await expect(page.getByLabel('Panel loading bar')).toHaveCount(0);
  expect(await page.evaluate(faults)).toEqual([]);
  const below = await page.evaluate(() =>
    Math.max(...[...document.querySelectorAll('main section')].map((panel) => panel.getBoundingClientRect().bottom))
  );
  expect(below, 'px of the lowest panel').toBeLessThanOrEqual(1080);
});

for (const { name, path, shows, opens } of PAGES) {
  test(`${name} has no hole, no cut number and no sideways scroll, from 360 to 2,560 px`, async ({ page }) => {
    // As a phone opens it: Grafana's selects keep the width that they once had.
    await page.setViewportSize({ width: WIDTHS[0]!, height: 1200 });
    await page.goto(path);
    await expect(page.getByText(shows).first()).toBeVisible();
    if (opens !== undefined) {
      await page.getByTestId(opens).click();
      await expect(page.getByRole('combobox', { name: 'Load' })).toBeVisible();
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 1200 });
      await expect.poll(() => page.evaluate(faults), { message: `at ${width} px`, timeout: 5000 }).toEqual([]);
      const menu = page.getByTestId(selectors.components.NavMenu.Menu);
      await expect(menu).toHaveCount(width >= 1200 ? 1 : 0);
    }
  });
}
