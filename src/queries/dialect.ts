/**
 * How metrics reach Prometheus decides which labels they carry. Found out by asking (detection.ts), never assumed.
 */
import { M } from './metrics';
import { podMatchers } from './ownership';
import { anyName, series, tag } from './promql';
import { braces, type Dialect, type Matcher, type Scope } from './selector';

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
 * Query and regex of a Grafana variable that detects a label, by the same signs as detection.ts, at the end of the range.
 * The query answers with one series in any case, so that the variable always has a value: the plain label where nothing
 * is found. Its label `series` names the label that was looked for.
 */
export const DIALECT_VARIABLE_QUERIES: Readonly<Record<keyof Dialect, { query: string; regex: string }>> = {
  wvaNamespace: firstLabel(anyName('wvaDesired'), ['exported_namespace'], 'namespace'),
  gpuNamespace: firstLabel(named(M.gpuUtil), ['exported_namespace'], 'namespace'),
  gpuPod: firstLabel(named(M.gpuUtil), ['exported_pod'], 'pod'),
  gpuNode: firstLabel(named(M.gpuUtil), ['Hostname', 'hostname'], 'Hostname'),
};

/** The first of the labels that a metric has, else the fallback: `or on ()` takes its right side only without a left one. */
function firstLabel(metric: Matcher, labels: string[], fallback: string): { query: string; regex: string } {
  const choices = [
    ...labels.map((label) => tag(`group(${braces([metric, { label, op: '!=', value: '' }])})`, 'series', label)),
    tag('vector(1)', 'series', fallback),
  ];
  return { query: `query_result(${choices.join(' or on () ')})`, regex: '/series="([^"]+)"/' };
}

function named(name: string): Matcher {
  return { label: '__name__', op: '=', value: name };
}

/** Query of a variable with the models that vLLM serves in the namespaces in scope. */
export function modelsQuery(s: Pick<Scope, 'dialect' | 'namespace'>): string {
  return `label_values(${series(M.running, podMatchers(s))}, model_name)`;
}

/** Query of a variable with the GPU models that there are. */
export function acceleratorsQuery(): string {
  return `label_values(${M.gpuUtil}, modelName)`;
}

/** Query of a variable with the nodes that have GPUs. */
export function nodesQuery(dialect: Dialect): string {
  return `label_values(${M.gpuUtil}, ${dialect.gpuNode})`;
}
