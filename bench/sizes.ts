/** What a browser has to fetch: the gzip sizes of the production bundles against their budgets. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Measure } from './report';

export const kB = 1000;

/** @returns bytes after gzip, all files together */
export function gzipped(...files: string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
}

/**
 * @param dist folder of a production build
 * @returns one measure a plugin, and one for all chunks that the app may load, in kB (1,000 bytes)
 */
export function measureSizes(dist: string): Measure[] {
  const chunks = readdirSync(dist).filter((name) => name.endsWith('.js') && name !== 'module.js');
  const size = (name: string, budget: number | undefined, ...files: string[]): Measure => ({
    name,
    unit: 'kB gzip',
    value: gzipped(...files.map((file) => path.join(dist, file))) / kB,
    budget,
  });
  return [
    size('dist/module.js', 15, 'module.js'),
    // What a page loads of these is measured in a browser, with the pages.
    size('all chunks of the app', undefined, ...chunks),
    size('nested data source', 60, 'datasource/module.js'),
    size('nested panel', 90, 'experiment-panel/module.js'),
  ];
}
