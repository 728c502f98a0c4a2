// First, so that the modules below find their texts as they load.
import './texts';

import { DataSourcePlugin } from '@grafana/data';

import { ConfigEditor } from './ConfigEditor';
import { TektonDataSource } from './DataSource';
import { QueryEditor } from './QueryEditor';
import type { TektonQuery, TektonSecrets, TektonSettings } from './types';

export const plugin = new DataSourcePlugin<TektonDataSource, TektonQuery, TektonSettings, TektonSecrets>(
  TektonDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
