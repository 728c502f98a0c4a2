/** Taking pictures of pages: signed in, when a page has what it shows, in both themes. */
import { statSync } from 'node:fs';
import path from 'node:path';

import type { Browser, BrowserContext, Page, Request } from '@playwright/test';

export const FOLDER = path.resolve('docs/img');
export const THEMES = ['dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export const DESK = 1440;
const HALF = 1060;
const PHONE = { width: 390, height: 844 };
export const SIZES = ['desk', 'half', 'phone'] as const;
export type Size = (typeof SIZES)[number];

/** Without a query for so long, a page has what it shows. */
const QUIET_MS = 1500;

export interface Picture {
  name: string;
  path: string;
  query?: Record<string, string>;
  /** Text that is there only when the page's data is. */
  shows: RegExp;
  /** On a phone, where panels further down ask for nothing yet. */
  showsOnPhone?: RegExp;
  /** Pixels; the page's own height, where it is less. */
  height: number;
  /** Also as on a phone. */
  phone?: true;
  /** Also as in half of a window. */
  half?: true;
  /** Both, unless it is enough to show one. */
  themes?: readonly Theme[];
  /** Needs no run in progress. */
  calm?: true;
  /** What of the cluster is broken meanwhile (simulator/kube/breaks.ts). */
  broken?: readonly string[];
  prepare?: (page: Page) => Promise<void>;
  /** Of the window at its desk's size; undefined: all that has something on it. */
  width?: number;
  /** The part that is shown, once the page has all; undefined: the page. */
  part?: (page: Page) => Promise<Box>;
}

/** Pixels of the window. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const MARGIN = 12;

/** The first element that there is of a selector. */
export async function boxOf(page: Page, selector: string): Promise<Box> {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) {
    throw new Error(`Nothing to be seen of ${selector}.`);
  }
  return box;
}

/** From the top of one to the bottom of the other. */
export async function between(page: Page, first: string, last: string): Promise<Box> {
  const [top, end] = [await boxOf(page, first), await boxOf(page, last)];
  const [left, right] = [Math.min(top.x, end.x), Math.max(top.x + top.width, end.x + end.width)];
  return {
    x: Math.max(0, left - MARGIN),
    y: Math.max(0, top.y - MARGIN),
    width: right - left + 2 * MARGIN,
    height: end.y + end.height - top.y + 2 * MARGIN,
  };
}

/** Signed in; who may start runs is an Editor, who may configure an Admin. */
export async function signedIn(browser: Browser, baseURL: string, user: string): Promise<BrowserContext> {
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

export async function take(context: BrowserContext, picture: Picture, theme: Theme, size: Size): Promise<number> {
  const page = await context.newPage();
  const queries = queriesOf(page);
  try {
    const width = size === 'half' ? HALF : (picture.width ?? DESK);
    await page.setViewportSize(size === 'phone' ? PHONE : { width, height: picture.height });
    const query = new URLSearchParams({ ...picture.query, theme });
    await page.goto(`${picture.path}${picture.path.includes('?') ? '&' : '?'}${query.toString()}`);
    const shows = size === 'phone' ? (picture.showsOnPhone ?? picture.shows) : picture.shows;
    await page.getByText(shows).first().waitFor();
    await picture.prepare?.(page);
    await queries.settled();
    const file = path.join(FOLDER, `${nameOf(picture, theme, size)}.png`);
    await page.screenshot({
      path: file,
      animations: 'disabled',
      caret: 'hide',
      clip: size === 'phone' ? undefined : await (picture.part?.(page) ?? filled(page, picture, width)),
    });
    return statSync(file).size;
  } finally {
    await page.close();
  }
}

export function nameOf({ name }: Picture, theme: Theme, size: Size): string {
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
