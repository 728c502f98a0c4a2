// Times in unit tests are UTC wherever they run.
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const esModules = [
  ...grafanaESModules,
  '@grafana/i18n',
  '@kubernetes-models',
  '@lezer',
  '@prometheus-io',
  'cidr-regex',
  'hyparquet',
  'hyparquet-writer',
  'is-cidr',
  'kubernetes-models',
  'parquet-wasm',
  'react-use',
  'until-async',
  'yaml',
];

module.exports = {
  ...base,
  testMatch: [
    '<rootDir>/{src,rules,simulator,preview,cli,scripts,dashboards,presets}/**/*.test.{ts,tsx}',
    '<rootDir>/tests/{contract,deploy}/**/*.test.ts',
    '<rootDir>/tests/pages/**/*.test.tsx',
  ],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    // These packages export themselves to `import` only, and Jest resolves as `require` does.
    '^@kubernetes-models/(base|validate)$': '<rootDir>/node_modules/@kubernetes-models/$1/dist/index.js',
    '^@kubernetes-models/validate/(.+)$': '<rootDir>/node_modules/@kubernetes-models/validate/dist/$1.js',
    '^(kubernetes-models|@kubernetes-models/[^/]+)(/.+)?$': '<rootDir>/node_modules/$1$2',
  },
  // A slow machine is no failure.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tmp/'],
  // d3-color ships .mjs only, which the scaffold's pattern leaves out.
  transform: { '^.+\\.(mjs|[tj]sx?)$': base.transform['^.+\\.(t|j)sx?$'] },
  transformIgnorePatterns: [nodeModulesToTransform(esModules)],
};
