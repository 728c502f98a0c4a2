/**
 * @jest-environment node
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { globSync } from 'glob';

import { circlesOf, importsOf } from './importCircles';

const ROOT = path.join(__dirname, '..');
const IGNORED = [
  'node_modules/**',
  'dist/**',
  'coverage/**',
  '.*/**',
  'test-results/**',
  'artifacts/**',
  'preview/public/**',
];
const files = globSync('**/*', { cwd: ROOT, nodir: true, ignore: IGNORED, posix: true });

/** Pairs of names that a file system which ignores case, or an import without extension, takes for one. */
function alike(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const key = name.toLowerCase().replace(/\.tsx?$/, '');
    const before = seen.get(key);
    seen.set(key, name);
    return before === undefined ? [] : [`${before}, ${name}`];
  });
}

test('no two files of a folder differ by case or by the extension of their source alone', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(alike(files)).toEqual([]);
  expect(alike(['a/Values.tsx', 'a/values.ts', 'b/Values.ts'])).toEqual(['a/Values.tsx, a/values.ts']);
});

test('no files import each other in a circle, not even for a type', () => {
  const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => path.join(ROOT, file));
  const circles = circlesOf(importsOf(sources));
  expect(circles.map((circle) => circle.map((file) => path.relative(ROOT, file)))).toEqual([]);
});

test('a circle is found wherever it begins', () => {
  const imports = { a: ['b'], b: ['c'], c: ['b', 'd'], d: [], e: ['a', 'e'] };
  expect(circlesOf(new Map(Object.entries(imports)))).toEqual([['b', 'c']]);
});

/** State that is no answer kept for later: a translator, counters, a queue of writes, the list of caches itself. */
const NO_CACHE = [
  'src/assessment/charts/DataPanel.tsx',
  'src/assessment/charts/useZoom.ts',
  'src/domain/moduleCaches.ts',
  'src/experiment/annotateRun.ts',
  'src/experiment/form/steps.ts',
  'src/i18n/t.ts',
  'src/pages/runs/useLabelled.ts',
];

test('what a module keeps is listed in moduleCaches, where all of it can be forgotten', () => {
  const keeping = files
    .filter((file) => /^src\/.*\.tsx?$/.test(file) && !/\.test\.|\/testing/.test(file))
    .filter((file) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      return /^(let |(export )?const \w+(: [^=]+)? = new (Map|WeakMap)\b)/m.test(text) && !text.includes('listCache(');
    });
  expect(keeping.filter((file) => !NO_CACHE.includes(file))).toEqual([]);
});
