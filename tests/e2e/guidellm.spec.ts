/** The client's own reports: dropped, read beside the page, shown beside the server's figures, and exported. */
import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';

import { madeReport, madeRequests, type MadeReport } from '../../src/guidellm/testing';
import { runPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, runAnnotations, test, THEMES } from './fixtures';
import { parquetRows } from './readParquet';

const RUN = { namespace: 'experiment-01', name: 'wva-stair-wva' };
const PATH = `${runPath(RUN)}?tab=analysis`;

const fileOf = (name: string, content: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(content),
});
const reportFile = (name: string, report: MadeReport) =>
  fileOf(name, JSON.stringify(madeReport({ id: name, ...report })));

async function openAnalysis(page: Page, path = PATH): Promise<void> {
  await page.goto(path);
  await expect(page.getByTestId(testIds.guidellm.section)).toBeVisible({ timeout: 60_000 });
}

/** Epoch s in the middle of the run's load. */
async function duringLoad(page: Page): Promise<number> {
  const [annotation] = await runAnnotations(page, `run:${RUN.namespace}/${RUN.name}`);
  expect(annotation, 'the annotation of the run').toBeDefined();
  return Math.floor((annotation!.time + annotation!.timeEnd) / 2000);
}

const choose = (page: Page, ...files: Array<ReturnType<typeof fileOf>>) =>
  page.getByTestId(testIds.guidellm.input).setInputFiles(files);
const files = (page: Page) => page.getByTestId(testIds.guidellm.file);
const figure = (page: Page, title: string) =>
  page.getByTestId(testIds.guidellm.figures).getByRole('row', { name: new RegExp(`^${title} `) });

test('reports of several instances and versions are read in a worker, merged, and shown beside the server', async ({
  page,
}) => {
  await openAnalysis(page);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const from = await duringLoad(page);
  await choose(
    page,
    reportFile('one.json', { shape: '0.5', requests: madeRequests(from, 3000, { ttft: 80, rate: 3, failEvery: 10 }) }),
    reportFile('two.json', { shape: '0.3', requests: madeRequests(from + 300, 3000, { ttft: 80, rate: 3 }) })
  );
  await expect(files(page)).toHaveCount(2);
  await expect(files(page).first()).toContainText('GuideLLM 0.5.0 · 3,000 requests');
  await expect(files(page).last()).toContainText('3,000 requests');
  expect(workers.length).toBe(2);
  expect(new URL(workers[0]!).pathname).toMatch(/\/public\/plugins\/llmd-wva-app\/\d+\.js$/);

  const section = page.getByTestId(testIds.guidellm.section);
  await expect(section).toContainText('Instances: 2. Requests: 5,700 answered, 300 failed, 0 cut off');
  await expect(figure(page, 'TTFT p50').getByRole('cell').first()).toHaveText(/^1m \d\ds$/);
  await expect(figure(page, 'TTFT p50').getByRole('cell').last()).toContainText('Before vLLM: network, gateway');
  await expect(figure(page, 'Requests failed').getByRole('cell').first()).toHaveText('300');
  await expect(page.getByTestId(testIds.guidellm.errors)).toContainText('HTTP 503: 300');
  await expect(section.locator('canvas')).toHaveCount(2);

  await files(page).last().getByRole('button', { name: 'Remove two.json' }).click();
  // Half of what was served is no basis to compare.
  await expect(figure(page, 'TTFT p50').getByRole('cell').last()).toHaveText('Not of the same requests.');
  await expect(section).toContainText('Instances: 1. Requests: 2,700 answered');
});

test('a report can be dropped, stays while the page is open, and is part of the export', async ({ page }) => {
  await openAnalysis(page);
  const from = await duringLoad(page);
  const content = JSON.stringify(madeReport({ shape: '0.7', requests: madeRequests(from, 120), sample: 10 }));
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'benchmarks.json'));
    return transfer;
  }, content);
  await page
    .getByTestId(testIds.guidellm.section)
    .getByText('Drop the benchmarks.json')
    .dispatchEvent('drop', { dataTransfer: dropped });
  await expect(files(page)).toContainText('120 requests, a sample of 10 in the file');

  await page.getByRole('tab', { name: 'Notes' }).click();
  await expect(files(page)).toHaveCount(0);
  await page.getByRole('tab', { name: /Analysis/ }).click();
  await expect(files(page)).toContainText('120 requests');

  const download = page.waitForEvent('download');
  await page.getByTestId(testIds.exports.button).click();
  await page.getByTestId(`${testIds.exports.item} parquet`).click();
  const archive = unzipSync(new Uint8Array(readFileSync(await (await download).path())));
  const requests = parquetRows(archive['client_requests.parquet']!);
  expect(requests).toHaveLength(10);
  expect(Number(requests[0]?.start)).toBe(from * 1000);
  expect(requests[0]).toMatchObject({
    report: 'benchmarks.json',
    status: 'successful',
    ttft_s: 0.1,
    output_tokens: 101,
  });
  const figures = parquetRows(archive['client_kpis.parquet']!);
  expect(figures.find(({ kpi }) => kpi === 'requests-served')).toMatchObject({ client: 120 });

  await page.reload();
  await expect(page.getByTestId(testIds.guidellm.section)).toBeVisible({ timeout: 60_000 });
  await expect(files(page)).toHaveCount(0);
});

test('files that are no report, or half a one, say so and what to do', async ({ page }) => {
  await openAnalysis(page);
  const whole = JSON.stringify(madeReport({ shape: '0.5', requests: madeRequests(1_771_584_000, 50) }));
  await choose(
    page,
    fileOf('dashboard.json', '{"panels": []}'),
    fileOf('benchmarks.csv', 'Run Id,Id\n1,2\n'),
    fileOf('half.json', whole.slice(0, whole.length / 2)),
    fileOf('other-run.json', whole)
  );
  const notices = files(page).getByTestId(testIds.errorNotice);
  await expect(notices).toHaveCount(3);
  await expect(notices.nth(0)).toContainText('dashboard.json is not a GuideLLM report');
  await expect(notices.nth(1)).toContainText('It is not JSON');
  await expect(notices.nth(2)).toContainText('half.json is broken');
  await expect(notices.nth(2)).toContainText('Copy it again');
  await expect(page.getByTestId(testIds.guidellm.section)).toContainText(
    /other-run\.json: ended .* before the load of this run/
  );
  await expect(page.getByTestId(testIds.guidellm.figures)).toHaveCount(0);
});

test('a huge report is read while the page goes on, and can be stopped', async ({ page }) => {
  await openAnalysis(page);
  // Made in the page: larger than what a test may hand over.
  const one = JSON.stringify(
    madeReport({ shape: '0.5', requests: madeRequests(1_771_584_000, 400), textLength: 20_000 })
  );
  await page.evaluate(
    ({ text, id }) => {
      const list = text.slice(text.indexOf('"successful":[') + 14, text.indexOf('],"incomplete"'));
      const [head, tail] = [text.slice(0, text.indexOf(list)), text.slice(text.indexOf(list) + list.length)];
      const parts = Array.from({ length: 40 }, (_, i) => (i === 0 ? list : `,${list}`));
      const transfer = new DataTransfer();
      transfer.items.add(new File([head, ...parts, tail], 'huge.json'));
      const input = document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)!;
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { text: one, id: testIds.guidellm.input }
  );
  await expect(files(page).getByRole('progressbar', { name: 'Reading huge.json' })).toBeVisible();
  // The page answers while the file is read.
  await page.getByRole('textbox', { name: 'Search figures' }).fill('gpu');
  await expect(page).toHaveURL(/q=gpu/);
  await expect(files(page)).toContainText(/MB \/ [\d.]+ MB/);
  await files(page).getByRole('button', { name: 'Stop reading huge.json' }).click();
  await expect(files(page)).toHaveCount(0);
});

for (const theme of THEMES) {
  test(`what the client saw is accessible, ${theme}`, async ({ page, expectAccessible }) => {
    await openAnalysis(page, `${PATH}&theme=${theme}`);
    const from = await duringLoad(page);
    await choose(
      page,
      reportFile('one.json', { shape: '0.5', requests: madeRequests(from, 300, { failEvery: 10 }) }),
      fileOf('wrong.json', '[]')
    );
    await expect(page.getByTestId(testIds.guidellm.figures)).toBeVisible();
    await expect(page.getByTestId(testIds.guidellm.section).locator('canvas')).toHaveCount(2);
    await expectAccessible(`the client's figures, ${theme}`);
    if (process.env.SHOTS) {
      await page.getByTestId(testIds.guidellm.section).screenshot({ path: `${process.env.SHOTS}/client-${theme}.png` });
    }
  });
}
