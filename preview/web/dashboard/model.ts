/** The part of Grafana's classic dashboard JSON that the preview renders. */
import { type AnnotationQuery, type DataSourceRef, type FieldConfigSource } from '@grafana/data';
import { type DataQuery, type DataTransformerConfig } from '@grafana/schema';

export interface PanelJson {
  id: number;
  type: string;
  title?: string;
  description?: string;
  gridPos?: { x: number; y: number; w: number; h: number };
  datasource?: DataSourceRef | string | null;
  targets?: DataQuery[];
  options?: Record<string, unknown>;
  fieldConfig?: FieldConfigSource;
  transformations?: DataTransformerConfig[];
  interval?: string;
  maxDataPoints?: number;
  transparent?: boolean;
  pluginVersion?: string;
  timeFrom?: string;
  collapsed?: boolean;
  /** Of a row that is folded: its panels. */
  panels?: PanelJson[];
}

export interface VariableJson {
  name: string;
  type: string;
  label?: string;
  hide?: number;
  query?: unknown;
  datasource?: DataSourceRef | null;
  regex?: string;
  refresh?: number;
  sort?: number;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string | null;
  current?: { value?: unknown; text?: unknown };
  skipUrlSync?: boolean;
  auto?: boolean;
}

export interface LinkJson {
  title: string;
  url?: string;
  type?: string;
  tooltip?: string;
  targetBlank?: boolean;
  keepTime?: boolean;
  includeVars?: boolean;
}

export interface DashboardJson {
  uid: string;
  title: string;
  description?: string;
  tags?: string[];
  time?: { from: string; to: string };
  timezone?: string;
  refresh?: string | false;
  panels?: PanelJson[];
  templating?: { list?: VariableJson[] };
  annotations?: { list?: Array<AnnotationQuery & { hide?: boolean; builtIn?: number }> };
  links?: LinkJson[];
  graphTooltip?: number;
}
