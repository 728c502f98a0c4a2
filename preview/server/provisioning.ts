/** Reads the same `provisioning/` files as Grafana, with the same expansion of environment variables. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

export type Env = Record<string, string | undefined>;

/**
 * Expands `$NAME`, `${NAME}` and `$__env{NAME}` in a text; `$$` is a dollar sign; a variable that is not set is empty.
 *
 * https://grafana.com/docs/grafana/latest/administration/provisioning/#use-environment-variables
 */
export function expandEnv(text: string, env: Env): string {
  return text.replace(
    /\$\$|\$__env\{([^}]*)\}|\$\{([A-Za-z0-9_]+)\}|\$([A-Za-z_][A-Za-z0-9_]*)/g,
    (match, call: string | undefined, braced: string | undefined, plain: string | undefined) => {
      if (match === '$$') {
        return '$';
      }
      return env[call ?? braced ?? plain ?? ''] ?? '';
    }
  );
}

/** A parsed YAML value with the variables in its texts expanded; keys stay as they are. */
export function expandAll(value: unknown, env: Env): unknown {
  if (typeof value === 'string') {
    return expandEnv(value, env);
  }
  if (Array.isArray(value)) {
    return value.map((item) => expandAll(item, env));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandAll(item, env)]));
  }
  return value;
}

export interface ProvisionedDataSource {
  name: string;
  type: string;
  uid: string;
  url: string;
  isDefault: boolean;
  editable: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface ProvisionedApp {
  type: string;
  disabled: boolean;
  jsonData: Record<string, unknown>;
}

export interface ProvisionedDashboard {
  uid: string;
  title: string;
  tags: string[];
  folder: string;
  json: Record<string, unknown>;
}

export interface Provisioning {
  dataSources: ProvisionedDataSource[];
  apps: ProvisionedApp[];
  dashboards: ProvisionedDashboard[];
}

/**
 * Reads a provisioning folder.
 *
 * @param paths where a path inside a dashboard provider (`/etc/grafana/…` in a container) is found on this machine
 */
export function readProvisioning(dir: string, env: Env, paths: Record<string, string> = {}): Provisioning {
  const dataSources = yamlFiles(path.join(dir, 'datasources')).flatMap((file) =>
    list(file, 'datasources', env).map(toDataSource)
  );
  const apps = yamlFiles(path.join(dir, 'plugins')).flatMap((file) =>
    list(file, 'apps', env).map((app) => ({
      type: text(app.type),
      disabled: app.disabled === true,
      jsonData: record(app.jsonData),
    }))
  );
  const dashboards = yamlFiles(path.join(dir, 'dashboards')).flatMap((file) =>
    list(file, 'providers', env).flatMap((provider) => readDashboards(provider, paths))
  );
  return { dataSources, apps, dashboards };
}

function toDataSource(raw: Record<string, unknown>): ProvisionedDataSource {
  return {
    name: text(raw.name),
    type: text(raw.type),
    uid: text(raw.uid),
    url: text(raw.url),
    isDefault: raw.isDefault === true,
    editable: raw.editable === true,
    jsonData: record(raw.jsonData),
    secureJsonData: Object.fromEntries(
      Object.entries(record(raw.secureJsonData)).map(([key, value]) => [key, text(value)])
    ),
  };
}

function readDashboards(provider: Record<string, unknown>, paths: Record<string, string>): ProvisionedDashboard[] {
  const named = text(record(provider.options).path);
  const known = Object.entries(paths).find(([from]) => named === from || named.startsWith(`${from}/`));
  const dir = known === undefined ? named : path.join(known[1], named.slice(known[0].length));
  if (!existsSync(dir)) {
    return [];
  }
  return readdirSync(dir)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const json = record(JSON.parse(readFileSync(path.join(dir, file), 'utf8')));
      return {
        uid: text(json.uid) || path.basename(file, '.json'),
        title: text(json.title),
        tags: Array.isArray(json.tags) ? json.tags.map(text) : [],
        folder: text(provider.folder),
        json,
      };
    });
}

function yamlFiles(dir: string): string[] {
  if (!existsSync(dir)) {
    return [];
  }
  return readdirSync(dir)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => path.join(dir, file));
}

function list(file: string, key: string, env: Env): Array<Record<string, unknown>> {
  const content = record(expandAll(parse(readFileSync(file, 'utf8')), env));
  const items = content[key];
  return Array.isArray(items) ? items.map(record) : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
