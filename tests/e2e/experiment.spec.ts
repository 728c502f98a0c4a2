/** The main job: start an experiment from a dashboard, see it on the charts, follow it to its end, cancel another. */
import type { Page } from '@playwright/test';

import { testIds } from '../../src/shared/testIds';
import { type Cluster, expect, runAnnotations, test } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';
import { created, DASHBOARD, fillForm, reviewRun, startRun } from './experimentForm';

/** The short stair, shortened once more so that a test can wait for its end. */
const STEPS = [
  { delay: 0, duration: 100 },
  { delay: 15, duration: 85 },
  { delay: 30, duration: 70 },
  { delay: 45, duration: 55 },
];

async function desiredAbove(page: Page, replicas: number): Promise<void> {
  const expr = `max_over_time(max(kube_deployment_status_replicas_ready{deployment=~".*decode"})[10m:5s])`;
  await expect
    .poll(
      async () => {
        const response = await page.request.post('/api/ds/query', {
          data: {
            from: String(Date.now() - 600_000),
            to: String(Date.now()),
            queries: [{ refId: 'A', datasource: { uid: 'prometheus' }, expr, instant: true }],
          },
        });
        const { results } = await response.json();
        return results.A.frames[0]?.data.values[1]?.[0] ?? 0;
      },
      { timeout: 240_000, intervals: [5000], message: 'ready replicas follow the load' }
    )
    .toBeGreaterThan(replicas);
}

test.describe('as an Editor', () => {
  test.use({ role: 'Editor', viewport: { width: 1440, height: 1600 } });

  test('starts a run, sees it on every chart, follows it to its end', async ({ page, expectAccessible }) => {
    test.setTimeout(600_000);
    await fillForm(page, 'e2e-stair', STEPS);
    await expectAccessible('the start form');

    const answered = created(page);
    const name = await startRun(page);
    expect((await answered).status()).toBe(201);
    const since = Date.now();

    // How soon is for the bench to say: a busy machine would make a timed test lie.
    const marker = page.getByRole('button', { name: new RegExp(`Annotation: .*${name}`) });
    await expect(marker.first()).toBeVisible({ timeout: 60_000 });
    const shownAfterMs = Date.now() - since;
    test.info().annotations.push({ type: 'region on the charts after', description: `${shownAfterMs} ms` });
    // Charts come one after the other: their number and that of the marks are taken together.
    await expect
      .poll(async () => [await marker.count(), await page.locator('.uplot').count()].join(' of '))
      .toMatch(/^([1-9]\d?) of \1$/);

    const [region, ...others] = await runAnnotations(page, `run:experiment-01/${name}`);
    expect(others).toEqual([]);
    expect(region?.tags).toEqual(expect.arrayContaining(['wva-run', 'experiment:e2e-stair']));
    expect(region!.timeEnd - region!.time, 'the region reaches to the planned end').toBeGreaterThanOrEqual(100_000);

    const follow = page.getByRole('region', { name });
    await expect(follow.getByTestId(testIds.runPhase)).toHaveText('Running');
    await expectAccessible('the panel that follows a run');
    await expect(follow.getByText('load-test').first()).toBeVisible({ timeout: 120_000 });
    await desiredAbove(page, 1);

    await expect(follow.getByTestId(testIds.runPhase)).toHaveText('Succeeded', { timeout: 240_000 });
    await expect
      .poll(
        async () =>
          (await runAnnotations(page, `run:experiment-01/${name}`)).map(({ tags }) =>
            tags.filter((tag) => tag.startsWith('status:'))
          ),
        {
          message: 'the annotation ends with the run',
        }
      )
      .toEqual([['status:succeeded']]);
    const [ended] = await runAnnotations(page, `run:experiment-01/${name}`);
    expect(ended!.timeEnd, 'the region ends when the run did').toBeLessThanOrEqual(Date.now());
  });

  test('cancels a run, once it has said what that does', async ({ page, cluster }) => {
    await fillForm(page, 'e2e-cancel');
    const name = await startRun(page);
    const follow = page.getByRole('region', { name });
    await follow.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByTestId(testIds.cancel.dialog);
    await expect(dialog.getByRole('radio')).toHaveCount(3);
    await dialog.getByRole('radio', { name: /Cancel at once/ }).check({ force: true });
    await dialog.getByTestId(testIds.cancel.confirm).click();
    await expect(follow.getByTestId(testIds.runPhase)).toHaveText('Cancelled', { timeout: 30_000 });
    await expect
      .poll(async () => (await runAnnotations(page, `run:experiment-01/${name}`, 'status:cancelled')).length)
      .toBe(1);
    await expectGone(cluster, name);
  });

  test('a double click starts one run', async ({ page, cluster }) => {
    ownClusterOnly(cluster, 'counts runs in the simulated cluster');
    await fillForm(page, 'e2e-twice');
    const name = await reviewRun(page);
    const submit = page.getByTestId(testIds.start.submit);
    const before = (await cluster.runNames()).length;
    await submit.dblclick();
    const follow = page.getByRole('region', { name });
    await expect(follow).toBeVisible();
    expect((await cluster.runNames()).length).toBe(before + 1);
    await follow.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByTestId(testIds.cancel.confirm).click();
  });
});

async function expectGone(cluster: Cluster, name: string): Promise<void> {
  if (cluster.present) {
    const run = await cluster.run(name);
    expect(run?.status?.conditions).toEqual([expect.objectContaining({ status: 'False', reason: 'Cancelled' })]);
  }
}

test.describe('as a Viewer', () => {
  test.use({ role: 'Viewer' });

  test('sees the runs, reads why nothing can be started, and is refused by the server', async ({
    page,
    expectAccessible,
  }) => {
    await page.goto(DASHBOARD);
    const panel = page.getByTestId(testIds.panel.root);
    await expect(panel.getByTestId(testIds.panel.recent).getByTestId(testIds.runPhase).first()).toBeVisible();
    await expect(panel.getByTestId(testIds.panel.startNew)).toHaveCount(0);
    await expect(panel.getByText(/Editor/)).toBeVisible();
    await expectAccessible('the panel as a Viewer');

    const forced = await page.request.post(
      '/api/datasources/proxy/uid/tekton/run/namespaces/experiment-01/pipelineruns',
      {
        data: {
          apiVersion: 'tekton.dev/v1',
          kind: 'PipelineRun',
          metadata: { name: 'forced' },
          spec: { pipelineRef: { name: 'no-params' } },
        },
      }
    );
    expect(forced.status()).toBe(403);
  });
});
