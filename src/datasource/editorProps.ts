/** What the editors get of Grafana. */
import type { DataSourceApi, QueryEditorProps } from '@grafana/data';

import type { TektonApi, TektonQuery, TektonSettings, TektonVariableQuery } from './types';

/** The data source as its editors see it. */
export type EditedSource = DataSourceApi<TektonQuery, TektonSettings> & Pick<TektonApi, 'namespaces'>;

export type EditorProps<Q extends TektonQuery | TektonVariableQuery = TektonQuery> = QueryEditorProps<
  EditedSource,
  TektonQuery,
  TektonSettings,
  Q
>;
