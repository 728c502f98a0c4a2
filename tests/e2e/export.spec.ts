/** What an export saves is opened and held to what was on screen. */
import { readFileSync } from 'node:fs';

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'papaparse';

import type { ExportMeta } from '../../src/export/exportDocument';
import { META_KEY } from '../../src/export/parquet';
import { readBenchmarkReport } from '../../src/guidellm/benchmarkReport';
import { comparePath, runPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { expect, test, THEMES } from './fixtures';
import { parquetMetadata, parquetRows } from './readParquet';

const NAMESPACE = 'experiment-01';
const NAMES = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'];
const RUNS = NAMES.map((name) => ({ namespace: NAMESPACE, name }));
const IDS = NAMES.map((name) => `${NAMESPACE}/${name}`);
const COMPARISON = comparePath({ runs: RUNS, baseline: RUNS[1] });

async function openComparison(page: Page): Promise<void> {
  await page.goto(COMPARISON);
  await expect(page.getByTestId(testIds.compare.progress)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
}

/** The file that an export of this format saves. */
async function exported(page: Page, format: string): Promise<{ name: string; bytes: Uint8Array }> {
  const download = page.waitForEvent('download');
  await page.getByTestId(testIds.exports.button).click();
  await page.getByTestId(`${testIds.exports.item} ${format}`).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) };
}

type CsvRow = Record<string, string>;

function csvRows(bytes: Uint8Array | undefined): CsvRow[] {
  const { data, errors } = parse<CsvRow>(strFromU8(bytes ?? new Uint8Array()), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

/** A figure of a run as a table has it. */
const figure = (rows: Array<Record<string, unknown>>, run: string, kpi: string): number =>
  Number(rows.find((row) => row.run === run && row.kpi === kpi)?.value);

test('a comparison as CSV: series, figures and runs, and what explains them', async ({ page }) => {
  await openComparison(page);
  const { name, bytes } = await exported(page, 'csv');
  expect(name).toMatch(/^wva_comparison-of-3_\d{8}T\d{6}Z_csv\.zip$/);
  const files = unzipSync(bytes);
  const decisions = ['story.csv', 'scalings.csv', 'compared.csv'];
  expect(Object.keys(files)).toEqual([
    'runs.csv',
    'kpis.csv',
    'variants.csv',
    'series.csv',
    'failures.csv',
    'stalls.csv',
    'load_steps.csv',
    ...decisions,
    'metadata.json',
  ]);
  expect(new Set(csvRows(files['story.csv']).map((row) => row.run))).toEqual(new Set(IDS));
  expect(csvRows(files['runs.csv']).map((row) => [row.run, row.mode])).toEqual([
    [IDS[0], 'static'],
    [IDS[1], 'static'],
    [IDS[2], 'wva-v1'],
  ]);

  const series = csvRows(files['series.csv']);
  expect(new Set(series.map(({ run }) => run))).toEqual(new Set(IDS));
  const ready = series.filter((row) => row.run === IDS[1] && row.series === 'ready');
  expect(ready.length).toBeGreaterThan(100);
  expect(new Set(ready.map(({ value }) => value))).toEqual(new Set(['4']));
  expect(ready[0]).toMatchObject({ unit: 'replicas', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });
  expect(series.some((row) => row.series === 'kvByPod' && row.pod?.startsWith('llm-d-'))).toBe(true);

  const meta = JSON.parse(strFromU8(files['metadata.json']!)) as ExportMeta;
  expect(meta.link).toBe(page.url());
  expect(meta.generator.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(meta.runs.map(({ queries }) => queries.desired).join()).toContain('wva_desired_replicas');
  expect(meta.gates).toContain('ttft-p99:+10%:fail');
  expect(meta.thresholds?.values.kvCacheThreshold).toBe(0.8);
  expect(meta.tables.series?.rows).toBe(series.length);

  // The link is the view: the same runs against the same baseline.
  await page.goto(meta.link);
  await expect(page.getByTestId(testIds.compare.progress)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  const shown = page
    .getByTestId(testIds.compare.kpis)
    .getByRole('row', { name: /^GPU-hours/ })
    .getByRole('cell')
    .first();
  const gpuHours = figure(csvRows(files['kpis.csv']), IDS[1]!, 'gpu-hours');
  expect(gpuHours).toBeGreaterThan(0);
  await expect(shown).toContainText(String(Math.floor(gpuHours)));
});

test('Parquet and JSON say the same as CSV', async ({ page }) => {
  await openComparison(page);
  const csv = unzipSync((await exported(page, 'csv')).bytes);
  const parquet = unzipSync((await exported(page, 'parquet')).bytes);
  const json = JSON.parse(strFromU8((await exported(page, 'json')).bytes)) as Record<
    string,
    Record<string, unknown[]>
  > & {
    meta: ExportMeta;
  };

  const inCsv = csvRows(csv['series.csv']);
  const inParquet = parquetRows(parquet['series.parquet']!);
  const asText = (value: unknown): string => (typeof value === 'number' && !Number.isNaN(value) ? String(value) : '');
  expect(inParquet).toHaveLength(inCsv.length);
  expect(inParquet.map(({ value }) => asText(value))).toEqual(inCsv.map(({ value }) => value));
  expect(inParquet.map(({ time }) => new Date(Number(time)).toISOString())).toEqual(inCsv.map(({ time }) => time));
  expect(json.series?.run).toEqual(inCsv.map(({ run }) => run));
  expect(json.series?.elapsed_s?.map(asText)).toEqual(inCsv.map(({ elapsed_s }) => elapsed_s));

  const kpis = csvRows(csv['kpis.csv']);
  const figures = parquetRows(parquet['kpis.parquet']!);
  for (const run of IDS) {
    expect(figure(figures, run, 'ttft-p99')).toBe(figure(kpis, run, 'ttft-p99'));
  }
  for (const { value, why } of figures) {
    expect(value === null).toBe(why !== null);
  }
  const meta = JSON.parse((await parquetMetadata(parquet['kpis.parquet']!)).get(META_KEY) ?? '') as ExportMeta;
  expect(meta.kpis['ttft-p99']).toEqual(json.meta.kpis['ttft-p99']);
  expect(meta.runs).toEqual(json.meta.runs);
});

test('a comparison as a Benchmark Report is read back as one', async ({ page }) => {
  await openComparison(page);
  const { name, bytes } = await exported(page, 'benchmark-report');
  expect(name).toBe('benchmark_report_v0.2_comparison-of-3.yaml');
  const read = readBenchmarkReport(strFromU8(bytes), name);
  expect(read.benchmarks).toHaveLength(3);
  const kpis = csvRows(unzipSync((await exported(page, 'csv')).bytes)['kpis.csv']);
  for (const [i, { totals, summaries }] of read.benchmarks.entries()) {
    expect(totals.successful).toBe(Math.round(figure(kpis, IDS[i]!, 'requests-served')));
    expect(summaries.ttft?.points.at(-1)).toEqual([0.99, figure(kpis, IDS[i]!, 'ttft-p99')]);
  }
});

test('a run is exported from its page', async ({ page }) => {
  await page.goto(`${runPath(RUNS[2]!)}?tab=analysis`);
  await expect(page.getByTestId(testIds.run.analysis)).toBeVisible({ timeout: 60_000 });
  const { name, bytes } = await exported(page, 'json');
  expect(name).toMatch(/^wva_wva-stair-wva_\d{8}T\d{6}Z_json\.json$/);
  const document = JSON.parse(strFromU8(bytes)) as Record<string, Record<string, unknown[]>> & { meta: ExportMeta };
  expect(document.meta.link).toBe(page.url());
  expect(document.runs?.name).toEqual(['wva-stair-wva']);
  expect(document.series?.value?.length).toBeGreaterThan(1000);
  // Why it scaled goes with it.
  expect(document.story?.text).toContainEqual(expect.stringContaining('Scaled up 1 → 2'));
  expect(new Set(document.scalings?.hop)).toEqual(new Set(['decide', 'hpa', 'create', 'schedule', 'start', 'serve']));
  expect(new Set(document.compared?.quantity)).toEqual(new Set(['spareKv', 'spareQueue', 'utilization']));
  expect(document.kpis?.kpi).toContain('pod-startup');
});

test.describe('as a Viewer', () => {
  test.use({ role: 'Viewer' });

  for (const theme of THEMES) {
    test(`the export works by keyboard and is accessible, ${theme}`, async ({ page, expectAccessible }) => {
      await page.goto(`${COMPARISON}&theme=${theme}`);
      await expect(page.getByTestId(testIds.compare.progress)).toHaveAttribute('data-state', 'done', {
        timeout: 60_000,
      });
      await expectAccessible(`a comparison with its export, ${theme}`);
      await page.getByTestId(testIds.exports.button).focus();
      await page.keyboard.press('Enter');
      const items = page.getByRole('menuitem');
      await expect(items).toHaveCount(4);
      // The menu alone: Grafana hides the rest of the page from screen readers while it is open, and axe minds the
      // focus guards in there.
      const { violations } = await new AxeBuilder({ page }).include('[role="menu"]').analyze();
      expect(violations).toEqual([]);
      const download = page.waitForEvent('download');
      await expect(items.first()).toBeFocused();
      await page.keyboard.press('ArrowDown');
      await expect(items.nth(1)).toBeFocused();
      await page.keyboard.press('Enter');
      expect((await download).suggestedFilename()).toMatch(/\.json$/);
    });
  }
});
