// Times in unit tests are UTC wherever they run.
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

const esModules = [...grafanaESModules, '@grafana/i18n', '@lezer', '@prometheus-io', 'react-use', 'until-async', 'yaml'];

module.exports = {
  ...base,
  testMatch: ['<rootDir>/{src,simulator,preview,scripts,dashboards}/**/*.test.{ts,tsx}', '<rootDir>/tests/contract/**/*.test.ts'],
  // A slow machine is no failure.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // d3-color ships .mjs only, which the scaffold's pattern leaves out.
  transform: { '^.+\\.(mjs|[tj]sx?)$': base.transform['^.+\\.(t|j)sx?$'] },
  transformIgnorePatterns: [nodeModulesToTransform(esModules)],
};
