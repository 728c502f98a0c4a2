/** Readiness: all that the simulated cluster has is green, what is broken is named, and lines turn green by themselves. */
import type { Page } from '@playwright/test';

import { overviewPath, readinessPath, runsPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test, THEMES } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';

/** The scenario of the simulator, by the checks that it breaks. */
const BROKEN = ['gpu-operator', 'shared-storage', 'argo-cd', 'keda', 'inference-pools'];
/** A round of the page begins this long after the last one. */
const ROUND_MS = 30_000;

test.use({ role: 'Editor' });

const check = (page: Page, id: string) => page.locator(`[data-check="${id}"]`);
const summary = (page: Page) => page.getByTestId(testIds.readiness.summary);
const withState = (page: Page, ...states: string[]) =>
  page.locator(states.map((state) => `[data-state="${state}"]`).join(','));

async function open(page: Page, theme = 'dark'): Promise<void> {
  await page.goto(`${readinessPath()}?theme=${theme}`);
  await expect(withState(page, 'ready').first()).toBeVisible();
  await expect(withState(page, 'asking')).toHaveCount(0);
}

test('everything that the cluster has is ready, and what it lacks is not needed', async ({ page, cluster }) => {
  ownClusterOnly(cluster, 'needs the simulated cluster');
  await open(page);
  await expect(withState(page, 'missing', 'not-ready')).toHaveCount(0);
  // No right shows names of Secrets without what is in them.
  await expect(withState(page, 'cannot-see')).toHaveCount(1);
  await expect(check(page, 'secrets')).toHaveAttribute('data-state', 'cannot-see');
  const [, ready, of] = /^(\d+) of (\d+) ready/.exec((await summary(page).innerText()).trim()) ?? [];
  expect(ready).toBe(of);
  await expect(page.getByTestId(testIds.readiness.application).first()).toContainText('Healthy, Synced at 4f1d9c2');
});

test('five broken things are named with their next step, and turn green without a reload', async ({
  page,
  cluster,
}) => {
  ownClusterOnly(cluster, 'needs the simulated cluster');
  await cluster.fault({ break: ['half-installed'] });
  await open(page);
  const ids = await withState(page, 'missing', 'not-ready').evaluateAll((rows) =>
    rows.map((row) => row.getAttribute('data-check'))
  );
  expect(ids).toEqual(BROKEN);
  await expect(check(page, 'shared-storage')).toContainText('kubectl get storageclasses');
  await expect(check(page, 'keda')).toContainText('kubectl describe apiservice v1beta1.external.metrics.k8s.io');
  await expect(summary(page)).toContainText('A run needs: NVIDIA GPU operator');
  const applications = page.getByTestId(testIds.readiness.application);
  await expect(applications.nth(0)).toContainText('Degraded, OutOfSync');
  await expect(applications.nth(1)).toContainText('Progressing');
  // With the keyboard alone: the command of the first broken line is copied.
  const copy = check(page, 'gpu-operator').getByRole('button', { name: /Copy the command/ });
  await copy.focus();
  await expect(copy).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(check(page, 'shared-storage').getByRole('button', { name: /Copy the command/ })).toBeFocused();

  await cluster.heal();
  await expect(withState(page, 'missing', 'not-ready')).toHaveCount(0, { timeout: ROUND_MS });
  await expect(check(page, 'keda')).toHaveAttribute('data-state', 'ready');
});

test('Overview and the start form say what a run needs, and are quiet when all is well', async ({ page, cluster }) => {
  ownClusterOnly(cluster, 'needs the simulated cluster');
  await cluster.fault({ break: ['keda'] });
  await page.goto(overviewPath());
  const notice = page.getByTestId(testIds.readiness.notice);
  await expect(notice).toContainText('A run needs: KEDA and its metrics API.');
  await notice.getByRole('link', { name: 'See what to do' }).click();
  await expect(check(page, 'keda')).toHaveAttribute('data-state', 'not-ready');

  await cluster.fault({ break: ['node-features'] });
  await page.goto(runsPath());
  await page.getByRole('button', { name: 'Start an experiment' }).first().click();
  await expect(notice).toContainText('Not ready: Node Feature Discovery.');
  await notice.getByRole('button', { name: 'Start anyway' }).click();
  await expect(notice).toHaveCount(0);

  await cluster.heal();
  await page.goto(overviewPath());
  await expect(page.getByText('Replicas: desired').first()).toBeVisible();
  await expect(notice).toHaveCount(0);
});

for (const theme of THEMES) {
  test(`nothing on it is hard to read or to reach: ${theme}`, async ({ page, cluster, expectAccessible }) => {
    ownClusterOnly(cluster, 'needs the simulated cluster');
    await cluster.fault({ break: ['half-installed'] });
    await open(page, theme);
    await expectAccessible(`readiness, ${theme}`);
  });
}
