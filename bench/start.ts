/** From a click on Start to the run's region on the charts, without the time that the API takes to answer. */
import { startStack } from '../scripts/stack';
import { created, fillForm, startRun } from '../tests/e2e/experimentForm';
import { launchBrowser } from './browser';
import type { Measure } from './report';

export async function measureStart(): Promise<Measure[]> {
  const stack = await startStack({ rules: false, simulator: { historySeconds: 600 } });
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ baseURL: stack.url, viewport: { width: 1440, height: 1600 } });
    const page = await context.newPage();
    await fillForm(page, 'bench');
    const answered = created(page).then((response) => response.finished().then(() => Date.now()));
    const name = await startRun(page);
    const since = await answered;
    await page
      .getByRole('button', { name: new RegExp(`Annotation: .*${name}`) })
      .first()
      .waitFor();
    return [
      { name: 'region on the charts, from the answer on', unit: 's', value: (Date.now() - since) / 1000, budget: 2 },
    ];
  } finally {
    await browser.close();
    await stack.stop();
  }
}
