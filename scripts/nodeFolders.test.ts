/**
 * @jest-environment node
 */
import path from 'node:path';

import { build } from 'esbuild';
import { globSync } from 'glob';

const ROOT = path.join(__dirname, '..');
const FOLDERS = [
  'domain',
  'queries',
  'kube',
  'panels',
  'measuring',
  'guidellm',
  'records',
  'readiness',
  'prometheus/http',
];
/** What needs a browser, or Grafana. */
const BROWSER = /^(react|react-.+|rxjs|@grafana\/.+|@emotion\/.+)$/;

/** What the files import from packages, by whatever way. */
async function outside(files: string[]): Promise<string[]> {
  expect(files.length).toBeGreaterThan(0);
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: files,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    write: false,
    outdir: 'unwritten',
    logLevel: 'silent',
  });
  return Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports.flatMap(({ path: name, external }) => (external && BROWSER.test(name) ? [`${file}: ${name}`] : []))
  );
}

test.each(FOLDERS)(
  'src/%s runs in Node: nothing that it imports, by whatever way, is Grafana or React',
  async (folder) => {
    const files = globSync(`src/${folder}/**/*.ts`, { cwd: ROOT, ignore: ['**/*.test.ts', '**/testing.ts'] });
    expect(await outside(files)).toEqual([]);
  }
);

test('the command runs in Node: of what a browser needs it imports the observables of the list of runs alone', async () => {
  const found = await outside(['cli/main.ts']);
  expect(found.filter((one) => !one.endsWith(': rxjs'))).toEqual([]);
});
