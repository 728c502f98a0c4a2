/** Runs beside each other, against their gates, and over time: from the list to the answer, also for what Tekton has pruned. */
import type { Page } from '@playwright/test';

import { formatText } from '../../src/domain/runAnnotationText';
import { runTags } from '../../src/domain/runAnnotationTags';
import { comparePath, runPath, runsPath, trendPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test, THEMES } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';

const NAMESPACE = 'experiment-01';
const VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
const EXPERIMENT = 'wva-initial-evaluation';
const ref = (name: string) => ({ namespace: NAMESPACE, name });
const [STATIC_1, STATIC_4, WVA] = [ref('wva-stair-static-1'), ref('wva-stair-static-4'), ref('wva-stair-wva')];
const THREE = comparePath({ runs: [STATIC_1, STATIC_4, WVA] });
/** Over the preview's own switch of themes. */
const inTheme = (path: string, theme: string) => `${path}${path.includes('?') ? '&' : '?'}theme=${theme}`;

const measured = (page: Page) =>
  expect(page.getByTestId(testIds.compare.progress)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
const cell = (page: Page, figure: string, column: number) =>
  page
    .getByTestId(testIds.compare.kpis)
    .getByRole('row', { name: new RegExp(`^${figure}`) })
    .getByRole('cell')
    .nth(column);

test('from the list of runs to who wins, and why', async ({ page }) => {
  await page.goto(runsPath());
  for (const { name } of [STATIC_1, STATIC_4, WVA]) {
    // Grafana's box lies over the input, and what is still read may move the list under a mouse.
    await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true }).press('Space');
    await page.getByRole('checkbox', { name: `Compare ${name}`, exact: true, checked: true }).waitFor();
  }
  await page.getByRole('button', { name: 'Export and report' }).click();
  for (const button of [testIds.publish.button, testIds.exports.button]) {
    await expect(page.getByTestId(testIds.runs.exports).getByTestId(button)).toBeEnabled();
  }
  await page.getByTestId(testIds.runs.compare).click();
  await measured(page);
  expect(new URL(page.url()).searchParams.getAll('run')).toHaveLength(3);

  const headline = page.getByTestId(testIds.compare.headline);
  await expect(headline).toContainText('wva-stair-static-4 answers fastest');
  // One replica takes the fewest GPU-hours because it leaves half of the requests undone: it wins nothing, and that is said.
  await expect(headline).toContainText('wva-stair-wva takes the fewest GPU-hours');
  await expect(headline).toContainText(/wva-stair-static-1 is not ranked: Served of planned \d+\.\d %, below 90/);
  await expect(headline.getByRole('columnheader', { name: 'Ready replicas, mean' })).toBeVisible();

  const params = page.getByTestId(testIds.compare.params);
  await expect(params.getByRole('row', { name: /^replicas 1 4 1\.\.12/ })).toBeVisible();
  await expect(params.getByRole('row', { name: /^scaled-object/ })).toContainText('values');
  await expect(page.getByTestId(testIds.compare.charts).locator('canvas')).toHaveCount(8);
  await expect(page.getByTestId(testIds.compare.ridges).getByRole('img')).toHaveCount(15);

  // A link leads to its part, by keyboard too; the figures have no scroll bar of their own.
  await page.getByTestId(testIds.compare.parts).getByRole('link', { name: 'Figures' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Figures', exact: true })).toBeFocused();
  expect(await page.getByTestId(testIds.compare.kpis).evaluate((e) => e.scrollHeight - e.clientHeight)).toBe(0);
});

test('what is on screen is in the address, and an address shows it again', async ({ page }) => {
  await page.goto(THREE);
  await measured(page);
  await page.getByRole('radio', { name: 'By progress' }).check({ force: true });
  await page.getByRole('radio', { name: 'All', exact: true }).check({ force: true });
  await page.getByRole('textbox', { name: 'Search figures' }).fill('gpu');
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('gpu');
  const query = new URL(page.url()).searchParams;
  expect([query.get('align'), query.get('figures')]).toEqual(['progress', 'all']);
  await page.reload();
  await measured(page);
  await expect(page.getByRole('textbox', { name: 'Search figures' })).toHaveValue('gpu');
  await expect(page.getByRole('radio', { name: 'By progress' })).toBeChecked();
  await expect(cell(page, 'Requests per GPU-hour', 1)).toBeVisible();
});

test('the baseline turns the changes round', async ({ page }) => {
  await page.goto(comparePath({ runs: [STATIC_1, STATIC_4] }));
  await measured(page);
  await expect(cell(page, 'GPU-hours', 1)).toContainText('×4.0');
  await expect(cell(page, 'GPU-hours', 1)).toContainText('worse');
  await page.goto(comparePath({ runs: [STATIC_1, STATIC_4], baseline: STATIC_4 }));
  await measured(page);
  await expect(cell(page, 'GPU-hours', 1)).toContainText('÷4.0');
  await expect(cell(page, 'GPU-hours', 1)).toContainText('better');
});

test('gates show their arithmetic, and other gates on the page another verdict', async ({ page }) => {
  await page.goto(comparePath({ runs: [WVA, STATIC_4], baseline: STATIC_4 }));
  await measured(page);
  const verdict = page.getByTestId(testIds.compare.verdict);
  const ttft = verdict.getByRole('row', { name: /^TTFT p99/ });
  await expect(ttft).toContainText('Failed');
  await expect(ttft).toContainText(/ > .+ × 1\.1 = /);
  await expect(verdict).toContainText('one against one: no spread known');

  const editor = page.getByTestId(testIds.compare.gates);
  await editor.locator('summary').click();
  await expect(editor).toContainText('the default of this app’s provisioning');
  const text = editor.getByRole('textbox');
  await text.fill('ttft-p99:+10%');
  await expect(editor.getByText('No gate: ttft-p99:+10%')).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Use on this page' })).toBeDisabled();
  await text.fill('gpu-hours:-10%:fail');
  await editor.getByRole('button', { name: 'Use on this page' }).click();
  await expect(verdict.getByRole('row', { name: /^GPU-hours at least 10 % below the baseline/ })).toContainText(
    'Passed'
  );
  expect(new URL(page.url()).searchParams.getAll('gate')).toEqual(['gpu-hours:-10%:fail']);
  await page.getByRole('button', { name: 'Back to the provisioned ones' }).click();
  await expect(ttft).toContainText('Failed');
});

test('a comparison can be stopped and gone on with', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/ds/query*', async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await page.goto(THREE);
  const progress = page.getByTestId(testIds.compare.progress);
  await expect(progress.getByRole('progressbar')).toBeVisible();
  await progress.getByRole('button', { name: 'Stop' }).click();
  await expect(progress).toContainText('Stopped: 0 of 3 runs measured');
  release();
  await page.unroute('**/api/ds/query*');
  await progress.getByRole('button', { name: 'Resume' }).click();
  await measured(page);
  await expect(page.getByTestId(testIds.compare.headline)).toBeVisible();
});

test.describe('Prometheus is down', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('the cause is said once, with the runs that it keeps, and a retry brings the figures', async ({ page }) => {
    await page.route('**/api/ds/query*', (route) => route.abort('connectionrefused'));
    await page.goto(comparePath({ runs: [STATIC_1, STATIC_4] }));
    const notices = page.getByTestId(testIds.compare.progress).getByTestId(testIds.errorNotice);
    await expect(notices).toHaveCount(1);
    await expect(notices).toContainText('Check that Prometheus is up');
    await expect(notices).toContainText(`${STATIC_1.name}, ${STATIC_4.name}`);
    await page.unroute('**/api/ds/query*');
    await notices.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByTestId(testIds.compare.headline)).toBeVisible({ timeout: 60_000 });
    await expect(notices).toHaveCount(0);
  });
});

/** The annotation of a run that the cluster does not have, as this app would have left it. Answers how to take it away. */
async function leaveAnnotation(page: Page, name: string, span: { time: number; timeEnd: number }) {
  const run = { ...ref(name), uid: `e2e-${name}`, experiment: EXPERIMENT };
  const facts = {
    run: ref(name),
    experiment: EXPERIMENT,
    mode: 'static' as const,
    variant: VARIANT,
    namespace: NAMESPACE,
    replicas: '4',
  };
  const text = formatText(facts, run.uid, 'succeeded', { run: runPath(run) });
  const answer = await page.request.post('/api/annotations', {
    data: { ...span, tags: runTags(run, 'succeeded'), text },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const { id } = await answer.json();
  return () => page.request.delete(`/api/annotations/${id}`);
}

test.describe('runs that the cluster does not have', () => {
  // The browser logs the cluster's answer to the question for the run.
  test.use({ expectedErrors: [/404 \(Not Found\)/] });

  test('a pruned run is compared, and judged on its page, from its annotation', async ({ page, cluster }) => {
    ownClusterOnly(cluster, 'needs to know when a run of the simulated cluster was');
    const status = (await cluster.run(STATIC_4.name))?.status as { startTime: string; completionTime: string };
    const span = { time: Date.parse(status.startTime), timeEnd: Date.parse(status.completionTime) };
    const takeAway = await leaveAnnotation(page, 'e2e-pruned', span);
    try {
      await page.goto(comparePath({ runs: [STATIC_1, ref('e2e-pruned')] }));
      await measured(page);
      await expect(page.getByTestId(testIds.compare.headline)).toContainText('e2e-pruned answers fastest');
      await expect(page.getByTestId(testIds.compare.params)).toContainText('took their parameters with them');
      // It can be chosen by hand, too.
      await page.getByTestId(testIds.compare.picker).getByRole('combobox').first().fill('e2e-pru');
      await expect(page.getByRole('option', { name: /e2e-pruned.*pruned, from its annotation/ })).toBeVisible();

      await page.goto(runPath(ref('e2e-pruned')));
      const verdict = page.getByTestId(testIds.run.verdict);
      await expect(verdict).toContainText(/TTFT p99.+GPU-hours/, { timeout: 60_000 });
      await expect(page.getByTestId(testIds.run.analysis)).toBeVisible();
    } finally {
      await takeAway();
    }
  });

  test('a run without data says so everywhere', async ({ page }) => {
    const span = { time: Date.parse('2020-02-02T02:00:00Z'), timeEnd: Date.parse('2020-02-02T03:00:00Z') };
    const takeAway = await leaveAnnotation(page, 'e2e-empty', span);
    try {
      await page.goto(comparePath({ runs: [STATIC_4, ref('e2e-empty')] }));
      await measured(page);
      await expect(cell(page, 'TTFT p99', 1)).toContainText('no data');
      await expect(page.getByTestId(testIds.compare.verdict).getByRole('row', { name: /^TTFT p99/ })).toContainText(
        'Not known'
      );
      await expect(page.getByTestId(testIds.compare.ridges).getByText('Nothing was observed.').first()).toBeVisible();
      await page.goto(runPath(ref('e2e-empty')));
      await expect(page.getByTestId(testIds.run.verdict)).toContainText('Prometheus has no data of this run', {
        timeout: 60_000,
      });
    } finally {
      await takeAway();
    }
  });

  test('a run that nobody knows is an error of its own, not of the others', async ({ page }) => {
    await page.goto(comparePath({ runs: [STATIC_1, STATIC_4, ref('never-there')] }));
    await expect(page.getByTestId(testIds.errorNotice)).toContainText('No such run');
    await expect(page.getByTestId(testIds.compare.headline)).toBeVisible({ timeout: 60_000 });
  });
});

test('the page of a run judges it against the last static run, and says why', async ({ page }) => {
  await page.goto(runPath(WVA));
  const verdict = page.getByTestId(testIds.run.verdict);
  await expect(verdict).toContainText('Gates failed', { timeout: 60_000 });
  await expect(verdict).toContainText('the last successful static run of the same experiment with the same load');
  await expect(verdict.getByRole('combobox', { name: 'Compared with' })).toHaveValue('wva-stair-static-4');
  await expect(
    page.getByRole('list', { name: 'Changes of ready replicas' }).getByRole('listitem').first()
  ).toContainText('1 → 2');
  await page.getByRole('tab', { name: 'Parameters and results' }).click();
  const params = page.getByTestId(testIds.run.params);
  await expect(params.getByRole('row', { name: /maxReplicaCount 12 param scaled-object/ })).toBeVisible();
  await expect(params.getByRole('row', { name: /kvCacheThreshold/ })).toBeVisible();
});

test('a trend leads from run to run', async ({ page }) => {
  await page.goto(trendPath({ experiment: EXPERIMENT, kpi: 'gpu-hours' }));
  await measured(page);
  const table = page.getByTestId(testIds.trend.table);
  await expect(table.getByRole('row', { name: new RegExp(STATIC_4.name) })).toContainText('Static 4');
  await expect(page.locator('canvas').first()).toBeVisible();
  await table.getByRole('link', { name: WVA.name }).click();
  await expect(page.getByTestId(testIds.run.header)).toBeVisible();
});

for (const theme of THEMES) {
  for (const [name, path] of [
    ['comparison', THREE],
    ['analysis of a run', `${runPath(WVA)}?tab=analysis`],
    ['trend', trendPath({ experiment: EXPERIMENT })],
    ['empty comparison', comparePath({ runs: [] })],
  ] as const) {
    test(`${name} is accessible, ${theme}`, async ({ page, expectAccessible }) => {
      await page.goto(inTheme(path, theme));
      if (path !== comparePath({ runs: [] })) {
        await expect(page.locator('canvas').first()).toBeVisible({ timeout: 60_000 });
        await measured(page);
      } else {
        await expect(page.getByText('Which runs?')).toBeVisible();
      }
      await expectAccessible(name);
    });
  }
}

test('a trend fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(trendPath({ experiment: EXPERIMENT }));
  await measured(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  expect(overflow, 'nothing makes the page scroll sideways').toBeLessThanOrEqual(1);
});
