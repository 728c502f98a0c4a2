/**
 * Builds the browser side of the preview: Grafana's npm packages as shared modules, the frame and the stand-ins.
 *
 * The result depends on package versions and on preview's own files only, never on `src/`, so it is kept between starts.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';

import { build, type Plugin } from 'esbuild';

import { filesUnder } from './files';

export const ROOT = path.resolve(__dirname, '..');

/** Packages that the preview replaces by something small, because the real one is megabytes and no page depends on it. */
const STAND_INS: Record<string, string> = {
  // Grafana's CodeEditor around a plain text area.
  '@monaco-editor/react': 'web/standins/monacoReact.tsx',
  'monaco-editor': 'web/standins/monaco.ts',
  'monaco-editor/esm/vs/editor/editor.api': 'web/standins/monaco.ts',
  // Maps: @grafana/data parses geometry with it, nothing here has any.
  'ol/format/WKT': 'web/standins/ol.ts',
  'ol/geom': 'web/standins/ol.ts',
};

const standIns: Plugin = {
  name: 'stand-ins',
  setup(setup) {
    setup.onResolve({ filter: /^(@monaco-editor\/react|monaco-editor|ol)(\/|$)/ }, ({ path: name }) => {
      const file = STAND_INS[name];
      return file === undefined ? undefined : { path: path.join(ROOT, 'preview', file) };
    });
  },
};

/** Grafana's stylesheet asks for these files, which are not in its packages: the same fonts from theirs. */
const FONTS: Record<string, string> = {
  'inter/Inter-Regular.woff2': 'inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Medium.woff2': 'inter/files/inter-latin-500-normal.woff2',
  'inter/Inter-Italic.woff2': 'inter/files/inter-latin-400-italic.woff2',
  'inter/Inter-MediumItalic.woff2': 'inter/files/inter-latin-500-italic.woff2',
  'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2':
    'roboto-mono/files/roboto-mono-latin-400-normal.woff2',
};

/**
 * What Grafana imports from the `internal` entries of its packages, which are not published: the same functions, taken
 * from the files of the packages that hold them.
 */
const INTERNALS: Record<string, string> = {
  '@grafana/runtime/internal': `export { setPluginPage } from './runtime/dist/esm/components/PluginPage.mjs';
    export { setPanelDataErrorView } from './runtime/dist/esm/components/PanelDataErrorView.mjs';
    export { setPanelRenderer } from './runtime/dist/esm/components/PanelRenderer.mjs';`,
  '@grafana/i18n/internal': `export { initializeI18n } from './i18n/dist/esm/i18n.mjs';`,
};

const internals: Plugin = {
  name: 'internals',
  setup(setup) {
    setup.onResolve({ filter: /^@grafana\/(runtime|i18n)\/internal$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'internals',
    }));
    setup.onLoad({ filter: /.*/, namespace: 'internals' }, ({ path: name }) => ({
      contents: INTERNALS[name],
      resolveDir: path.join(ROOT, 'node_modules/@grafana'),
    }));
  },
};

export interface BundleResult {
  /** Folder that holds the bundle. */
  dir: string;
  /** Milliseconds that the build took; 0 when the kept one was still good. */
  took: number;
}

/**
 * Builds the bundle into a folder of its own under `.tmp/preview`, or keeps the one that is there when nothing that it
 * depends on has changed. It appears whole, so that several previews can start at once and older ones go on.
 */
export async function buildBundle(options: { force?: boolean } = {}): Promise<BundleResult> {
  const all = path.join(ROOT, '.tmp', 'preview');
  const finished = path.join(all, cacheKey());
  if (options.force !== true && existsSync(finished)) {
    return { dir: finished, took: 0 };
  }
  const started = Date.now();
  mkdirSync(all, { recursive: true });
  removeOld(all);
  const dir = mkdtempSync(path.join(all, 'building-'));
  await build({
    entryPoints: { boot: path.join(ROOT, 'preview/web/boot.tsx') },
    outdir: dir,
    bundle: true,
    format: 'esm',
    splitting: true,
    minify: true,
    sourcemap: false,
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: { '.woff': 'file', '.woff2': 'file', '.ttf': 'file', '.svg': 'file' },
    conditions: ['module', 'import', 'browser'],
    plugins: [standIns, internals],
    logLevel: 'warning',
    logOverride: { 'ignored-bare-import': 'silent' },
  });
  const modules = path.join(ROOT, 'node_modules');
  for (const file of ['system.min.js', 'extras/amd.min.js']) {
    cpSync(path.join(modules, 'systemjs/dist', file), path.join(dir, 'systemjs', path.basename(file)));
  }
  cpSync(path.join(modules, '@grafana/ui/dist/public/img'), path.join(dir, 'img'), { recursive: true });
  for (const [name, file] of Object.entries(FONTS)) {
    cpSync(path.join(modules, '@fontsource', file), path.join(dir, 'fonts', name));
  }
  rmSync(finished, { recursive: true, force: true });
  try {
    renameSync(dir, finished);
  } catch (error) {
    // Another one was quicker, with the same result.
    if (!existsSync(finished)) {
      throw error;
    }
    rmSync(dir, { recursive: true });
  }
  return { dir: finished, took: Date.now() - started };
}

const DAY_MS = 86_400_000;

/** Bundles that nobody can be using any more. */
function removeOld(all: string): void {
  for (const name of readdirSync(all)) {
    const file = path.join(all, name);
    if (Date.now() - statSync(file).mtimeMs > DAY_MS) {
      rmSync(file, { recursive: true, force: true });
    }
  }
}

/** A digest of the preview's browser sources and of the versions that they are built from. */
function cacheKey(): string {
  const hash = createHash('sha256');
  for (const folder of ['web', 'panels']) {
    for (const file of filesUnder(path.join(ROOT, 'preview', folder))) {
      hash.update(file).update(readFileSync(file));
    }
  }
  for (const file of ['package-lock.json', 'preview/bundle.ts', 'src/constants.ts']) {
    hash.update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
