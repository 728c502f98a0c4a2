/** Runs that are not what they were, and text that means harm: shown as text, with words, and nothing else. */
import type { Page } from '@playwright/test';

import { runPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { type Cluster, expect, test } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';

const NAMESPACE = 'experiment-01';
const RUNS = '/a/llmd-wva-app/runs';
const HTML = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>';
const GONE = 'The cluster no longer has this run';

const neverHarmed = async (page: Page) => expect(await page.evaluate(() => 'harmed' in window)).toBe(false);

/** Creates a run as kubectl would, from one that is there. */
async function createRun(cluster: Cluster, name: string, testName: string): Promise<string> {
  const model = await cluster.run('wva-stair-wva');
  const { params, ...spec } = model!.spec;
  return cluster.create({
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: { name, namespace: NAMESPACE, annotations: { 'llmd-wva-app/started-by': HTML } },
    spec: { ...spec, params: params.map((p) => (p.name === 'test-name' ? { ...p, value: testName } : p)) },
  });
}

test.describe('a run', () => {
  test.use({ expectedErrors: [/Failed to load resource: the server responded with a status of 404/] });
  test.beforeEach(({ cluster }) => ownClusterOnly(cluster, 'changes the simulated cluster'));

  test('that is replaced and then deleted while its page is open', async ({ page, cluster }) => {
    const name = 'e2e-replaced';
    await createRun(cluster, name, 'e2e-replaced');
    await page.goto(runPath({ namespace: NAMESPACE, name }));
    await expect(page.getByTestId(testIds.run.header)).toContainText(name);
    await cluster.fault({ replace: { namespace: NAMESPACE, name } });
    await expect(page.getByText('This is another run of the same name')).toBeVisible();
    await cluster.fault({ delete: { namespace: NAMESPACE, name } });
    await expect(page.getByText(GONE)).toBeVisible();
    await expect(page.getByTestId(testIds.run.header), 'the last that was known stays').toContainText(name);
    await expect(page.getByRole('button', { name: /^Cancel/ })).toHaveCount(0);
  });

  test('that was pruned before its page is opened', async ({ page }) => {
    await page.goto(runPath({ namespace: NAMESPACE, name: 'e2e-never-was' }));
    await expect(page.getByText(GONE)).toBeVisible();
    await expect(page.getByText(/Check the name and the namespace/)).toBeVisible();
    await page.getByRole('link', { name: 'All runs' }).click();
    await expect(page.getByRole('link', { name: 'wva-stair-wva' })).toBeVisible();
  });

  test('whose params are HTML shows them as text', async ({ page, cluster }) => {
    const name = 'e2e-html';
    await createRun(cluster, name, HTML);
    try {
      await page.goto(RUNS);
      await expect(page.getByRole('link', { name })).toBeVisible();
      await page.goto(`${runPath({ namespace: NAMESPACE, name })}?tab=params`);
      await expect(page.getByTestId(testIds.run.params).getByText(HTML).first()).toBeVisible();
      await page.goto(`${runPath({ namespace: NAMESPACE, name })}?tab=yaml`);
      await expect(page.getByText(/onerror=/).first()).toBeVisible();
      await page.goto('/d/llmd-wva-experiment');
      await expect(page.getByTestId(testIds.panel.root).getByRole('link', { name: 'wva-stair-wva' })).toBeVisible();
      await neverHarmed(page);
    } finally {
      await cluster.fault({ delete: { namespace: NAMESPACE, name } });
    }
  });
});

test.describe('an address', () => {
  test.use({ expectedErrors: [/Failed to load resource: the server responded with a status of 4\d\d/] });

  const NAMES = [
    '..',
    '../pods',
    '..%2f',
    '<img src=x onerror=window.harmed=1>',
    '"; drop',
    '🦙',
    'a'.repeat(64),
    '{{x}}',
  ];
  test('with a hostile name is words', async ({ page }) => {
    for (const name of NAMES) {
      await page.goto(`${RUNS}/${NAMESPACE}/${encodeURIComponent(name)}`);
      const words = page
        .getByText(GONE)
        .or(page.getByTestId(testIds.errorNotice))
        .or(page.getByTestId(testIds.emptyState));
      // Browsers take `..` out of a path before they ask: that leads to the list.
      await expect(words.or(page.getByTestId(testIds.runs.page)).first(), name).toBeVisible();
      await neverHarmed(page);
    }
    for (const path of [
      'variants/a%22%7D/b%22%7D%20or%20vector(1)',
      'overview?var-variant=%22%7D%20or%20up',
      'nowhere',
    ]) {
      await page.goto(`/a/llmd-wva-app/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(/parse error/i)).toHaveCount(0);
    }
  });
});

/** What is provisioned is tested, and not saved. */
const TEST = /^(Save & test|Test)$/;

test.describe('the data source says what is missing', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  for (const { what, fault, says } of [
    { what: 'the token', fault: { fault: 401 }, says: [/does not accept the token/, /reader token/] },
    {
      what: 'a right',
      fault: { fault: 403, path: '/taskruns' },
      says: [/Not allowed to list taskruns/, /the verb "list" on taskruns in the namespace experiment-01/],
    },
    {
      what: 'the right to start',
      fault: { fault: 403, method: 'POST' },
      says: [/Starting runs: Not allowed to create pipelineruns/],
    },
    { what: 'Tekton', fault: { fault: 404, path: '/apis/tekton.dev' }, says: [/Tekton is not installed/] },
  ]) {
    test(what, async ({ page, cluster }) => {
      ownClusterOnly(cluster, 'breaks the simulated cluster');
      await page.goto('/connections/datasources/edit/tekton');
      await cluster.fault(fault);
      await page.getByRole('button', { name: TEST }).click();
      for (const text of says) {
        await expect(page.getByText(text).first()).toBeVisible();
      }
      await cluster.heal();
      await page.getByRole('button', { name: TEST }).click();
      await expect(page.getByText(/Tekton answers/).first()).toBeVisible();
    });
  }

  test('the cluster, at an address where none answers', async ({ page }) => {
    // As Grafana's proxy says it; the settings that other tests need stay as they are.
    const proxied = '**/api/datasources/proxy/uid/tekton/**';
    await page.route(proxied, (route) => route.fulfill({ status: 502, body: '' }));
    await page.goto('/connections/datasources/edit/tekton');
    await page.getByRole('button', { name: TEST }).click();
    await expect(page.getByText(/cannot be reached/).first()).toBeVisible();
    await expect(page.getByText(/Check the server URL/).first()).toBeVisible();
    await page.unroute(proxied);
    await page.getByRole('button', { name: TEST }).click();
    await expect(page.getByText(/Tekton answers/).first()).toBeVisible();
  });
});
