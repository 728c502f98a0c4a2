/** The main jobs by keyboard alone: how often the Tab key is pressed from the page's main heading on. */
import type { Locator, Page } from '@playwright/test';

import { runPath, runsPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test } from './fixtures';
import { created } from './experimentForm';

const MOST_TABS = 15;

/** Counts the tabs of one job. */
class Keyboard {
  private tabs = 0;

  constructor(private readonly page: Page) {}

  /** Begins anew at the main heading. */
  async fromHeading(): Promise<void> {
    this.tabs = 0;
    await this.page.locator('h1').evaluate((heading: HTMLElement) => {
      heading.tabIndex = -1;
      heading.focus();
    });
  }

  async to(target: Locator, key = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    const isThere = () => target.evaluate((element) => element.contains(document.activeElement));
    while (!(await isThere())) {
      this.tabs += 1;
      expect(this.tabs, `tabs until ${target.toString()}`).toBeLessThanOrEqual(MOST_TABS);
      await this.page.keyboard.press(key);
    }
  }

  async back(target: Locator): Promise<void> {
    await this.to(target, 'Shift+Tab');
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Says how many it took, for the report. */
  done(job: string): void {
    test.info().annotations.push({ type: `tabs to ${job}`, description: String(this.tabs) });
  }
}

test.use({ role: 'Editor', viewport: { width: 1440, height: 1000 } });

test('starts, follows, cancels and compares in at most 15 tabs each', async ({ page, cluster }) => {
  // It deletes the run once the page, which may still read it, no longer counts.
  expect(cluster).toBeDefined();
  const keys = new Keyboard(page);
  await page.goto(runsPath());
  await expect(page.getByTestId(testIds.runs.row).first()).toBeVisible();
  await keys.fromHeading();
  await keys.to(page.getByTestId(testIds.runs.start));
  await keys.press('Enter');
  await keys.to(page.getByRole('combobox', { name: 'Load' }));
  await page.keyboard.type('Stair short');
  await expect(page.getByRole('option', { name: /Stair short/ })).toBeVisible();
  await keys.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Scaler' })).toHaveValue('Autoscaler (WVA)');
  await keys.to(page.getByTestId(testIds.start.toReview));
  await keys.press('Enter');
  await expect(page.getByText('The server accepts this run (dry run).')).toBeVisible();
  await keys.to(page.getByTestId(testIds.start.submit));
  const answered = created(page);
  await keys.press('Enter');
  const { metadata } = (await (await answered).json()) as { metadata: { name: string } };
  keys.done('start');

  await expect(page).toHaveURL(new RegExp(runPath({ namespace: 'experiment-01', name: metadata.name })));
  const phase = page.getByTestId(testIds.runPhase).first();
  await expect(phase).toHaveText(/Running|Waiting/);

  await page.goto(runsPath());
  const rows = page.getByTestId(testIds.runs.row);
  const running = rows.filter({ hasText: metadata.name }).getByRole('link');
  await expect(running).toBeVisible();
  await keys.fromHeading();
  await keys.to(page.getByRole('button', { name: 'Skip to the list' }));
  await keys.press('Enter');
  await expect(page.getByTestId(testIds.runs.list)).toBeFocused();
  // The newest run is the first one.
  await keys.press('ArrowDown');
  await expect(running).toBeFocused();
  await keys.press('Enter');
  await expect(page).toHaveURL(new RegExp(runPath({ namespace: 'experiment-01', name: metadata.name })));
  await expect(phase).toHaveText(/Running|Waiting/);
  keys.done('follow');

  await keys.fromHeading();
  await keys.to(page.getByRole('button', { name: 'Cancel…' }));
  await keys.press('Enter');
  await keys.to(page.getByTestId(testIds.cancel.confirm));
  await keys.press('Enter');
  await expect(phase).toHaveText(/Cancelled|Stopping/);
  keys.done('cancel');

  await page.goto(runsPath());
  await expect(rows.first()).toBeVisible();
  await keys.fromHeading();
  await keys.to(page.getByRole('button', { name: 'Skip to the list' }));
  await keys.press('Enter');
  await keys.to(rows.first().getByRole('checkbox'));
  for (const row of [1, 2]) {
    await keys.press('ArrowDown');
    await expect(rows.nth(row).getByRole('checkbox')).toBeFocused();
    await keys.press('Space');
    await expect(rows.nth(row).getByRole('checkbox')).toBeChecked();
  }
  await keys.back(page.getByTestId(testIds.runs.compare));
  await keys.press('Enter');
  await expect(page.getByTestId(testIds.compare.page)).toBeVisible();
  keys.done('compare');
});
