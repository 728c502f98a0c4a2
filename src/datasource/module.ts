import { DataSourcePlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';

import { DATASOURCE_ID } from '../constants';
import { ConfigEditor } from './ConfigEditor';
import { TektonDataSource } from './DataSource';
import { QueryEditor } from './QueryEditor';
import type { TektonQuery, TektonSecrets, TektonSettings } from './types';

// Its own namespace of keys; English only so far, and without a loader nothing is fetched from the app's folder.
await initPluginTranslations(DATASOURCE_ID);

export const plugin = new DataSourcePlugin<TektonDataSource, TektonQuery, TektonSettings, TektonSecrets>(
  TektonDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
