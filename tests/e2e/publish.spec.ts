/** A comparison as Markdown: seen before it is copied, and copied as it was seen. */
import { comparePath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test, THEMES } from './fixtures';

const RUNS = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'].map((name) => ({
  namespace: 'experiment-01',
  name,
}));
const COMPARISON = comparePath({ runs: RUNS, baseline: RUNS[1] });

test.describe('as a Viewer', () => {
  test.use({ role: 'Viewer' });

  for (const theme of THEMES) {
    test(`the preview is reached and left by keyboard, and what it shows is copied, ${theme}`, async ({
      page,
      context,
      expectAccessible,
    }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto(`${COMPARISON}&theme=${theme}`);
      await expect(page.getByTestId(testIds.compare.progress)).toHaveAttribute('data-state', 'done', {
        timeout: 60_000,
      });
      const button = page.getByTestId(testIds.publish.button);
      await button.focus();
      await page.keyboard.press('Enter');
      const preview = page.getByTestId(testIds.publish.preview);
      const row = (name: RegExp) => preview.getByRole('row', { name });
      await expect(row(/^wva-stair-static-1 wva-stair-static-4 wva-stair-wva$/)).toBeVisible();
      await expect(row(/^Max replicas 1 4 \d+$/)).toBeVisible();
      await expect(row(/^Gate, against wva-stair-static-4 wva-stair-static-1 wva-stair-wva$/)).toBeVisible();
      await expect(row(/^Verdict (Failed|Passed|Flagged|Not known) /)).toBeVisible();
      await expect(preview).toContainText('Model: meta-llama/Llama-3.1-8B-Instruct');
      await expect(preview).toContainText(/Versions: WVA \d\.\d/);
      await expect(row(/^TTFT p25 /)).toHaveCount(0);
      await expectAccessible(`the preview of what is published, ${theme}`);

      const dialog = page.getByTestId(testIds.publish.dialog);
      await dialog.getByRole('radio', { name: 'All figures' }).focus();
      await page.keyboard.press('Space');
      await expect(row(/^TTFT p25 /)).toBeVisible();
      await dialog.getByRole('radio', { name: 'Markdown' }).check({ force: true });
      const shown = await preview.textContent();
      expect(shown).toContain('| TTFT p25 |');
      expect(shown).toContain(`](${page.url()})`);
      await expectAccessible(`the preview as text, ${theme}`);
      await dialog.getByTestId(testIds.publish.copy).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(button).toBeFocused();
    });
  }
});
