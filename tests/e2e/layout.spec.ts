/** Pages at twelve widths of a window, with Grafana's menu docked where it is: each is loaded once and resized. */
import { selectors } from '@grafana/e2e-selectors';

import { comparePath, runPath } from '../../src/routes';
import { expect, test } from './fixtures';

const WIDTHS = [360, 390, 480, 600, 768, 900, 1060, 1200, 1440, 1680, 1920, 2560];

const PAGES = [
  { name: 'overview', path: '/a/llmd-wva-app/overview', shows: /Replicas: desired/ },
  {
    name: 'variant',
    path: '/a/llmd-wva-app/variants/experiment-01/llm-d-inference-scheduling-llm-d-modelservice-decode',
    shows: /Replicas: desired/,
  },
  { name: 'runs', path: '/a/llmd-wva-app/runs?q=wva-stair', shows: /wva-stair-static-4/ },
  {
    name: 'compare',
    path: comparePath({
      runs: ['wva-stair-static-4', 'wva-stair-wva'].map((name) => ({ namespace: 'experiment-01', name })),
    }),
    shows: /Requests per GPU-hour/,
  },
  { name: 'run', path: runPath({ namespace: 'experiment-01', name: 'wva-stair-wva' }), shows: /Requests per GPU-hour/ },
];

/** What is wrong with the page as it stands, in words; empty when nothing is. */
function faults(): string[] {
  const root = document.documentElement;
  const sideways = root.scrollWidth - root.clientWidth;
  const found = sideways > 1 ? [`the page scrolls sideways by ${sideways} px`] : [];
  for (const grid of document.querySelectorAll('main section[aria-label] > div')) {
    if (getComputedStyle(grid).display !== 'grid') {
      continue;
    }
    const ends = new Map<number, number>();
    for (const item of grid.children) {
      const { top, right } = item.getBoundingClientRect();
      ends.set(Math.round(top), Math.max(ends.get(Math.round(top)) ?? 0, right));
    }
    const end = grid.getBoundingClientRect().right;
    const hole = Math.max(0, ...[...ends.values()].map((right) => end - right));
    if (hole > 8) {
      found.push(`a hole of ${Math.round(hole)} px in "${grid.parentElement?.getAttribute('aria-label')}"`);
    }
  }
  for (const element of document.querySelectorAll<HTMLElement>('main section *:not(:has(*))')) {
    const isNumber = /^[\d.,]+\s?(%|[a-z/]{1,6})?$/i.test(element.textContent.trim());
    const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    if (isNumber && isCut && getComputedStyle(element).overflowX !== 'visible') {
      found.push(`the number ${element.textContent} is cut`);
    }
  }
  return found;
}

for (const { name, path, shows } of PAGES) {
  test(`${name} has no hole, no cut number and no sideways scroll, from 360 to 2,560 px`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 1200 });
    await page.goto(path);
    await expect(page.getByText(shows).first()).toBeVisible();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 1200 });
      await expect.poll(() => page.evaluate(faults), { message: `at ${width} px`, timeout: 5000 }).toEqual([]);
      const menu = page.getByTestId(selectors.components.NavMenu.Menu);
      await expect(menu).toHaveCount(width >= 1200 ? 1 : 0);
    }
  });
}
