/** `npm run screenshots`: pictures of every page for the documentation, in both themes, from the simulated cluster. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { type Browser, type BrowserContext, chromium, type Page, type Request } from '@playwright/test';

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
import { buildPlugin, startStack } from './stack';
import { findTools } from './tools';

const FOLDER = path.resolve('docs/img');
const THEMES = ['dark', 'light'] as const;
type Theme = (typeof THEMES)[number];

const DESK = 1440;
const HALF = 1060;
const PHONE = { width: 390, height: 844 };
const SIZES = ['desk', 'half', 'phone'] as const;
type Size = (typeof SIZES)[number];
/** Long enough for the three runs of the simulated past. */
const PAST = { from: 'now-4h', to: 'now' };
const NAMESPACE = 'experiment-01';
const VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
/** The finished runs of the simulated past. */
const THREE = ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva'];
const DASHBOARD = '/d/llmd-wva-experiment';
const PRESET = 'preset-stair-short-wva';
/** From the start of a run until its charts have a shape. */
const LIVELY_AFTER_MS = 170_000;
/** Without a query for so long, a page has what it shows. */
const QUIET_MS = 1500;

interface Picture {
  name: string;
  path: string;
  query?: Record<string, string>;
  /** Text that is there only when the page's data is. */
  shows: RegExp;
  /** Pixels; the page's own height, where it is less. */
  height: number;
  /** Also as on a phone. */
  phone?: true;
  /** Also as in half of a window. */
  half?: true;
  /** Needs no run in progress. */
  calm?: true;
  /** What of the cluster is broken meanwhile (simulator/kube/breaks.ts). */
  broken?: readonly string[];
  prepare?: (page: Page) => Promise<void>;
}

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
    name: 'overview',
    path: overviewPath(),
    query: PAST,
    shows: /Replicas: desired/,
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
  { name: 'run', path: runPath({ namespace: NAMESPACE, name: 'wva-stair-wva' }), shows: /load-test/, height: 1400 },
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
  await page.getByRole('combobox', { name: 'Preset' }).fill(PRESET);
  await page.getByRole('option', { name: new RegExp(PRESET) }).click();
  await page.getByTestId(testIds.start.toReview).waitFor();
}

async function review(page: Page): Promise<void> {
  await fillForm(page);
  await page.getByTestId(testIds.start.toReview).click();
  await page.getByText('The server accepts this run (dry run).').waitFor();
}

/** Signed in; who may start runs is an Editor, who may configure an Admin. */
async function signedIn(browser: Browser, baseURL: string, user: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL,
    timezoneId: 'UTC',
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  });
  const answer = await context.request.post('/login', { data: { user, password: user } });
  if (!answer.ok()) {
    throw new Error(`Signing in as ${user} answers ${answer.status()}.`);
  }
  return context;
}

/** Follows a page's queries; resolves once none has been on its way for a while. Watches and logs stay open: not counted. */
function queriesOf(page: Page): { settled: () => Promise<void> } {
  const open = new Set<Request>();
  let last = Date.now();
  const ended = (request: Request) => {
    open.delete(request);
    last = Date.now();
  };
  page.on('request', (request) => {
    if (/\/api\/(ds\/query|annotations|datasources\/uid\/[^/]+\/resources)/.test(request.url())) {
      open.add(request);
      last = Date.now();
    }
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return {
    settled: async () => {
      const patience = Date.now() + 60_000;
      while ((open.size > 0 || Date.now() - last < QUIET_MS) && Date.now() < patience) {
        await page.waitForTimeout(100);
      }
    },
  };
}

async function take(context: BrowserContext, picture: Picture, theme: Theme, size: Size): Promise<number> {
  const page = await context.newPage();
  const queries = queriesOf(page);
  try {
    const width = size === 'half' ? HALF : DESK;
    await page.setViewportSize(size === 'phone' ? PHONE : { width, height: picture.height });
    const query = new URLSearchParams({ ...picture.query, theme });
    await page.goto(`${picture.path}${picture.path.includes('?') ? '&' : '?'}${query.toString()}`);
    await page.getByText(picture.shows).first().waitFor();
    await picture.prepare?.(page);
    await queries.settled();
    const file = path.join(FOLDER, `${nameOf(picture, theme, size)}.png`);
    await page.screenshot({
      path: file,
      animations: 'disabled',
      caret: 'hide',
      clip: size === 'phone' ? undefined : await filled(page, picture, width),
    });
    return statSync(file).size;
  } finally {
    await page.close();
  }
}

function nameOf({ name }: Picture, theme: Theme, size: Size): string {
  return `${name}-${theme}${size === 'desk' ? '' : `-${size}`}`;
}

/** The part of the window that has something on it. */
async function filled(page: Page, { height }: Picture, width: number) {
  const bottom = await page.evaluate(() =>
    Math.max(
      0,
      ...[...document.querySelectorAll('main *:not(:has(*))')]
        .map((element) => element.getBoundingClientRect())
        .filter(({ width }) => width > 0)
        .map((box) => box.bottom)
    )
  );
  return { x: 0, y: 0, width, height: Math.min(height, Math.max(400, Math.ceil(bottom) + 16)) };
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

async function breakParts(kubeUrl: string, parts: readonly string[]): Promise<void> {
  await fetch(`${kubeUrl}/faults`, { method: 'POST', body: JSON.stringify({ break: parts }) });
}

async function main(): Promise<void> {
  const log = (line: string) => console.log(line);
  const only = process.argv.slice(2);
  const pages = PAGES.filter(({ name }) => only.length === 0 || only.includes(name));
  const { chromium: executablePath } = await findTools(['chromium']);
  await buildPlugin(log);
  mkdirSync(FOLDER, { recursive: true });
  const stack = await startStack({ log });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const context = await signedIn(browser, stack.url, 'admin');
    if (!pages.every(({ calm }) => calm)) {
      await startRun(await signedIn(browser, stack.url, 'editor'));
      await new Promise((resolve) => setTimeout(resolve, LIVELY_AFTER_MS));
    }
    let total = 0;
    // Both themes of a page together: the first page shows the run, which does not go on for long.
    for (const picture of pages) {
      await breakParts(stack.kubeUrl, picture.broken ?? []);
      for (const theme of THEMES) {
        for (const size of SIZES.filter((one) => one === 'desk' || picture[one])) {
          const bytes = await take(context, picture, theme, size);
          total += bytes;
          log(`${nameOf(picture, theme, size)}.png: ${Math.round(bytes / 1024)} kB`);
        }
      }
    }
    log(`docs/img: ${(total / 1024 / 1024).toFixed(1)} MB`);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
