/** Grafana's DataSourceSrv: settings from the boot data, instances from the plugins. */
import {
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourcePlugin,
  type DataSourceRef,
  type ScopedVars,
} from '@grafana/data';
import {
  config,
  getBackendSrv,
  getTemplateSrv,
  type DataSourceSrv,
  type GetDataSourceListFilters,
  type RuntimeDataSourceRegistration,
} from '@grafana/runtime';

import { grafanaSettings, GrafanaDataSource } from '../datasources/grafana';
import { MixedDataSource, mixedSettings } from '../datasources/mixed';
import { PrometheusDataSource } from '../datasources/prometheus';
import { loadDataSourcePlugin } from '../plugins';

type Ref = DataSourceRef | string | null | undefined;

export class PreviewDataSourceSrv implements DataSourceSrv {
  private readonly instances = new Map<string, Promise<DataSourceApi>>();
  private readonly runtime = new Map<string, DataSourceApi>();

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    return Object.values(config.datasources)
      .filter((source) => isWanted(source, filters))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  getInstanceSettings(ref?: Ref, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const all = [...Object.values(config.datasources), grafanaSettings, mixedSettings];
    const asked = typeof ref === 'string' ? ref : ref?.uid;
    if (asked === undefined || asked === '' || asked === 'default') {
      const type = typeof ref === 'object' ? ref?.type : undefined;
      return all.find((source) =>
        type === undefined ? source.name === config.defaultDatasource : source.type === type
      );
    }
    const name = asked.includes('$') ? getTemplateSrv().replace(asked, scopedVars) : asked;
    if (name === 'default') {
      return all.find((source) => source.name === config.defaultDatasource);
    }
    return all.find((source) => source.uid === name || source.name === name);
  }

  async get(ref?: Ref, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    const runtime = uid === undefined ? undefined : this.runtime.get(uid);
    if (runtime !== undefined) {
      return runtime;
    }
    const settings = this.getInstanceSettings(ref, scopedVars);
    if (settings === undefined) {
      throw new Error(`Datasource ${uid ?? JSON.stringify(ref)} was not found`);
    }
    let instance = this.instances.get(settings.uid);
    if (instance === undefined) {
      instance = create(settings);
      this.instances.set(settings.uid, instance);
      instance.catch(() => this.instances.delete(settings.uid));
    }
    return instance;
  }

  async reload(): Promise<void> {
    const settings = await getBackendSrv().get('/api/frontend/settings');
    config.datasources = settings.datasources;
    config.defaultDatasource = settings.defaultDatasource;
    this.instances.clear();
  }

  registerRuntimeDataSource({ dataSource }: RuntimeDataSourceRegistration): void {
    this.runtime.set(dataSource.uid, dataSource);
  }
}

/** Abilities that a plugin states in its plugin.json, and that a list can be narrowed to. */
const ABILITIES = ['metrics', 'annotations', 'logs', 'tracing', 'alerting'] as const;

function isWanted(source: DataSourceInstanceSettings, filters: GetDataSourceListFilters): boolean {
  const { pluginId, filter, type } = filters;
  const types = typeof type === 'string' ? [type] : type;
  return (
    ABILITIES.every((ability) => filters[ability] !== true || source.meta[ability] === true) &&
    (pluginId === undefined || source.meta.id === pluginId) &&
    (types === undefined || types.includes(source.type)) &&
    (filter === undefined || filter(source))
  );
}

async function create(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  if (settings.type === 'grafana') {
    return new GrafanaDataSource(settings) as unknown as DataSourceApi;
  }
  if (settings.type === 'mixed') {
    return new MixedDataSource(settings);
  }
  if (settings.type === 'prometheus') {
    return withSettings(new PrometheusDataSource(settings as never) as unknown as DataSourceApi, settings);
  }
  const plugin = (await loadDataSourcePlugin(settings.meta.module)) as unknown as DataSourcePlugin<DataSourceApi>;
  const instance = new plugin.DataSourceClass(settings as never);
  instance.components = plugin.components as DataSourceApi['components'];
  return withSettings(instance, settings);
}

/** Some data sources do not pass their settings on to the base class. */
function withSettings(instance: DataSourceApi, settings: DataSourceInstanceSettings): DataSourceApi {
  Object.assign(instance, { name: settings.name, type: settings.type, meta: settings.meta, uid: settings.uid });
  return instance;
}
