/** Gives @grafana/runtime the services that Grafana gives it at start. */
import { EventBusSrv, type PluginExtensionLink } from '@grafana/data';
import { initializeI18n } from '@grafana/i18n/internal';
import * as runtime from '@grafana/runtime';
import { setPanelDataErrorView, setPluginPage } from '@grafana/runtime/internal';

import { NoData } from '../../panels/NoData';
import { setMenuOpen, useMenuDock, watchMenuDock } from '../frame/menuDock';
import { PluginPageFrame } from '../frame/PluginPageFrame';
import { getPanelPluginFromCache, importPanelPlugin } from '../plugins';
import { PreviewBackendSrv } from './backendSrv';
import { PreviewDataSourceSrv } from './dataSourceSrv';
import { fillRegistries } from './registries';
import { runRequest } from './runRequest';
import { PreviewTemplateSrv } from './templateSrv';

/** Height of the frame's bar, which pages leave free above what sticks to the top. */
export const CHROME_HEIGHT = 48;

export async function installServices(): Promise<void> {
  const events = new EventBusSrv();
  runtime.setAppEvents(events);
  runtime.setBackendSrv(new PreviewBackendSrv(events));
  runtime.setDataSourceSrv(new PreviewDataSourceSrv());
  runtime.setTemplateSrv(new PreviewTemplateSrv());
  runtime.setRunRequest(runRequest);
  runtime.setPluginImportUtils({ importPanelPlugin, getPanelPluginFromCache });
  runtime.setEchoSrv(new runtime.FakeEchoSrv());
  runtime.setLocationSrv(runtime.locationService as never);
  setPluginPage(PluginPageFrame);
  setPanelDataErrorView(NoData);
  runtime.setChromeHeaderHeightHook(() => CHROME_HEIGHT);
  runtime.setReturnToPreviousHook(() => () => undefined);
  watchMenuDock();
  runtime.setMegaMenuOpenHook(() => [useMenuDock().open, setMenuOpen]);
  installEmptyExtensions();
  fillRegistries();
  await initializeI18n({ language: 'en-US', ns: ['grafana'] });
}

/** No other plugin extends these pages, so every extension point is empty. */
function installEmptyExtensions(): void {
  const links: PluginExtensionLink[] = [];
  runtime.setPluginLinksHook(() => ({ links, isLoading: false }));
  runtime.setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  runtime.setPluginComponentHook(() => ({ component: null, isLoading: false }));
  runtime.setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
}
