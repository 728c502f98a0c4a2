/** Who scales is chosen in the form: a run with each scaler starts, is called by it, and gets replicas. */
import type { Page } from '@playwright/test';

import { runPath } from '../../src/routes';
import { testIds } from '../../src/shared/testIds';
import { created, fillForm, startRun } from './experimentForm';
import { expect, test } from './fixtures';

/** By what the form calls it, the word for the run's mode. */
const SCALERS = [
  ['KEDA on the router’s queue', 'KEDA, queue'],
  ['KEDA on pool saturation', 'KEDA, saturation'],
  ['HPA on KV use and queue', 'HPA'],
] as const;

const STEPS = [0, 5, 10, 15].map((delay) => ({ delay, duration: 200 - delay }));

/** Replicas that the HPA asks for now. */
async function askedFor(page: Page): Promise<number> {
  const expr = 'max(kube_horizontalpodautoscaler_status_desired_replicas{namespace="experiment-01"})';
  const query = { refId: 'A', datasource: { uid: 'prometheus' }, expr, instant: true };
  const range = { from: String(Date.now() - 60_000), to: String(Date.now()) };
  const response = await page.request.post('/api/ds/query', { data: { ...range, queries: [query] } });
  const { results } = (await response.json()) as {
    results: { A: { frames: Array<{ data: { values: number[][] } }> } };
  };
  return results.A.frames[0]?.data.values[1]?.[0] ?? 0;
}

test.describe('as an Editor', () => {
  test.use({ role: 'Editor', viewport: { width: 1440, height: 1600 } });

  for (const [choice, mode] of SCALERS) {
    test(`${choice}: a run starts from the form, and scales`, async ({ page, cluster }) => {
      test.setTimeout(300_000);
      expect(cluster).toBeDefined();
      await fillForm(page, 'e2e-scalers', STEPS);
      await page.getByRole('combobox', { name: 'Scaler' }).click();
      await page.getByRole('option', { name: choice }).click();
      const answered = created(page);
      const name = await startRun(page);
      expect((await answered).status()).toBe(201);
      await expect(page.getByRole('region', { name }).getByText('load-test').first()).toBeVisible({ timeout: 120_000 });
      await expect
        .poll(() => askedFor(page), { timeout: 200_000, intervals: [3000], message: 'the HPA asks for more' })
        .toBeGreaterThan(1);
      await page.goto(runPath({ namespace: 'experiment-01', name }));
      await expect(page.getByTestId(testIds.runPhase).first()).toHaveText('Running');
      await expect(page.getByRole('region', { name: 'Summary of this run' })).toContainText(mode);
    });
  }
});
