/** The menu of a panel, as on Grafana's own dashboards. */
import { selectors } from '@grafana/e2e-selectors';
import type { Locator } from '@playwright/test';

import { expect, test } from './fixtures';

const { Panel } = selectors.components.Panels;

/** The button is there under the mouse only, and what is still read above may move the panel away from it. */
async function openMenu(panel: Locator): Promise<void> {
  await expect(async () => {
    await panel.hover({ timeout: 5_000 });
    await panel.getByRole('button', { name: /^Menu for panel/ }).click({ timeout: 5_000 });
  }).toPass();
}

test('a panel fills the page, shows its data, and says what it would be on a dashboard', async ({
  page,
  expectAccessible,
}) => {
  await page.goto('/a/llmd-wva-app/overview');
  const title = /Replicas: desired/;
  const panel = page.getByRole('region', { name: title }).first();
  await openMenu(panel);
  await expect(
    page.getByTestId(Panel.menuItems('Explore')).getByRole('link').or(page.locator('a[href^="/explore"]'))
  ).toBeVisible();
  await page.getByTestId(Panel.menuItems('View')).click();
  await expect(page).toHaveURL(/viewPanel=/);
  const whole = page
    .getByRole('region', { name: title })
    .filter({ has: page.getByRole('button', { name: 'Back to the page' }) });
  await expect(whole.locator('canvas').first()).toBeVisible();
  const box = await whole.boundingBox();
  expect(box).toEqual({ x: 0, y: 0, ...page.viewportSize() });
  await page.keyboard.press('Escape');
  await expect(whole).toHaveCount(0);
  await expect(page).not.toHaveURL(/viewPanel=/);

  await openMenu(panel);
  await page.getByTestId(Panel.menuItems('Inspect')).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('columnheader', { name: 'Time' })).toBeVisible();
  await drawer.getByRole('tab', { name: 'Query' }).click();
  await expect(drawer.getByText('wva_desired_replicas').first()).toBeVisible();
  await expectAccessible('the inspection of a panel');
});
