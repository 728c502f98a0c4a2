/** The list of runs: how soon rows are there, and what it costs to stay current when nothing changes. */
import { startStack } from '../scripts/stack';
import { countTraffic, launchBrowser, openRuns, warmUp } from './browser';
import { markRuns } from './markedRuns';
import type { Measure } from './report';

/** The idle minute starts when nothing was asked for so long, ms. */
const QUIET_MS = 5000;
/** How long the idle list is watched, ms. */
const IDLE_MS = 60_000;

export async function measureRuns(runs: number): Promise<Measure[]> {
  const stack = await startStack({ simulator: { historySeconds: 0, seedRuns: runs } });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const traffic = await countTraffic(page, /\/api\//);
    let lastRequest = Date.now();
    page.on('request', () => (lastRequest = Date.now()));
    await warmUp(page, stack.url);
    const { opened, firstRows } = await openRuns(page, stack.url);
    await page
      .getByText(new RegExp(`^${runs.toLocaleString('en-US')}|^${runs}`))
      .first()
      .waitFor({ timeout: 60_000 });
    const all = (Date.now() - opened) / 1000;
    const quiet = async () => {
      while (Date.now() - lastRequest < QUIET_MS) {
        await page.waitForTimeout(500);
      }
    };
    await quiet();
    const listBytes = traffic.bytes();
    // The runs of a week that nobody has marked are marked five in ten seconds: that is no minute in which nothing changes.
    await page.goto('about:blank');
    await markRuns(stack.url, stack.kubeUrl);
    await openRuns(page, stack.url);
    await quiet();
    traffic.reset();
    await page.waitForTimeout(IDLE_MS);
    return [
      {
        name: `${runs} runs: first rows, from the page's address on`,
        unit: 's',
        value: firstRows,
        ...(runs >= 5000 ? { budget: 1.5 } : {}),
      },
      { name: `${runs} runs: all known, from the page's address on`, unit: 's', value: all },
      {
        name: `${runs} runs: the first list, and the first marks of what nobody has marked`,
        unit: 'kB',
        value: listBytes / 1000,
      },
      {
        name: `${runs} runs, marked: a minute in which nothing changes`,
        unit: 'kB',
        value: traffic.bytes() / 1000,
        ...(runs >= 5000 ? { budget: 20 } : {}),
      },
    ];
  } finally {
    await browser.close();
    await stack.stop();
  }
}
