/** Decisions: the lane of a run and of a variant, a decision by keyboard, and where the time of each scaling went. */
import type { Page } from '@playwright/test';

import { comparePath, overviewPath, runPath, variantPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test, THEMES } from './fixtures';

const RUN = { namespace: 'experiment-01', name: 'wva-stair-wva' };
const STATIC = { ...RUN, name: 'wva-stair-static-4' };
const VARIANT = { ...RUN, name: 'llm-d-inference-scheduling-llm-d-modelservice-decode' };

const lane = (page: Page) => page.getByTestId(testIds.decisions.lane);
/** Among charts it asks for nothing until it comes near the screen. */
const scrollToLane = (page: Page) => page.getByRole('heading', { name: 'Decisions' }).scrollIntoViewIfNeeded();
const detail = (page: Page) => page.getByTestId(testIds.decisions.detail);

for (const theme of THEMES) {
  test(`a run with WVA says why it scaled up, ${theme}`, async ({ page, expectAccessible }) => {
    await page.setViewportSize({ width: 1060, height: 900 });
    await page.goto(`${runPath(RUN)}?tab=analysis&theme=${theme}`);
    const up = lane(page).getByRole('button', { name: /^Scaled up 1 → 2/ });
    await up.focus();
    await page.keyboard.press('Enter');
    await expect(detail(page)).toContainText('Asked for: 2 in place of 1.');
    await expect(detail(page)).toContainText(/kvSpareTrigger|kvCacheThreshold/);
    await expect(detail(page)).toContainText(/Decision to HPA .*Model start/);
    const controller = detail(page).getByRole('group', { name: 'What the controller says' });
    await expect(controller).toContainText(/Scale up from 1 to 2, cycle of \d/);
    await expect(controller).toContainText(/Spare KV cache .* and spare queue .* replicas that are not saturated/);
    await expect(controller).toContainText('Metrics and log agree.');
    await expect(controller).toContainText(/Log of workload-variant-autoscaler-.*: \d+ lines read, 0 cannot be read/);
    const explore = detail(page).getByRole('link', { name: 'Explore the samples' });
    expect(decodeURIComponent((await explore.getAttribute('href')) ?? '')).toContain('vllm:kv_cache_usage_perc');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(detail(page).getByRole('heading', { level: 3 })).toContainText('In transition');
    const waterfall = page.getByTestId(testIds.decisions.waterfall);
    await expect(waterfall).toContainText(/Of .* scale-ups, .* went to: Model start/);
    await expect(waterfall.getByRole('region', { name: 'Hops of all scale-ups' })).toContainText('Signal to decision');
    const story = page.getByTestId(testIds.decisions.story).getByRole('listitem');
    await expect(story.first()).toContainText('The load rises to 0.5 req/s.');
    await expect(story.filter({ hasText: 'Scaled up 1 → 2' })).toHaveCount(1);
    await expect(story.filter({ hasText: 'Ready replicas: 2, after 1.' })).toHaveCount(1);
    await expectAccessible('decisions of a run');
  });
}

test.describe('without the right to the log', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('a decision stands by metrics alone where the controller’s log may not be read', async ({ page }) => {
    await page.route(/\/api\/v1\/namespaces\/llm-d-autoscaler\/pods/, (route) =>
      route.fulfill({ status: 403, json: { kind: 'Status', code: 403, message: 'pods is forbidden' } })
    );
    await page.goto(`${runPath(RUN)}?tab=analysis`);
    await lane(page)
      .getByRole('button', { name: /^Scaled up 1 → 2/ })
      .click();
    const controller = page.getByRole('group', { name: 'What the controller says' });
    await expect(controller).toContainText('no right to list pods in the namespace llm-d-autoscaler');
    await expect(detail(page)).toContainText('Asked for: 2 in place of 1.');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('what was compared stands under the lane, with thresholds and in words', async ({ page, expectAccessible }) => {
  await page.goto(`${runPath(RUN)}?tab=analysis`);
  const compared = page.getByTestId(testIds.decisions.compared);
  const spare = compared.getByRole('figure', { name: 'Spare KV cache' });
  await expect(spare.locator('canvas').first()).toBeVisible();
  await expect(spare).toContainText('kvSpareTrigger 0.1');
  await expect(spare).toContainText(/Below kvSpareTrigger 0.1 for .*, first at .*; lowest \d/);
  await expect(compared.getByRole('figure', { name: 'Spare queue' })).toContainText('queueSpareTrigger 3');
  const estimate = compared.getByRole('figure', { name: 'Demand over supply, V2 estimate' });
  await expect(estimate).toContainText('scaleUpThreshold 0.85');
  await expect(estimate).toContainText('scaleDownBoundary 0.7');
  // One axis of time: the plots of the load, of what was compared and of the latencies begin and end where the lane does.
  const edges = (all: Element[]) => all.map((e) => e.getBoundingClientRect()).map(({ left, right }) => [left, right]);
  const [own] = await lane(page).evaluateAll(edges);
  await page.getByRole('heading', { name: 'Latency with its spread, and scaling' }).scrollIntoViewIfNeeded();
  const plots = page.getByTestId(testIds.run.analysis).locator('.u-over');
  await expect(plots).toHaveCount(5);
  const apart = (await plots.evaluateAll(edges)).flatMap((plot) => plot.map((edge, i) => Math.abs(edge - own![i]!)));
  expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  await expectAccessible('what was compared');
  await page.goto(variantPath(VARIANT));
  await scrollToLane(page);
  await expect(compared.getByRole('figure', { name: 'Spare KV cache' }).locator('canvas').first()).toBeVisible();
  await page.goto(`${runPath(STATIC)}?tab=analysis`);
  await expect(compared).toContainText('Nothing scales this workload, so nothing was compared.');
});

test('a static run is scaled by nothing', async ({ page }) => {
  await page.goto(`${runPath(STATIC)}?tab=analysis`);
  await lane(page)
    .getByRole('button', { name: /^No scaler/ })
    .first()
    .click();
  await expect(detail(page)).toContainText('Nothing scales this workload');
});

test('the lane stands under the replicas of a variant, of a run’s charts and of the overview', async ({
  page,
  expectAccessible,
}) => {
  for (const path of [variantPath(VARIANT), `${runPath(RUN)}?tab=charts`, overviewPath()]) {
    await page.goto(path);
    await scrollToLane(page);
    await expect(lane(page).getByRole('button').first()).toBeVisible();
    await expectAccessible(`lane of ${path}`);
  }
});

test('why each run scaled stands beside the others, asked for by a click or a key', async ({
  page,
  expectAccessible,
}) => {
  await page.goto(comparePath({ runs: [STATIC, RUN] }));
  const decisions = page.getByTestId(testIds.compare.decisions);
  await expect(page.getByTestId(testIds.compare.progress)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  await expect(decisions.getByTestId(testIds.decisions.lane)).toHaveCount(0);
  await decisions.getByRole('button', { name: 'Show decisions' }).press('Enter');
  await expect(decisions.getByTestId(testIds.decisions.lane)).toHaveCount(2);
  await expect(decisions.getByTestId(testIds.decisions.story)).toHaveCount(2);
  const ofRun = (name: string) => decisions.getByRole('group', { name: new RegExp(name) });
  await expect(ofRun(STATIC.name)).toContainText('Scaled by: Nothing');
  await expect(ofRun(RUN.name)).toContainText(/Scaled by: WVA/);
  await expectAccessible('decisions of two runs');
  await decisions.getByRole('button', { name: 'Hide decisions' }).press('Enter');
  await expect(decisions.getByTestId(testIds.decisions.lane)).toHaveCount(0);
});
