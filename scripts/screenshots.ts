/** `npm run screenshots`: pictures of every page for the documentation, in both themes, from the simulated cluster. */
import { mkdirSync } from 'node:fs';

import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';

import { APP_ID } from '../src/constants';
import {
  comparePath,
  configPath,
  gpusPath,
  overviewPath,
  readinessPath,
  runPath,
  runsPath,
  trendPath,
  variantPath,
} from '../src/routes';
import { testIds } from '../src/shared/testIds';
import { DECISION_SCENES, type Scene } from './decisionPictures';
import { MODEL_SCENES } from './modelPictures';
import { DESK, FOLDER, nameOf, type Picture, signedIn, SIZES, take, THEMES } from './pictures';
import { buildPlugin, startStack } from './stack';
import { findTools } from './tools';

/** Long enough for the three runs of the simulated past. */
const PAST = { from: 'now-4h', to: 'now' };
const NAMESPACE = 'experiment-01';
const VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
/** The finished runs of the simulated past. */
const THREE = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'];
const DASHBOARD = '/d/llmd-wva-experiment';
const LOAD = 'Stair short';
/** From the start of a run until its charts have a shape. */
const LIVELY_AFTER_MS = 170_000;
const PAGES: Picture[] = [
  {
    name: 'panel',
    path: DASHBOARD,
    query: { from: 'now-15m', to: 'now' },
    shows: /stair-short-wva-/,
    height: 1300,
    phone: true,
  },
  { name: 'gpus', path: gpusPath(), query: PAST, shows: /GPU 3/, height: 1800 },
  {
    name: 'fleet-wall',
    path: '/d/llmd-wva-fleet?kiosk',
    query: PAST,
    shows: /Variants by attention/,
    width: 1920,
    height: 1080,
  },
  {
    name: 'overview',
    path: overviewPath(),
    query: PAST,
    shows: /Replicas: desired/,
    showsOnPhone: /Start here/,
    height: 2300,
    phone: true,
  },
  {
    name: 'variant',
    path: variantPath({ namespace: NAMESPACE, name: VARIANT }),
    query: PAST,
    shows: /Replicas: desired/,
    height: 1900,
  },
  { name: 'runs', path: runsPath(), shows: /wva-stair-static-4/, height: 1000, phone: true },
  { name: 'run', path: runPath({ namespace: NAMESPACE, name: 'wva-stair-wva' }), shows: /Planned load/, height: 1400 },
  {
    name: 'run-analysis',
    path: runPath({ namespace: NAMESPACE, name: 'wva-stair-wva' }),
    query: { tab: 'analysis' },
    shows: /Gates failed/,
    height: 2600,
  },
  {
    name: 'compare',
    path: comparePath({ runs: THREE.map((name) => ({ namespace: NAMESPACE, name })) }),
    shows: /answers fastest/,
    height: 4600,
    phone: true,
  },
  {
    name: 'trend',
    path: trendPath({ experiment: 'wva-initial-evaluation', kpi: 'gpu-hours' }),
    shows: /Static 4/,
    height: 1000,
  },
  {
    name: 'readiness',
    path: readinessPath(),
    shows: /of \d+ ready/,
    height: 2600,
    phone: true,
    half: true,
    calm: true,
  },
  {
    name: 'readiness-broken',
    path: readinessPath(),
    shows: /Degraded/,
    height: 2800,
    phone: true,
    half: true,
    calm: true,
    broken: ['half-installed'],
  },
  { name: 'config', path: configPath(), shows: /kvCacheThreshold/, height: 1800 },
  { name: 'datasource', path: '/connections/datasources/edit/tekton', shows: /Runner token/, height: 1500 },
  { name: 'start-form', path: DASHBOARD, shows: /wva-stair-wva/, height: 1300, prepare: fillForm },
  { name: 'review', path: DASHBOARD, shows: /wva-stair-wva/, height: 1300, prepare: review },
];

async function fillForm(page: Page): Promise<void> {
  await page.getByTestId(testIds.panel.startNew).click();
  await page.getByRole('combobox', { name: 'Load' }).fill(LOAD);
  await page.getByRole('option', { name: new RegExp(LOAD) }).click();
  await page.getByTestId(testIds.start.toReview).waitFor();
}

async function review(page: Page): Promise<void> {
  await fillForm(page);
  await page.getByTestId(testIds.start.toReview).click();
  await page.getByText('The server accepts this run (dry run).').waitFor();
}

/** A run that goes on while pictures are taken, started as a user starts one. */
async function startRun(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: DESK, height: 1300 });
  await page.goto(DASHBOARD);
  await review(page);
  await page.getByTestId(testIds.start.submit).click();
  await page.getByTestId(testIds.panel.follow).waitFor();
  await page.close();
}

async function orderFaults(kubeUrl: string, orders: readonly object[]): Promise<void> {
  await fetch(`${kubeUrl}/faults`, { method: 'POST', body: JSON.stringify(orders) });
}

async function addSettings(context: BrowserContext, settings: object): Promise<void> {
  const url = `/api/plugins/${APP_ID}/settings`;
  const app = (await (await context.request.get(url)).json()) as {
    enabled: boolean;
    pinned: boolean;
    jsonData?: object;
  };
  const { enabled, pinned, jsonData } = app;
  const data = { enabled, pinned, jsonData: { ...jsonData, ...settings } };
  const answer = await context.request.post(url, { data });
  if (!answer.ok()) {
    throw new Error(`Changing the app's settings answers ${answer.status()}.`);
  }
}

/** Everything of one simulated cluster. @returns bytes written */
async function takeScene(browser: Browser, scene: Scene, log: (line: string) => void): Promise<number> {
  const stack = await startStack({ log, simulator: scene.simulator, rules: scene.rules });
  try {
    const context = await signedIn(browser, stack.url, 'admin');
    await orderFaults(stack.kubeUrl, scene.faults ?? []);
    if (scene.settings) {
      await addSettings(context, scene.settings);
    }
    if (!scene.pictures.every(({ calm }) => calm)) {
      await startRun(await signedIn(browser, stack.url, 'editor'));
      await new Promise((resolve) => setTimeout(resolve, LIVELY_AFTER_MS));
    }
    let total = 0;
    // Both themes of a page together: the first page shows the run, which does not last long.
    for (const picture of scene.pictures) {
      await orderFaults(stack.kubeUrl, [{ break: picture.broken ?? [] }]);
      for (const theme of picture.themes ?? THEMES) {
        for (const size of SIZES.filter((one) => one === 'desk' || picture[one])) {
          const bytes = await take(context, picture, theme, size);
          total += bytes;
          log(`${nameOf(picture, theme, size)}.png: ${Math.round(bytes / 1024)} kB`);
        }
      }
    }
    return total;
  } finally {
    await stack.stop();
  }
}

async function main(): Promise<void> {
  const log = (line: string) => console.log(line);
  const only = process.argv.slice(2);
  const scenes = [{ pictures: PAGES }, ...DECISION_SCENES, ...MODEL_SCENES]
    .map((scene: Scene) => ({
      ...scene,
      pictures: scene.pictures.filter(({ name }) => only.length === 0 || only.includes(name)),
    }))
    .filter(({ pictures }) => pictures.length > 0);
  const { chromium: executablePath } = await findTools(['chromium']);
  await buildPlugin(log);
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    let total = 0;
    for (const scene of scenes) {
      total += await takeScene(browser, scene, log);
    }
    log(`docs/img: ${(total / 1024 / 1024).toFixed(1)} MB`);
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
