import { dirname } from 'node:path';

import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';

/**
 * One suite for two homes: the preview, which the global setup starts with a simulator and a real Prometheus, or, with
 * GRAFANA_URL set, any Grafana that is provisioned from `provisioning/`.
 */
const grafana = process.env.GRAFANA_URL;

export default defineConfig<PluginOptions>({
  testDir: './tests/e2e',
  outputDir: './test-results/browser',
  // PREVIEW_URL names a preview that runs already; the setup sets it for the tests when it starts one.
  globalSetup: grafana || process.env.PREVIEW_URL ? undefined : './tests/e2e/globalSetup.ts',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: './test-results/browser.json' }]],
  use: {
    baseURL: grafana ?? process.env.PREVIEW_URL ?? 'http://localhost:3000',
    timezoneId: 'UTC',
    // Pictures and snapshots of every action would be half of the suite's work.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: grafana
    ? [
        { name: 'auth', testDir: `${dirname(require.resolve('@grafana/plugin-e2e'))}/auth`, testMatch: [/.*\.js/] },
        {
          name: 'chromium',
          use: { ...devices['Desktop Chrome'], storageState: 'playwright/.auth/admin.json' },
          dependencies: ['auth'],
        },
      ]
    : [{ name: 'chromium', use: { ...devices['Desktop Chrome'] } }],
});
