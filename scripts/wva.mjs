/**
 * Bundles the command `wva` into one file, dist-cli/wva.mjs, and runs it: what `npm run --silent wva -- …` does. Plain
 * JavaScript, so that nothing has to be translated before the bundler starts.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
export const BUNDLE = path.join(ROOT, 'dist-cli', 'wva.mjs');

/** Writes the bundle where it is not there or has changed; whoever runs it meanwhile keeps the whole old one. */
export async function bundle(outfile = BUNDLE) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['cli/main.ts'],
    bundle: true,
    minify: true,
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
    logLevel: 'error',
    // Some packages are CommonJS and ask for Node's own modules by require.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  const text = outputFiles[0].text;
  if ((await readFile(outfile, 'utf8').catch(() => '')) !== text) {
    await mkdir(path.dirname(outfile), { recursive: true });
    const written = `${outfile}.${process.pid}`;
    await writeFile(written, text, { mode: 0o755 });
    await rename(written, outfile);
  }
  return outfile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await bundle();
  if (process.argv[2] !== '--only-bundle') {
    await import(pathToFileURL(file).href);
  }
}
