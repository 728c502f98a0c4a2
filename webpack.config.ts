import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';

import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';

/**
 * create-plugin's configuration as it is, with two additions: the preview, the simulator and the tests have no
 * entries, and unit tests beside their source are not shipped.
 */
const config = async (env: Env): Promise<Configuration> => {
  const base = await baseConfig(env);
  return {
    ...base,
    // The scaffold's glob also finds plugin.json files under other folders named `src`; keep ours only.
    entry: {
      module: './module.tsx',
      'datasource/module': './datasource/module.ts',
      'experiment-panel/module': './experiment-panel/module.ts',
    },
    plugins: [...(base.plugins ?? []), new CopyWebpackPlugin({ patterns: [{ from: '{datasource,experiment-panel}/img/*', to: '.' }] })],
    performance: { hints: false },
  };
};

export default config;
