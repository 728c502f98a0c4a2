/** Bad days at the start of a run: the message says so, what was typed is kept, and one intent makes one run. */
import type { APIRequestContext, Page } from '@playwright/test';

import { runTag } from '../../src/domain/runAnnotation';
import { testIds } from '../../src/shared/testIds';
import { DASHBOARD, fillForm, reviewRun, submit } from './experimentForm';
import { type Cluster, expect, runAnnotations, test } from './fixtures';
import { ownClusterOnly } from './ownClusterOnly';

const CREATE = 'pipelineruns\\?(?!.*dryRun)';
const isCreate = /\/pipelineruns\?(?!.*dryRun)/;
const ANNOTATIONS = /\/api\/annotations(\?|$)/;
const FAILED_REQUEST = /Failed to load resource/;

const notice = (page: Page) => page.getByTestId(testIds.start.review).getByTestId(testIds.errorNotice);
const follow = (page: Page, name: string) => page.getByRole('region', { name });

/** Runs of an experiment that the cluster has. */
async function runsNamed(cluster: Cluster, name: string): Promise<number> {
  return (await cluster.runNames()).filter((one) => one === name).length;
}

const remove = (cluster: Cluster, name: string) => cluster.fault({ delete: { namespace: 'experiment-01', name } });

test.use({ role: 'Editor', viewport: { width: 1440, height: 1600 }, expectedErrors: [FAILED_REQUEST] });
test.beforeEach(({ cluster }) => {
  ownClusterOnly(cluster, 'breaks the simulated cluster');
  // A start that fails is tried four times, with pauses.
  test.setTimeout(120_000);
});

for (const { fault, count, says } of [
  { fault: 409, count: 9, says: /has changed|taken/ },
  { fault: 403, count: 9, says: /Not allowed to create pipelineruns/ },
  { fault: 401, count: 9, says: /runner token/ },
  { fault: 500, count: 9, says: /etcdserver: request timed out/ },
]) {
  test(`a create answered with ${fault}: words, the form kept, one run from a second try`, async ({
    page,
    cluster,
  }) => {
    const experiment = `e2e-bad-${fault}`;
    await fillForm(page, experiment);
    const name = await reviewRun(page);
    const before = (await cluster.runNames()).length;
    await cluster.fault({ fault, method: 'POST', path: CREATE, count });
    await submit(page);
    await expect(notice(page)).toContainText(says, { timeout: 90_000 });
    expect((await cluster.runNames()).length, 'nothing was started').toBe(before);

    await page.getByRole('button', { name: 'Back to the form' }).click();
    await page.getByRole('button', { name: /^Parameters/ }).click();
    await expect(page.getByRole('textbox', { name: /test-name/ })).toHaveValue(experiment);

    await cluster.heal();
    const again = await reviewRun(page);
    await submit(page);
    await expect(follow(page, again)).toBeVisible();
    expect((await cluster.runNames()).length, 'one run').toBe(before + 1);
    expect(await runsNamed(cluster, name)).toBe(name === again ? 1 : 0);
    await remove(cluster, again);
  });
}

test('a create that fails once is tried again, and makes one run', async ({ page, cluster }) => {
  await fillForm(page, 'e2e-once');
  const name = await reviewRun(page);
  const before = (await cluster.runNames()).length;
  await cluster.fault({ fault: 'cut', method: 'POST', path: CREATE, count: 1 });
  await submit(page);
  await expect(follow(page, name)).toBeVisible({ timeout: 90_000 });
  expect((await cluster.runNames()).length).toBe(before + 1);
  await remove(cluster, name);
});

test('a run whose answer was lost is found, not started again', async ({ page, cluster }) => {
  await fillForm(page, 'e2e-lost');
  const name = await reviewRun(page);
  const before = (await cluster.runNames()).length;
  let creates = 0;
  await page.route(isCreate, async (route) => {
    if (route.request().method() !== 'POST') {
      return route.fallback();
    }
    creates += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await submit(page);
  await expect(follow(page, name)).toBeVisible({ timeout: 90_000 });
  expect(creates, 'asked for once').toBe(1);
  expect((await cluster.runNames()).length).toBe(before + 1);
  await expect.poll(async () => (await runAnnotations(page, `run:experiment-01/${name}`)).length).toBe(1);
  await remove(cluster, name);
});

for (const status of [403, 500]) {
  test(`Grafana refuses the annotation with ${status}: the run goes on, the user is told, it is marked later`, async ({
    page,
    cluster,
  }) => {
    await fillForm(page, `e2e-unmarked-${status}`);
    const name = await reviewRun(page);
    // In all of the user's tabs: another one would mark the run in this one's place.
    await page
      .context()
      .route(ANNOTATIONS, (route) =>
        route.request().method() === 'POST'
          ? route.fulfill({ status, json: { message: 'no, not now' } })
          : route.fallback()
      );
    await submit(page);
    await expect(follow(page, name)).toBeVisible();
    await expect(page.getByText(/not marked on (the )?charts/).first()).toBeVisible();
    await expect(page.getByText(/no, not now/).first()).toBeVisible();
    expect(await runsNamed(cluster, name)).toBe(1);

    await page.context().unroute(ANNOTATIONS);
    await expect
      .poll(async () => (await runAnnotations(page, `run:experiment-01/${name}`)).length, { timeout: 90_000 })
      .toBe(1);
    await remove(cluster, name);
  });
}

test('the browser closed between create and annotate: whoever comes next marks the run, once', async ({
  page,
  browser,
  baseURL,
  cluster,
}) => {
  await fillForm(page, 'e2e-two-editors');
  const name = await reviewRun(page);
  await page
    .context()
    .route(ANNOTATIONS, (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await submit(page);
  await expect(follow(page, name)).toBeVisible();
  await page.context().close();

  const editors = await Promise.all([1, 2].map(() => browser.newContext({ baseURL })));
  const looks: Array<() => Looks> = [];
  try {
    const pages = await Promise.all(
      editors.map(async (context) => {
        await signIn(context.request);
        const opened = await context.newPage();
        looks.push(follows(opened, name));
        await opened.goto(DASHBOARD);
        return opened;
      })
    );
    await Promise.all(pages.map((opened) => expect(opened.getByTestId(testIds.panel.recent)).toBeVisible()));
    const [first] = pages;
    const { metadata } = (await cluster.run(name))!;
    const count = async () => (await runAnnotations(first!, runTag(metadata))).length;
    await expect.poll(count).toBeGreaterThan(0);
    // Who wrote looks again, since the other may have written too; what is there twice is taken back.
    await expect.poll(() => everyWriterLookedAgain(looks.map((look) => look())), { timeout: 90_000 }).toBe(true);
    await expect.poll(count, { timeout: 90_000 }).toBe(1);
  } finally {
    await Promise.all(editors.map((context) => context.close()));
    await remove(cluster, name);
  }
});

/** When a page last wrote an annotation of the run, and when it last asked for those of all runs; 0 for never. */
interface Looks {
  wrote: number;
  looked: number;
}

/** Follows what a page asks of Grafana about a run's annotations. */
function follows(page: Page, run: string): () => Looks {
  const last: Looks = { wrote: 0, looked: 0 };
  page.on('requestfinished', (request) => {
    if (ANNOTATIONS.test(request.url()) && request.method() === 'POST' && request.postData()?.includes(run)) {
      last.wrote = Date.now();
    }
  });
  page.on('request', (request) => {
    // The layers of the charts ask for fewer.
    if (ANNOTATIONS.test(request.url()) && new URL(request.url()).searchParams.get('limit') === '500') {
      last.looked = Date.now();
    }
  });
  return () => last;
}

function everyWriterLookedAgain(pages: Looks[]): boolean {
  const lastWrite = Math.max(...pages.map(({ wrote }) => wrote));
  return lastWrite > 0 && pages.every(({ wrote, looked }) => wrote === 0 || looked > lastWrite);
}

async function signIn(request: APIRequestContext): Promise<void> {
  const login = await request.post('/login', { data: { user: 'e2e-editor', password: 'e2e-password' } });
  expect(login.ok()).toBe(true);
}
