import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';

import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';

/**
 * One suite for two homes: the preview, which the global setup starts with a simulator and a real Prometheus, or a Grafana:
 * with GRAFANA_URL any that is provisioned from `provisioning/`, with E2E_GRAFANA one of this machine.
 */
const grafana = process.env.GRAFANA_URL;
/** A home that somebody else has started; PREVIEW_URL names a preview. With E2E_GRAFANA the setup starts a Grafana. */
const home = grafana ?? process.env.PREVIEW_URL;
const isGrafana = Boolean(grafana ?? process.env.E2E_GRAFANA);

export default defineConfig<PluginOptions>({
  testDir: './tests/e2e',
  outputDir: './test-results/browser',
  globalSetup: home ? undefined : './tests/e2e/globalSetup.ts',
  fullyParallel: false,
  // A worker has a cluster and a preview of its own, see tests/e2e/stacks.ts. Most of a test's time is waiting.
  workers: home || isGrafana ? 1 : Math.min(2, availableParallelism()),
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Waits are for facts; on a busy machine two workers share two cores, and a page takes its time.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  reporter: [['list'], ['json', { outputFile: './test-results/browser.json' }], ['./tests/e2e/ownClusterReporter.ts']],
  use: {
    baseURL: home ?? 'http://localhost:3000',
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
  projects: isGrafana
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
