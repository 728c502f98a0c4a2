/** Drives the panel's start form as a person would; for the browser tests and the bench. */
import { expect, type Page } from '@playwright/test';

import { testIds } from '../../src/shared/testIds';

/** Without its refresh timer: what appears on the charts, appears because somebody said so. */
export const DASHBOARD = '/d/experiment-demo?refresh=';
const PRESET = 'preset-stair-short-wva';

/** Seconds from start and of duration: the short stair, shortened once more so that a test can wait for its end. */
const STEPS = [
  { delay: 0, duration: 100 },
  { delay: 15, duration: 85 },
  { delay: 30, duration: 70 },
  { delay: 45, duration: 55 },
];

/** Opens the dashboard and fills the panel's form from the preset, with the steps above. */
export async function fillForm(page: Page, experiment: string): Promise<void> {
  await page.goto(DASHBOARD);
  const panel = page.getByTestId(testIds.panel.root);
  await panel.getByTestId(testIds.panel.startNew).click();
  await page.getByRole('combobox', { name: 'Preset' }).fill(PRESET);
  await page.getByRole('option', { name: new RegExp(PRESET) }).click();
  for (const [index, { delay, duration }] of STEPS.entries()) {
    const step = panel.getByRole('group', { name: `Step ${index + 1}` });
    await step.getByRole('textbox', { name: /^Delay/ }).fill(String(delay));
    await step.getByRole('textbox', { name: /^Duration/ }).fill(String(duration));
  }
  await panel.getByRole('textbox', { name: /^test-name/ }).fill(experiment);
}

/** Reviews and starts what the form says; the run's name is what the review promised. */
export async function startRun(page: Page): Promise<string> {
  const panel = page.getByTestId(testIds.panel.root);
  await panel.getByTestId(testIds.start.toReview).click();
  const review = panel.getByTestId(testIds.start.review);
  await expect(review.getByText('The server accepts this run (dry run).')).toBeVisible();
  const name = await reviewedName(page);
  await review.getByTestId(testIds.start.submit).click();
  return name;
}

/** The name that the review promises. */
export async function reviewedName(page: Page): Promise<string> {
  return page
    .getByTestId(testIds.start.review)
    .getByRole('term')
    .filter({ hasText: 'Name of the run' })
    .locator('xpath=following-sibling::dd[1]')
    .innerText();
}

/** Resolves with the answer to the create call; dry runs do not count. */
export const created = (page: Page) =>
  page.waitForResponse(
    (response) => response.request().method() === 'POST' && /pipelineruns\?(?!.*dryRun)/.test(response.url())
  );
