/** `npm run package`: the built plugin as an archive with its checksum, in artifacts/. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { APP_ID, DATASOURCE_ID, PANEL_ID } from '../src/constants';
import { archive } from './archive';

const PLUGINS: Record<string, string> = { '.': APP_ID, datasource: DATASOURCE_ID, 'experiment-panel': PANEL_ID };

/**
 * Writes `<id>-<version>.zip` and `<id>-<version>.zip.sha256`; the path of the archive.
 *
 * @throws Error when the folder is not a production build of this version
 */
export function packagePlugin(dist: string, target: string): string {
  const { version } = JSON.parse(readFileSync(path.resolve(__dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  for (const [folder, id] of Object.entries(PLUGINS)) {
    checkBuild(path.join(dist, folder), id, version);
  }
  const bytes = archive(dist, APP_ID);
  const file = path.join(target, `${APP_ID}-${version}.zip`);
  mkdirSync(target, { recursive: true });
  writeFileSync(file, bytes);
  // In the form that `sha256sum --check` reads.
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(`${file}.sha256`, `${digest}  ${path.basename(file)}\n`);
  return file;
}

function checkBuild(folder: string, id: string, version: string): void {
  const build = 'run npm run build first';
  const manifest = readOr(path.join(folder, 'plugin.json'), `${folder} holds no plugin: ${build}.`);
  const { id: found, info } = JSON.parse(manifest) as { id: string; info: { version: string } };
  if (found !== id || info.version !== version) {
    throw new Error(`${folder} holds ${found} ${info.version}, not ${id} ${version}: ${build}.`);
  }
  const code = readOr(path.join(folder, 'module.js'), `${folder} holds no code: ${build}.`);
  if (/\beval\(|livereload/.test(code)) {
    throw new Error(`${folder} is a development build: ${build}.`);
  }
}

function readOr(file: string, problem: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(problem, { cause });
  }
}

if (require.main === module) {
  try {
    const file = packagePlugin(path.resolve('dist'), path.resolve('artifacts'));
    console.log(`${path.relative('.', file)}\n${readFileSync(`${file}.sha256`, 'utf8').trim()}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
