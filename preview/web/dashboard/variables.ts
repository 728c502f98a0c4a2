/** Variables of a dashboard as scene variables, after Grafana's transformSaveModelToScene. */
import {
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';

import { type VariableJson } from './model';

type Value = string | string[];

function base(json: VariableJson) {
  return { name: json.name, label: json.label, hide: json.hide, skipUrlSync: json.skipUrlSync };
}

function choice(json: VariableJson) {
  return {
    ...base(json),
    value: (json.current?.value ?? (json.multi ? [] : '')) as Value,
    text: (json.current?.text ?? (json.multi ? [] : '')) as Value,
    isMulti: json.multi,
    includeAll: json.includeAll,
    allValue: json.allValue ?? undefined,
    defaultToAll: Boolean(json.includeAll),
  };
}

export function toVariable(json: VariableJson): SceneVariable | undefined {
  const query = typeof json.query === 'string' ? json.query : '';
  switch (json.type) {
    case 'query':
      return new QueryVariable({
        ...choice(json),
        query: json.query as never,
        datasource: json.datasource,
        sort: json.sort,
        refresh: json.refresh,
        regex: json.regex,
      });
    case 'custom':
      return new CustomVariable({ ...choice(json), query });
    case 'datasource':
      return new DataSourceVariable({
        ...choice(json),
        pluginId: query,
        regex: json.regex,
        defaultOptionEnabled: json.current?.value === 'default',
      });
    case 'textbox':
      return new TextBoxVariable({ ...base(json), value: String(json.current?.value ?? query) });
    case 'constant':
      return new ConstantVariable({ ...base(json), value: query });
    case 'interval':
      return new IntervalVariable({
        ...base(json),
        value: String(json.current?.value ?? ''),
        intervals: query.split(','),
        autoEnabled: json.auto,
      });
    default:
      console.warn(`The preview has no variables of type ${json.type}; "${json.name}" is left out.`);
      return undefined;
  }
}
