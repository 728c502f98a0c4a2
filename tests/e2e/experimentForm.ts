/** The panel's form as a person uses it: choose a preset, fill in, review, start. */
import { expect, type Page } from '@playwright/test';

import { testIds } from '../../src/shared/testIds';

/** Of a few minutes: what happens here is new, and each point of its charts takes Prometheus time. */
export const DASHBOARD = '/d/llmd-wva-experiment?from=now-5m&to=now';
const LOAD = 'Stair short';

/** Seconds from start and of duration. */
export type Step = { delay: number; duration: number };

/** Opens the dashboard and fills in the form from the preset; with steps, the preset's are changed to them. */
export async function fillForm(page: Page, experiment: string, steps: Step[] = []): Promise<void> {
  await page.goto(DASHBOARD);
  const panel = page.getByTestId(testIds.panel.root);
  await panel.getByTestId(testIds.panel.startNew).click();
  await page.getByRole('combobox', { name: 'Load' }).fill(LOAD);
  await page.getByRole('option', { name: new RegExp(LOAD) }).click();
  await expect(page.getByRole('combobox', { name: 'Scaler' })).toHaveValue('Autoscaler (WVA)');
  if (steps.length > 0) {
    await panel.getByRole('button', { name: /^Load steps/ }).click();
  }
  for (const [index, { delay, duration }] of steps.entries()) {
    const step = panel.getByRole('group', { name: `Step ${index + 1}` });
    await step.getByRole('textbox', { name: /^Delay/ }).fill(String(delay));
    await step.getByRole('textbox', { name: /^Duration/ }).fill(String(duration));
  }
  await panel.getByRole('button', { name: /^Parameters/ }).click();
  await panel.getByRole('textbox', { name: /test-name/ }).fill(experiment);
}

/** Goes on to the review; the answer is the name that the run will have. */
export async function reviewRun(page: Page): Promise<string> {
  const panel = page.getByTestId(testIds.panel.root);
  await panel.getByTestId(testIds.start.toReview).click();
  const review = panel.getByTestId(testIds.start.review);
  await expect(review.getByText('The server accepts this run (dry run).')).toBeVisible();
  return review
    .getByRole('term')
    .filter({ hasText: 'Name of the run' })
    .locator('xpath=following-sibling::dd[1]')
    .innerText();
}

export async function submit(page: Page): Promise<void> {
  await page.getByTestId(testIds.start.submit).click();
}

/** Reviews and starts what the form says; the run's name is what the review promised. */
export async function startRun(page: Page): Promise<string> {
  const name = await reviewRun(page);
  await submit(page);
  return name;
}

/** Resolves with the answer to the create call; dry runs do not count. */
export const created = (page: Page) =>
  page.waitForResponse(
    (response) => response.request().method() === 'POST' && /pipelineruns\?(?!.*dryRun)/.test(response.url())
  );
