import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

/** Who may import whom; docs/architecture.md gives the reasons. Each folder may also import from itself. */
const MAY_IMPORT = {
  constants: [],
  i18n: [],
  routes: ['constants'],
  domain: ['i18n'],
  decoder: ['domain'],
  kube: ['domain', 'constants', 'i18n'],
  queries: ['i18n'],
  panels: ['queries', 'domain', 'i18n'],
  shared: ['errors', 'domain', 'constants', 'routes', 'i18n'],
  errors: ['i18n'],
  prometheus: ['domain', 'decoder', 'errors', 'prometheus-failure', 'i18n'],
  'prometheus-http': ['domain', 'errors', 'prometheus-failure', 'i18n'],
  'prometheus-failure': ['errors', 'i18n'],
  measuring: ['domain', 'queries', 'errors', 'i18n'],
  guidellm: ['domain', 'shared', 'constants', 'i18n'],
  readiness: ['domain', 'kube', 'queries', 'constants', 'i18n'],
  'readiness-view': ['readiness', 'prometheus', 'shared', 'domain', 'kube', 'constants', 'routes', 'datasource-types', 'i18n'],
  assessment: ['measuring', 'records', 'export', 'scenes', 'experiment', 'panels', 'prometheus', 'guidellm', 'queries', 'annotations', 'domain', 'shared', 'routes', 'constants', 'datasource-types', 'i18n'],
  export: ['guidellm', 'queries', 'domain', 'shared', 'constants', 'i18n'],
  scenes: ['measuring', 'prometheus', 'prometheus-failure', 'panels', 'queries', 'shared', 'domain', 'constants', 'routes', 'datasource-types', 'i18n'],
  annotations: ['domain', 'shared', 'constants', 'routes', 'i18n'],
  experiment: ['domain', 'kube', 'annotations', 'shared', 'constants', 'routes', 'datasource-types', 'i18n'],
  pages: ['assessment', 'records', 'readiness', 'readiness-view', 'scenes', 'measuring', 'export', 'guidellm', 'prometheus', 'panels', 'queries', 'domain', 'experiment', 'annotations', 'shared', 'routes', 'constants', 'datasource-types', 'i18n'],
  app: ['pages', 'scenes', 'measuring', 'prometheus', 'shared', 'domain', 'kube', 'queries', 'constants', 'routes', 'datasource-types', 'i18n'],
  extensions: ['constants', 'routes', 'i18n'],
  module: ['app', 'extensions', 'constants', 'shared', 'i18n'],
  'datasource-types': ['domain', 'kube'],
  datasource: ['datasource-types', 'kube', 'domain', 'shared', 'constants', 'routes', 'i18n'],
  'experiment-panel': ['experiment', 'annotations', 'shared', 'domain', 'constants', 'routes', 'datasource-types', 'i18n'],
  dashboards: ['panels', 'queries', 'constants', 'routes', 'domain', 'i18n'],
  rules: ['panels', 'queries', 'constants', 'routes', 'domain', 'i18n'],
  presets: ['domain', 'kube', 'constants', 'i18n'],
  simulator: ['presets', 'domain', 'kube', 'queries', 'constants'],
  preview: ['constants'],
  records: ['domain', 'kube', 'constants', 'errors', 'i18n'],
  // The recorder reads runs and marks them by the code of the data source and of the pages; scripts/nodeFolders.test.ts keeps Grafana out.
  cli: ['readiness', 'records', 'domain', 'queries', 'measuring', 'kube', 'guidellm', 'export', 'prometheus-http', 'datasource', 'datasource-types', 'experiment', 'annotations', 'routes', 'errors', 'constants', 'i18n'],
  scripts: ['constants', 'routes', 'shared', 'queries', 'panels', 'domain', 'simulator', 'preview', 'dashboards', 'rules', 'records'],
  bench: ['*'],
  tests: ['*'],
};

const NODE_ONLY = ['dashboards', 'rules', 'presets', 'simulator', 'preview', 'cli', 'scripts', 'bench', 'tests'];
const FILES = {
  constants: 'src/constants.ts',
  routes: 'src/routes.ts',
  errors: 'src/shared/errors.ts',
  module: 'src/module.tsx',
  'datasource-types': 'src/datasource/types.ts',
  'prometheus-failure': 'src/prometheus/unanswered.ts',
  decoder: 'src/kube/decoder.ts',
};
/** Folders of a folder that stand for themselves. */
const NESTED = { 'prometheus-http': 'src/prometheus/http/**' };
/** Whoever may import a folder may import what of it stands for itself, too. */
const PARTS = { shared: ['errors'], kube: ['decoder'] };
const allowed = (folders) => folders.flatMap((folder) => [folder, ...(PARTS[folder] ?? [])]);

const rank = (type) => (type in FILES ? 2 : type in NESTED ? 1 : 0);

const elements = Object.keys(MAY_IMPORT)
  .map((type) => {
    if (type in FILES) {
      return { type, pattern: FILES[type], mode: 'full' };
    }
    if (type === 'pages') {
      return { type, pattern: 'src/pages/*/**', mode: 'full', capture: ['page'] };
    }
    if (type in NESTED) {
      return { type, pattern: NESTED[type], mode: 'full' };
    }
    return { type, pattern: `${NODE_ONLY.includes(type) ? '' : 'src/'}${type}/**`, mode: 'full' };
  })
  // The first pattern that matches names the element: files and nested folders before the folders that hold them.
  .sort((a, b) => rank(b.type) - rank(a.type));

/** A page composes; what two pages need stands in a folder below them. */
const OF_ITS_OWN = (type) => (type === 'pages' ? [['pages', { page: '${from.page}' }]] : allowed([type]));

export default defineConfig([
  {
    ignores: ['**/node_modules/', '**/dist/', 'dist-cli/', '**/coverage', 'test-results/', 'playwright-report/', '.demo/', '.tmp/', '.config/', 'preview/public/'],
  },
  ...baseConfig,
  {
    files: ['{src,dashboards,rules,presets,simulator,preview,cli,scripts,bench,tests}/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': elements,
      'boundaries/include': ['{src,dashboards,rules,presets,simulator,preview,cli,scripts,bench,tests}/**/*.{ts,tsx}'],
      'import/resolver': { typescript: { alwaysTryTypes: true } },
    },
    rules: {
      'boundaries/element-types': [
        'error',
        {
          default: 'disallow',
          rules: Object.entries(MAY_IMPORT).map(([from, allow]) => ({ from, allow: [...OF_ITS_OWN(from), ...allowed(allow)] })),
          message: '${file.type} may not import ${dependency.type} (docs/architecture.md, who may import whom)',
        },
      ],
      'boundaries/no-unknown-files': 'off',
      complexity: ['error', 15],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // Node runs these: dashboards, docs, the simulator and the command are made of them.
    files: ['src/{domain,kube,queries,panels,measuring,guidellm,records,readiness,prometheus/http}/**/*.{ts,tsx}', 'cli/**/*.ts', 'src/prometheus/unanswered.ts'],
    // The data source's list of runs is an observable.
    ignores: ['**/*.test.{ts,tsx}', 'cli/kube/tektonReads.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['react', 'react-*', '@grafana/*', 'rxjs', '@emotion/*'], message: 'This folder runs in Node, without Grafana.' }] }],
    },
  },
  {
    // A lazy import in a nested plugin resolves to the app's folder, and Scenes is bundled, not shared.
    files: ['src/{datasource,experiment-panel,experiment,annotations,shared}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'ImportExpression', message: 'No import() in what a nested plugin bundles.' }],
      'no-restricted-imports': ['error', { patterns: [
            { group: ['@grafana/scenes'], message: 'Scenes is for the app only.' },
            { group: ['@grafana/i18n'], message: 'Texts go through t() of src/i18n; this would bring React’s part of i18next.' },
          ] }],
    },
  },
]);
