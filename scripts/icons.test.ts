/**
 * Icons by name, each of which is fetched when it is shown. Grafana's types know some that its package has no picture of: in the
 * preview, and perhaps in a Grafana, there would be a hole.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ICONS = path.resolve('node_modules/@grafana/ui/dist/public/img/icons');
const FOLDERS = ['unicons', 'custom', 'mono', 'solid'];
/** The preview has one of its own. */
const STOOD_IN = 'spinner';
const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
/** A name, or a choice between names. */
const USED = /(?:\bicon(?:=|: )|<Icon\b[^>]*\bname=)(?:['"]([a-z-]+)['"]|\{([^}\n]*)\})/g;

test('every icon that is used has a picture', () => {
  const used = new Set(
    FILES.flatMap((file) =>
      [...readFileSync(path.join('src', file), 'utf8').matchAll(USED)].flatMap(([, name, choice = '']) =>
        name === undefined ? [...choice.matchAll(/[?:] '([a-z-]+)'/g)].map(([, one]) => one!) : [name]
      )
    )
  );
  expect(used.size).toBeGreaterThan(40);
  expect(
    [...used].filter(
      (name) => name !== STOOD_IN && !FOLDERS.some((folder) => existsSync(path.join(ICONS, folder, `${name}.svg`)))
    )
  ).toEqual([]);
});
