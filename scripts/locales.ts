/**
 * `npm run locales`: writes each plugin's visible texts to the file from which Grafana loads its translations, beside the
 * plugin's `plugin.json`. With `--check` it writes nothing and names what differs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { APP_ID, DATASOURCE_ID, PANEL_ID } from '../src/constants';

import { nested, parse, reachable, textsOf, type VisibleText } from './visibleTexts';

interface Plugin {
  id: string;
  folder: string;
  entry: string;
}

const PLUGINS: Plugin[] = [
  { id: APP_ID, folder: 'src', entry: 'src/module.tsx' },
  { id: DATASOURCE_ID, folder: 'src/datasource', entry: 'src/datasource/module.ts' },
  { id: PANEL_ID, folder: 'src/experiment-panel', entry: 'src/experiment-panel/module.ts' },
];

/** Every file that a plugin's bundle holds. */
export function sourceFiles(): string[] {
  return [...new Set(PLUGINS.flatMap(({ entry }) => reachable(entry)))];
}

/** All texts that any of the plugins shows. */
export function allTexts(): VisibleText[] {
  return sourceFiles().flatMap((file) => textsOf(parse(file)));
}

/** The files as they ought to be, by path. @throws Error for a text that has no place in them */
export function localeFiles(): Map<string, string> {
  return new Map(
    PLUGINS.map(({ id, folder, entry }) => [
      path.posix.join(folder, 'locales', 'en-US', `${id}.json`),
      `${JSON.stringify(nested(reachable(entry).flatMap((file) => textsOf(parse(file)))), null, 2)}\n`,
    ])
  );
}

/** Names of the files that differ from what they ought to be. */
export function outdated(): string[] {
  return [...localeFiles()].flatMap(([file, content]) => (read(file) === content ? [] : [file]));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1]?.endsWith('locales.ts')) {
  if (process.argv.includes('--check')) {
    const stale = outdated();
    console.log(stale.length === 0 ? 'Locales are up to date.' : `Run npm run locales: ${stale.join(', ')}`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const [file, content] of localeFiles()) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}
