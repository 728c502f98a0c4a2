/** Loads the plugins of `dist/` through SystemJS, and panels of Grafana's own from the stand-ins. */
import { type AppPlugin, type DataSourcePlugin, type PanelPlugin, type PanelPluginMeta } from '@grafana/data';
import { config, getBackendSrv } from '@grafana/runtime';

import { corePanels } from '../panels';
import { importModule } from './shared';

const panels = new Map<string, PanelPlugin>();
const pending = new Map<string, Promise<PanelPlugin>>();

export function getPanelPluginFromCache(id: string): PanelPlugin | undefined {
  const core = corePanels[id];
  if (core !== undefined && !panels.has(id)) {
    core.meta = panelMeta(id);
    panels.set(id, core);
  }
  return panels.get(id);
}

export function importPanelPlugin(id: string): Promise<PanelPlugin> {
  const cached = getPanelPluginFromCache(id);
  if (cached !== undefined) {
    return Promise.resolve(cached);
  }
  let loading = pending.get(id);
  if (loading === undefined) {
    loading = loadPanel(id);
    pending.set(id, loading);
    loading.catch(() => pending.delete(id));
  }
  return loading;
}

async function loadPanel(id: string): Promise<PanelPlugin> {
  const meta = panelMeta(id);
  if (meta?.module === undefined || meta.module.startsWith('core:')) {
    throw new Error(`The preview has no panel "${id}".`);
  }
  const { plugin } = (await importModule(meta.module)) as { plugin?: PanelPlugin };
  if (plugin === undefined) {
    throw new Error(`${meta.module} exports no plugin.`);
  }
  plugin.meta = meta;
  panels.set(id, plugin);
  return plugin;
}

function panelMeta(id: string): PanelPluginMeta {
  return config.panels[id] as PanelPluginMeta;
}

/** An app with its settings, as the app's pages and its configuration page get it. */
export async function loadApp(id: string): Promise<AppPlugin> {
  const meta = await getBackendSrv().get(`/api/plugins/${id}/settings`, undefined, undefined, {
    showErrorAlert: false,
  });
  const { plugin } = (await importModule(meta.module)) as { plugin?: AppPlugin };
  if (plugin === undefined) {
    throw new Error(`${meta.module} exports no plugin.`);
  }
  plugin.init?.(meta);
  plugin.meta = meta;
  plugin.setComponentsFromLegacyExports?.({});
  return plugin;
}

export async function loadDataSourcePlugin(module: string): Promise<DataSourcePlugin<never>> {
  const { plugin } = (await importModule(module)) as { plugin?: DataSourcePlugin<never> };
  if (plugin === undefined) {
    throw new Error(`${module} exports no plugin.`);
  }
  return plugin;
}
