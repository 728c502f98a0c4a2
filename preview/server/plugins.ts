/** The plugins of `dist/` and their settings. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { PluginRoute } from './proxy';

export interface PluginJson {
  id: string;
  type: 'app' | 'datasource' | 'panel';
  name: string;
  info: { version: string; logos: { small: string; large: string }; description?: string; [key: string]: unknown };
  includes?: Array<Record<string, unknown>>;
  routes?: PluginRoute[];
  annotations?: boolean;
  metrics?: boolean;
  skipDataQuery?: boolean;
  [key: string]: unknown;
}

export interface Plugin {
  json: PluginJson;
  /** Folder of its `plugin.json` and `module.js`. */
  dir: string;
}

/** The app in `dist/` and the plugins nested in it. */
export function readPlugins(dist: string): Plugin[] {
  const folders = [
    dist,
    ...readdirSync(dist, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(dist, entry.name)),
  ];
  return folders
    .filter((dir) => existsSync(path.join(dir, 'plugin.json')))
    .map((dir) => ({ dir, json: JSON.parse(readFileSync(path.join(dir, 'plugin.json'), 'utf8')) as PluginJson }));
}

/** What Grafana's frontend knows of a plugin. */
export function pluginMeta(plugin: Plugin): Record<string, unknown> {
  const { json } = plugin;
  const baseUrl = `public/plugins/${json.id}`;
  return {
    ...json,
    info: {
      ...json.info,
      logos: { small: `${baseUrl}/${json.info.logos.small}`, large: `${baseUrl}/${json.info.logos.large}` },
    },
    module: `${baseUrl}/module.js`,
    baseUrl,
    signature: 'unsigned',
    angular: { detected: false, hideDeprecation: false },
    loadingStrategy: 'script',
    enabled: true,
    hasUpdate: false,
    latestVersion: json.info.version,
  };
}
