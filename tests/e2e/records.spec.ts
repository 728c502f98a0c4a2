/** Runs that no PipelineRun stands behind: a window that was marked by hand, a record that was dropped into the browser. */
import { readFile } from 'node:fs/promises';

import { overviewPath, runPath, runsPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test } from './fixtures';

test.describe('as an Editor', () => {
  // The cluster is asked for every run, and has none of a window.
  test.use({ role: 'Editor', expectedErrors: [/status of 404 .*\/pipelineruns\/e2e-window-[^/]+\)$/] });

  test('a window on the overview is marked as a run, measured as one, and unmarked', async ({
    page,
    expectAccessible,
  }) => {
    await page.goto(`${overviewPath()}?from=now-40m&to=now-10m`);
    await page.getByTestId(testIds.windows.button).click();
    const dialog = page.getByTestId(testIds.windows.dialog);
    await expect(dialog.getByLabel('Workload')).not.toHaveValue('');
    await page.getByTestId(testIds.windows.confirm).click();
    await expect(dialog).toContainText('Name the experiment');
    await dialog.getByLabel(/^Experiment/).fill('e2e-window');
    // A button under the mouse has a colour of its own.
    await page.mouse.move(0, 0);
    await expectAccessible('the dialog that marks a window');
    await page.getByTestId(testIds.windows.confirm).click();
    await expect(dialog).toContainText('The window is a run now');
    await page.getByTestId(testIds.windows.open).click();

    await expect(page.getByText('A window of time that was marked as a run')).toBeVisible();
    await expect(page.getByTestId(testIds.run.analysis)).toBeVisible({ timeout: 60_000 });
    const name = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(name).toMatch(/^e2e-window-\d{8}-\d{4}-/);
    await page.goto(`${runsPath()}?q=e2e-window`);
    await expect(page.getByTestId(testIds.runs.row)).toContainText('Window');

    await page.getByTestId(testIds.runs.row).getByRole('link', { name }).click();
    await page.getByTestId(testIds.windows.unmark).click();
    await page.getByRole('button', { name: 'Unmark', exact: true }).click();
    await expect(page.getByText('Grafana has no annotation of it')).toBeVisible();
  });
});

test.describe('as a Viewer', () => {
  test.use({ role: 'Viewer' });

  test('a record that was downloaded and dropped stays in the browser, reload or not, until it is removed', async ({
    page,
  }) => {
    await page.goto(`${runPath({ namespace: 'experiment-01', name: 'wva-stair-wva' })}?tab=analysis`);
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 90_000 }),
      page.getByTestId(testIds.compare.downloadRecord).click(),
    ]);
    const content = (await readFile(await download.path())).toString('base64');

    await page.goto(runsPath());
    const box = page.getByTestId(testIds.compare.dropped);
    await box.getByText('Records in this browser: 0').click();
    const files = await page.evaluateHandle(
      ([text, name]) => {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name));
        return transfer;
      },
      [content, download.suggestedFilename()] as const
    );
    await box.getByText('Drop records of runs here, or').dispatchEvent('drop', { dataTransfer: files });
    await expect(box).toContainText('Records in this browser: 1');
    await page.reload();
    await expect(box).toContainText('Records in this browser: 1');
    await expect(page.getByTestId(testIds.runs.row).filter({ hasText: 'record in this browser' })).toHaveCount(1);
    await box.getByText('Records in this browser: 1').click();
    await box.getByRole('button', { name: /^Remove the record of/ }).click();
    await expect(box).toContainText('Records in this browser: 0');
    await page.reload();
    await expect(box).toContainText('Records in this browser: 0');
  });
});
