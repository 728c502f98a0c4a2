/** Lists of records: how soon thousands are there in the list of runs, and hundreds in a trend, which asks Prometheus nothing. */
import { startStack } from '../scripts/stack';
import { testIds } from '../src/shared/testIds';
import { launchBrowser } from './browser';
import { keepRecords, runsOf } from './keptRecords';
import type { Measure } from './report';

const EXPERIMENT = 'stair';
const OF_TREND = 500;

export async function measureRecords(records: number): Promise<Measure[]> {
  const stack = await startStack({ simulator: { historySeconds: 0, seedRuns: records } });
  const browser = await launchBrowser();
  try {
    await keepRecords(stack.kubeUrl, await runsOf(stack.kubeUrl));
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // Once for the browser's cache: what is measured is the page, not the download of Grafana.
    await page.goto(`${stack.url}/a/llmd-wva-app/overview`);
    await page.getByText('Replicas and load').waitFor({ timeout: 60_000 });
    const seconds = async (path: string, shows: string): Promise<number> => {
      const opened = Date.now();
      await page.goto(`${stack.url}/a/llmd-wva-app/${path}`, { waitUntil: 'commit' });
      await page.getByTestId(shows).first().waitFor({ timeout: 60_000 });
      return (Date.now() - opened) / 1000;
    };
    const firstRows = await seconds('runs', testIds.runs.row);
    let asked = 0;
    page.on('request', (request) => (asked += /\/(api\/ds\/query|api\/v1\/query)/.test(request.url()) ? 1 : 0));
    const trend = await seconds(`trend?experiment=${EXPERIMENT}&limit=${OF_TREND}`, testIds.trend.table);
    const rows = await page.getByTestId(testIds.trend.table).getByRole('row').count();
    const name = `${records} runs with records`;
    return [
      { name: `${name}: first rows of the list`, unit: 's', value: firstRows, budget: 1.5 },
      { name: `${name}: a trend over ${OF_TREND} of them`, unit: 's', value: trend, budget: 1 },
      { name: `${name}: rows of its table`, unit: '', value: rows },
      { name: `${name}: questions of the trend to Prometheus`, unit: '', value: asked, budget: 0 },
    ];
  } finally {
    await browser.close();
    await stack.stop();
  }
}
