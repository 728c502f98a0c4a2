/**
 * How metrics reach Prometheus decides which labels they carry. Found out by asking (detection.ts), never assumed.
 */
import { anyName } from './promql';
import { M, namesOf } from './metrics';
import { braces, type Dialect, type Scope } from './selector';

export const DIALECT_NAMES = ['openshift', 'plain'] as const;
/**
 * `openshift`: labels of the target win, the emitter's own become `exported_…` (user-workload monitoring, any scrape
 * without honorLabels). `plain`: the emitter's own labels stay (`honorLabels: true`).
 */
export type DialectName = (typeof DIALECT_NAMES)[number];

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  openshift: {
    wvaNamespace: 'exported_namespace',
    gpuNamespace: 'exported_namespace',
    gpuPod: 'exported_pod',
    gpuNode: 'Hostname',
  },
  plain: { wvaNamespace: 'namespace', gpuNamespace: 'namespace', gpuPod: 'pod', gpuNode: 'Hostname' },
};

/** The dialect as Grafana variables: what a provisioned dashboard uses, whatever the cluster. */
export const VARIABLE_DIALECT: Dialect = {
  wvaNamespace: '${wva_namespace}',
  gpuNamespace: '${gpu_namespace}',
  gpuPod: '${gpu_pod}',
  gpuNode: '${gpu_node}',
};

/** Names of those variables. */
export const DIALECT_VARIABLE_NAMES: Readonly<Record<keyof Dialect, string>> = {
  wvaNamespace: 'wva_namespace',
  gpuNamespace: 'gpu_namespace',
  gpuPod: 'gpu_pod',
  gpuNode: 'gpu_node',
};

/**
 * Query and regex of a Grafana variable that detects a label: the names of the labels that the metric has, of which the
 * regex lets the dialects' pass and the sort (alphabetical) puts the right one first.
 */
export const DIALECT_VARIABLE_QUERIES: Readonly<Record<keyof Dialect, { query: string; regex: string }>> = {
  wvaNamespace: {
    query: `label_names(${namesOf('wvaDesired').join('|')})`,
    regex: '/^(exported_namespace|namespace)$/',
  },
  gpuNamespace: { query: `label_names(${M.gpuUtil})`, regex: '/^(exported_namespace|namespace)$/' },
  gpuPod: { query: `label_names(${M.gpuUtil})`, regex: '/^(exported_pod|pod)$/' },
  gpuNode: { query: `label_names(${M.gpuUtil})`, regex: '/^(Hostname|hostname)$/' },
};

/** Query of a variable with the namespaces that hold variants. */
export function namespacesQuery(dialect: Dialect): string {
  return `label_values(${braces([anyName('wvaDesired')])}, ${dialect.wvaNamespace})`;
}

/** Query of a variable with the variants of the namespaces in scope. */
export function variantsQuery(s: Pick<Scope, 'dialect' | 'namespace'>): string {
  const inScope =
    s.namespace === undefined ? [] : [{ label: s.dialect.wvaNamespace, op: '=~' as const, value: s.namespace }];
  return `label_values(${braces([anyName('wvaDesired'), ...inScope])}, variant_name)`;
}

/** Query of a variable with the GPU models that there are. */
export function acceleratorsQuery(): string {
  return `label_values(${M.gpuUtil}, modelName)`;
}

/** Query of a variable with the nodes that have GPUs. */
export function nodesQuery(dialect: Dialect): string {
  return `label_values(${M.gpuUtil}, ${dialect.gpuNode})`;
}
