/** Lists of records: how soon thousands are there in the list of runs, and hundreds in a trend, which asks Prometheus nothing. */
import { startStack } from '../scripts/stack';
import { testIds } from '../src/shared/testIds';
import { launchBrowser, openRuns, warmUp } from './browser';
import { keepRecords, runsOf } from './keptRecords';
import type { Measure } from './report';

const EXPERIMENT = 'stair';
const OF_TREND = 500;
/** By then the list has asked what it asks at first, ms. */
const QUIET_MS = 5000;

export async function measureRecords(records: number): Promise<Measure[]> {
  const stack = await startStack({ simulator: { historySeconds: 0, seedRuns: records } });
  const browser = await launchBrowser();
  try {
    await keepRecords(stack.kubeUrl, await runsOf(stack.kubeUrl));
    // Of an experiment whose runs are pruned: only their records know it.
    await keepRecords(
      stack.kubeUrl,
      Array.from({ length: OF_TREND }, (_, i) => ({ name: `pruned-${i}`, uid: `uid-pruned-${i}` }))
    );
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await warmUp(page, stack.url);
    const { firstRows } = await openRuns(page, stack.url);
    let asked = 0;
    page.on('request', (request) => (asked += /\/(api\/ds\/query|api\/v1\/query)/.test(request.url()) ? 1 : 0));
    await page.waitForTimeout(QUIET_MS);
    asked = 0;
    // As by a link of the app: Grafana is there already.
    const left = Date.now();
    await page.evaluate((url) => {
      window.history.pushState({}, '', url);
      window.dispatchEvent(new PopStateEvent('popstate'));
    }, `/a/llmd-wva-app/trend?experiment=${EXPERIMENT}&limit=${OF_TREND}`);
    await page.getByTestId(testIds.trend.table).waitFor({ timeout: 60_000 });
    const trend = (Date.now() - left) / 1000;
    const rows = await page.getByTestId(testIds.trend.table).getByRole('row').count();
    const name = `${records + OF_TREND} records`;
    return [
      {
        name: `${name}: first rows of the list, from the page's address on`,
        unit: 's',
        value: firstRows,
        ...(records >= 5000 ? { budget: 1.5 } : {}),
      },
      {
        name: `${name}: a trend over ${OF_TREND} of them, from a link on`,
        unit: 's',
        value: trend,
        ...(records < 5000 ? { budget: 1 } : {}),
      },
      { name: `${name}: rows of its table`, unit: '', value: rows },
      { name: `${name}: questions of the trend to Prometheus`, unit: '', value: asked, budget: 0 },
    ];
  } finally {
    await browser.close();
    await stack.stop();
  }
}
