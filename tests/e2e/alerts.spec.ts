/** What this project's alerts say, where one looks: on the pages of a variant and of the GPUs, from Prometheus' rules. */
import { expect, test } from './fixtures';

const VARIANT = '/a/llmd-wva-app/variants/experiment-01/llm-d-inference-scheduling-llm-d-modelservice-decode';
const RULES = '**/resources/api/v1/rules*';

/** A rule of this project that fires for the variant of the demo. */
const FIRING = {
  status: 'success',
  data: {
    groups: [
      {
        name: 'llmd-wva-saturation-alerts',
        rules: [
          {
            type: 'alerting',
            name: 'WvaQueueSaturated',
            health: 'ok',
            alerts: [
              {
                labels: {
                  severity: 'critical',
                  namespace: 'experiment-01',
                  variant: 'llm-d-inference-scheduling-llm-d-modelservice-decode',
                },
                annotations: {
                  summary: '7 requests wait',
                  runbook_url: 'https://example.org/runbooks.md#wvaqueuesaturated',
                },
                state: 'firing',
                activeAt: new Date(Date.now() - 600_000).toISOString(),
                value: '7e+00',
              },
            ],
          },
        ],
      },
    ],
  },
};

test.describe('as a Viewer', () => {
  test.use({ role: 'Viewer', expectedErrors: [/status of 40[34]/] });

  for (const [name, path] of [
    ['overview', '/a/llmd-wva-app/overview'],
    ['variant', VARIANT],
    ['GPUs', '/a/llmd-wva-app/gpus'],
  ] as const) {
    test(`${name}: the rules of the demo's Prometheus are there`, async ({ page, expectAccessible }) => {
      const answered = page.waitForResponse(RULES);
      await page.goto(path);
      expect((await answered).status()).toBe(200);
      const alerts = page.getByRole('region', { name: 'Alerts now' });
      await expect(alerts).toContainText(/alerting rules loaded: \d\d|Firing|Pending/);
      await expectAccessible(`alerts on ${name}`);
    });
  }

  test('an alert leads to its runbook', async ({ page, expectAccessible }) => {
    await page.route(RULES, (route) => route.fulfill({ json: FIRING }));
    await page.goto(VARIANT);
    const alert = page.getByRole('region', { name: 'Alerts now' }).getByRole('listitem');
    await expect(alert).toContainText('Firing (critical)');
    await expect(alert).toContainText('7 requests wait');
    await expect(alert.getByRole('link', { name: /Runbook WvaQueueSaturated/ })).toHaveAttribute(
      'href',
      'https://example.org/runbooks.md#wvaqueuesaturated'
    );
    await expectAccessible('a firing alert');
  });

  for (const status of [403, 404]) {
    test(`rules that are not to be had (${status}) are no error`, async ({ page }) => {
      await page.route(RULES, (route) => route.fulfill({ status, body: '' }));
      const answered = page.waitForResponse(RULES);
      await page.goto(VARIANT);
      await answered;
      await expect(page.getByText(/Replicas: desired/).first()).toBeVisible();
      await expect(page.getByRole('region', { name: 'Alerts now' })).toHaveCount(0);
      await expect(page.getByRole('alert')).toHaveCount(0);
    });
  }
});
