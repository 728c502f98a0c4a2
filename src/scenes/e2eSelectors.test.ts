/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { selectors as all } from '@grafana/e2e-selectors';
import { get } from 'lodash';

import { selectors as ours } from './e2eSelectors';

const SCENES = path.resolve(__dirname, '../../node_modules/@grafana/scenes/dist/esm');

/** Paths of the selectors that Scenes' modules name. */
const used = readdirSync(SCENES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(path.join(SCENES, file), 'utf8'))
  .filter((text) => text.includes("from '@grafana/e2e-selectors'"))
  .flatMap((text) => [...text.matchAll(/\bselectors((?:\.\w+)+)/g)].map(([, found]) => found!.slice(1)));

test('Scenes takes nothing of the package but its selectors', () => {
  expect(used.length).toBeGreaterThan(0);
});

test.each([...new Set(used)])('%s is what the package says', (found) => {
  const text = (selectors: object): unknown => {
    const value: unknown = get(selectors, found);
    return typeof value === 'function' ? value('name') : value;
  };
  expect(text(ours)).toEqual(expect.stringContaining('data-testid'));
  expect(text(ours)).toBe(text(all));
});
