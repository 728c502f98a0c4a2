/** Every page with data, in both themes, without an accessibility violation. */
import { testIds } from '../../src/shared/testIds';
import { expect, test, THEMES } from './fixtures';

interface PageCase {
  name: string;
  path: string;
  /** Text that is there only when the page's data is. */
  shows: RegExp;
}

const PAGES: PageCase[] = [
  { name: 'overview', path: '/a/llmd-wva-app/overview', shows: /Replicas: desired/ },
  {
    name: 'variant',
    path: '/a/llmd-wva-app/variants/experiment-01/llm-d-inference-scheduling-llm-d-modelservice-decode',
    shows: /Replicas: desired/,
  },
  { name: 'GPUs', path: '/a/llmd-wva-app/gpus', shows: /GPU 3|no pod/ },
  // The list has no more rows than the screen, and runs of other tests are newer than these.
  { name: 'runs', path: '/a/llmd-wva-app/runs?q=wva-stair', shows: /wva-stair-static-4/ },
  { name: 'run', path: '/a/llmd-wva-app/runs/experiment-01/wva-stair-wva', shows: /load-test/ },
  { name: 'configuration', path: '/plugins/llmd-wva-app', shows: /kvCacheThreshold/ },
  { name: 'data source', path: '/connections/datasources/edit/tekton', shows: /Runner token/ },
  { name: 'dashboard with the panel', path: '/d/llmd-wva-experiment', shows: /wva-stair-wva/ },
];

for (const theme of THEMES) {
  for (const { name, path, shows } of PAGES) {
    test(`${name}, ${theme}`, async ({ page, expectAccessible }) => {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
      await expect(page.getByText(shows).filter({ visible: true }).first()).toBeVisible();
      await expect(page.getByTestId(testIds.errorNotice)).toHaveCount(0);
      await expectAccessible(name);
    });
  }
}
