import path from 'node:path';

import CopyWebpackPlugin from 'copy-webpack-plugin';
import webpack, { type Configuration, type RuleSetRule } from 'webpack';

import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Every browser that Grafana 12.3 supports runs it; compiled down to ES2015, async functions and spreads double in size. */
const TARGET = 'es2022';

/** `yaml` has no side effects, and does not say so: without this all of it is in every bundle that parses a line of it. */
const YAML_IS_PURE: RuleSetRule = { test: /node_modules[\\/]yaml[\\/]browser[\\/]/, sideEffects: false };

/** All documents are read by the core schema of YAML 1.2, one that asks for 1.1 too; the other schemas are 2 kB of each bundle. */
const ONE_YAML = new webpack.NormalModuleReplacementPlugin(/^\.\/(?:yaml-1\.1|json)\/schema\.js$/, (asked) => {
  if (/[\\/]yaml[\\/]browser[\\/]/.test(asked.context)) {
    asked.request = './core/schema.js';
  }
});

/** Another 3 kB before compression. */
const NO_YAML_COLLECTIONS = new webpack.NormalModuleReplacementPlugin(
  /^\.\/yaml-1\.1\/(?:omap|pairs|set)\.js$/,
  path.resolve('scripts/bundle/noYamlCollections.mjs')
);

/** Scenes needs ten selectors of the package, and would bundle all of them. */
const E2E_SELECTORS = { '@grafana/e2e-selectors$': path.resolve('src/scenes/e2eSelectors.ts') };

function withTarget(rule: RuleSetRule): RuleSetRule {
  const use = rule.use as { loader?: string; options?: { jsc?: object } } | undefined;
  return use?.loader === 'swc-loader'
    ? { ...rule, use: { ...use, options: { ...use.options, jsc: { ...use.options?.jsc, target: TARGET } } } }
    : rule;
}

interface Terser {
  options: { minimizer: { options: { ecma?: number; compress?: object } } };
}

/** Further passes, in the language of {@link TARGET}: some hundred bytes less of each bundle. */
function squeezed(minimizer: unknown): unknown {
  const { options } = (minimizer as Terser).options.minimizer;
  options.ecma = 2020;
  options.compress = { ...options.compress, ecma: 2020, passes: 3 };
  return minimizer;
}

/**
 * create-plugin's configuration as it is, with additions: the preview, the simulator and the tests have no entries, unit
 * tests beside their source are not shipped, and the bundles are kept small.
 */
const config = async (env: Env): Promise<Configuration> => {
  const base = await baseConfig(env);
  const rules = (base.module?.rules ?? []) as RuleSetRule[];
  return {
    ...base,
    resolve: { ...base.resolve, alias: { ...base.resolve?.alias, ...E2E_SELECTORS } },
    module: { ...base.module, rules: [...rules.map(withTarget), YAML_IS_PURE] },
    // The scaffold's glob also finds plugin.json files under other folders named `src`; keep ours only.
    entry: {
      module: './module.tsx',
      'datasource/module': './datasource/module.ts',
      'experiment-panel/module': './experiment-panel/module.ts',
    },
    plugins: [
      ...(base.plugins ?? []),
      ONE_YAML,
      NO_YAML_COLLECTIONS,
      new CopyWebpackPlugin({ patterns: [{ from: '{datasource,experiment-panel}/img/*', to: '.' }] }),
    ],
    optimization: {
      ...base.optimization,
      minimizer: base.optimization?.minimizer?.map((one) => squeezed(one) as typeof one),
    },
    performance: { hints: false },
  };
};

export default config;
