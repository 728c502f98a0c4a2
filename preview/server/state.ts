/** What the preview's API serves: plugins, data sources, dashboards, annotations; changes are kept under one folder. */
import path from 'node:path';

import { AnnotationFile } from './annotationFile';
import { withClusters, type MoreCluster } from './clusters';
import { HttpError } from './http';
import { pluginMeta, readPlugins, type Plugin } from './plugins';
import { readProvisioning, type Env, type ProvisionedDataSource, type Provisioning } from './provisioning';
import type { ProxyTarget } from './proxy';
import { JsonFile } from './store';
import { Users } from './users';

export interface PreviewOptions {
  /** The built plugin. */
  dist: string;
  /** Provisioning folder, the same that Grafana reads. */
  provisioning: string;
  /** The browser bundle. */
  bundle: string;
  /** Where changes are kept. */
  data: string;
  /** Variables that the provisioning files use. */
  env: Env;
  /** Version of Grafana whose packages the bundle holds. */
  version: string;
  /** Where a dashboard provider's path in a container is found on this machine. */
  paths?: Record<string, string>;
  /** More clusters than the provisioned one. */
  clusters?: readonly MoreCluster[];
}

interface AppSettings {
  enabled: boolean;
  pinned: boolean;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

interface Overlay {
  dataSources: Record<string, Partial<ProvisionedDataSource>>;
  apps: Record<string, AppSettings>;
}

/** Panel types of Grafana itself that the preview has stand-ins for. */
const CORE_PANELS: Record<string, string> = {
  timeseries: 'Time series',
  stat: 'Stat',
  gauge: 'Gauge',
  table: 'Table',
  bargauge: 'Bar gauge',
  heatmap: 'Heatmap',
  'state-timeline': 'State timeline',
  trend: 'Trend',
  text: 'Text',
  row: 'Row',
};

export class PreviewState {
  readonly users = new Users();
  readonly annotations: AnnotationFile;
  private readonly overlay: JsonFile<Overlay>;

  constructor(readonly options: PreviewOptions) {
    this.annotations = new AnnotationFile(path.join(options.data, 'annotations.json'));
    this.overlay = new JsonFile<Overlay>(path.join(options.data, 'settings.json'), { dataSources: {}, apps: {} });
  }

  /** Read anew each time: a rebuild of the plugin or a changed file shows after a reload of the page. */
  plugins(): Plugin[] {
    return readPlugins(this.options.dist);
  }

  provisioning(): Provisioning {
    const { provisioning, env, paths, clusters = [] } = this.options;
    return withClusters(readProvisioning(provisioning, env, paths), clusters);
  }

  plugin(id: string): Plugin {
    const found = this.plugins().find((plugin) => plugin.json.id === id);
    if (found === undefined) {
      throw new HttpError(404, 'Plugin not found, no installed plugin with that id');
    }
    return found;
  }

  dataSources(): ProvisionedDataSource[] {
    const changed = this.overlay.get().dataSources;
    return this.provisioning().dataSources.map((source) => ({ ...source, ...changed[source.uid] }));
  }

  dataSource(uid: string): ProvisionedDataSource {
    const found = this.dataSources().find((source) => source.uid === uid);
    if (found === undefined) {
      throw new HttpError(404, 'Data source not found');
    }
    return found;
  }

  proxyTarget(uid: string): { target: ProxyTarget; plugin: Plugin | undefined } {
    const source = this.dataSource(uid);
    return { target: source, plugin: this.plugins().find((plugin) => plugin.json.id === source.type) };
  }

  saveDataSource(uid: string, body: Record<string, unknown>): ProvisionedDataSource {
    const old = this.dataSource(uid);
    if (!old.editable) {
      throw new HttpError(403, 'Cannot update read-only data source');
    }
    const secrets = body.secureJsonData as Record<string, string> | undefined;
    const kept = body.secureJsonFields as Record<string, boolean> | undefined;
    const next: Partial<ProvisionedDataSource> = {
      name: typeof body.name === 'string' && body.name !== '' ? body.name : old.name,
      url: typeof body.url === 'string' ? body.url : old.url,
      jsonData: (body.jsonData as Record<string, unknown> | undefined) ?? {},
      // As in Grafana: a secret that is not sent stays, unless the form says that it was reset.
      secureJsonData: {
        ...Object.fromEntries(Object.entries(old.secureJsonData).filter(([key]) => kept?.[key] !== false)),
        ...secrets,
      },
    };
    const overlay = this.overlay.get();
    this.overlay.set({ ...overlay, dataSources: { ...overlay.dataSources, [uid]: next } });
    return this.dataSource(uid);
  }

  appSettings(id: string): AppSettings {
    const provisioned = this.provisioning().apps.find((app) => app.type === id);
    const initial = {
      enabled: provisioned !== undefined && !provisioned.disabled,
      pinned: true,
      jsonData: provisioned?.jsonData ?? {},
      secureJsonData: {},
    };
    return this.overlay.get().apps[id] ?? initial;
  }

  saveApp(id: string, body: Record<string, unknown>): void {
    const old = this.appSettings(id);
    const next: AppSettings = {
      enabled: body.enabled === undefined ? old.enabled : body.enabled === true,
      pinned: body.pinned === undefined ? old.pinned : body.pinned === true,
      jsonData: (body.jsonData as Record<string, unknown> | undefined) ?? {},
      secureJsonData: { ...old.secureJsonData, ...(body.secureJsonData as Record<string, string> | undefined) },
    };
    const overlay = this.overlay.get();
    this.overlay.set({ ...overlay, apps: { ...overlay.apps, [id]: next } });
  }

  /** `/api/plugins/:id/settings`. */
  pluginSettings(id: string): Record<string, unknown> {
    const meta = pluginMeta(this.plugin(id));
    const { enabled, pinned, jsonData, secureJsonData } = this.appSettings(id);
    return {
      ...meta,
      enabled: meta.type === 'app' ? enabled : true,
      pinned,
      jsonData,
      secureJsonFields: Object.fromEntries(Object.keys(secureJsonData).map((key) => [key, true])),
      defaultNavUrl: `/plugins/${id}`,
    };
  }

  /** A data source as its API shows it: the names of secrets, never the secrets. */
  dataSourceDto(source: ProvisionedDataSource, index: number): Record<string, unknown> {
    return {
      id: index + 1,
      uid: source.uid,
      orgId: 1,
      name: source.name,
      type: source.type,
      typeLogoUrl: '',
      access: 'proxy',
      url: source.url,
      user: '',
      database: '',
      basicAuth: false,
      basicAuthUser: '',
      withCredentials: false,
      isDefault: source.isDefault,
      jsonData: source.jsonData,
      secureJsonFields: Object.fromEntries(
        Object.entries(source.secureJsonData)
          .filter(([, value]) => value !== '')
          .map(([key]) => [key, true])
      ),
      version: 1,
      readOnly: !source.editable,
      apiVersion: '',
    };
  }

  /** `/api/frontend/settings`, and the settings in the page's boot data. */
  frontendSettings(): Record<string, unknown> {
    const plugins = this.plugins();
    const metas = new Map(plugins.map((plugin) => [plugin.json.id, pluginMeta(plugin)]));
    const sources = this.dataSources();
    const datasources = Object.fromEntries(
      sources.map((source, index) => [
        source.name,
        {
          id: index + 1,
          uid: source.uid,
          name: source.name,
          type: source.type,
          url: `/api/datasources/proxy/uid/${source.uid}`,
          access: 'proxy',
          isDefault: source.isDefault,
          jsonData: source.jsonData,
          readOnly: !source.editable,
          meta: metas.get(source.type) ?? prometheusMeta(source.type),
          cachingConfig: { enabled: false, TTLMs: 0 },
        },
      ])
    );
    const panels = Object.fromEntries(
      [...metas.values()].filter((meta) => meta.type === 'panel').map((meta) => [meta.id as string, meta])
    );
    for (const [id, name] of Object.entries(CORE_PANELS)) {
      panels[id] = {
        id,
        name,
        type: 'panel',
        info: { version: '', logos: { small: '', large: '' } },
        module: `core:plugin/${id}`,
        sort: 1,
      };
    }
    return {
      appUrl: '/',
      appSubUrl: '',
      namespace: 'default',
      buildInfo: {
        version: this.options.version,
        commit: 'preview',
        env: 'production',
        edition: 'Open Source',
        hideVersion: false,
      },
      defaultDatasource: sources.find((source) => source.isDefault)?.name ?? sources[0]?.name ?? '',
      datasources,
      panels,
      apps: Object.fromEntries(
        [...metas.values()]
          .filter((meta) => meta.type === 'app')
          .map((meta) => [
            meta.id as string,
            { ...meta, preload: false, version: (meta.info as { version: string }).version, path: meta.module },
          ])
      ),
      featureToggles: {},
      minRefreshInterval: '1s',
      rbacEnabled: false,
      liveEnabled: false,
      dateFormats: undefined,
      windowTitlePrefix: 'Preview - ',
    };
  }
}

function prometheusMeta(type: string): Record<string, unknown> {
  return {
    id: type,
    name: type === 'prometheus' ? 'Prometheus' : type,
    type: 'datasource',
    module: `core:plugin/${type}`,
    baseUrl: `public/plugins/${type}`,
    metrics: true,
    annotations: true,
    backend: true,
    info: { version: '', logos: { small: '', large: '' } },
  };
}
