/**
 * The few shapes that all queries are made of. Each returns PromQL text.
 */
import { M, namesOf, type MetricKey } from './metrics';
import { braces, UNIFIED, type Matcher, type Scope } from './selector';

/**
 * Pods of a Deployment: its name, a ReplicaSet's hash, a pod's suffix. The last hyphen is missing when Kubernetes had to
 * cut a long name (names above 46 characters).
 */
const POD_SUFFIX = '-[a-z0-9]+(-[a-z0-9]{5})?';

const ANY: Pick<Matcher, 'op' | 'value'> = { op: '!=', value: '' };

/** A matcher for what the scope says; without a word from it, the label only has to be there. */
function matcher(label: string, value: string | undefined, required: boolean): Matcher[] {
  if (value !== undefined) {
    return [{ label, op: '=~', value }];
  }
  return required ? [{ label, ...ANY }] : [];
}

/** Matchers of vLLM's series: those of the scope's namespace, and of the variant's pods. */
export function podMatchers(s: Scope): Matcher[] {
  return [
    ...matcher('namespace', s.namespace, true),
    ...matcher('pod', s.variant && podsOf(s.variant), false),
    ...matcher('model_name', s.model, false),
  ];
}

/** Matchers of `wva_*` series of the scope's workloads. */
export function wvaMatchers(s: Scope): Matcher[] {
  return [...matcher(s.dialect.wvaNamespace, s.namespace, true), ...matcher('variant_name', s.variant, false)];
}

/** Matchers of `kube_deployment_*` series. */
export function deploymentMatchers(s: Scope): Matcher[] {
  return [...matcher('namespace', s.namespace, true), ...matcher('deployment', s.variant, false)];
}

/**
 * Matchers of DCGM series. A GPU that no pod holds has no namespace, so the namespace only matters when the scope names
 * one: without it the scope is the hardware.
 */
export function gpuMatchers(s: Scope): Matcher[] {
  return [
    ...matcher(s.dialect.gpuNamespace, s.namespace, false),
    ...matcher(s.dialect.gpuPod, s.variant && podsOf(s.variant), false),
    ...matcher('modelName', s.accelerator, false),
    ...matcher(s.dialect.gpuNode, s.node, false),
  ];
}

/** Regex of the pods of a variant (a regex itself, or a Grafana variable). */
export function podsOf(variant: string): string {
  return `${variant}${POD_SUFFIX}`;
}

/** `name{…}`. */
export function series(name: string, matchers: Matcher[], range = ''): string {
  return `${name}${braces(matchers)}${range}`;
}

/**
 * A metric under the first of its names that has data: `with the new name or with the old one`. `make` must aggregate,
 * so that the `or` compares like with like and two names at once never count twice.
 *
 * @param join `or on ()` where the answers have labels that must not come from two names, such as buckets
 */
export function underAnyName(key: MetricKey, make: (name: string) => string, join: 'or' | 'or on ()' = 'or'): string {
  const [first, ...others] = namesOf(key).map(make);
  return others.length === 0 ? `${first}` : `(${[first, ...others].join(` ${join} `)})`;
}

/** `__name__` matcher for all names of a metric: for probes and variables, where no function needs a single name. */
export function anyName(key: MetricKey): Matcher {
  return { label: '__name__', op: '=~', value: namesOf(key).join('|') };
}

/** Whether a scope is about one variant (or, with a regex, several as one): its queries then give one series. */
export function isOne(s: Scope): boolean {
  return s.variant !== undefined;
}

/** Labels of a per-pod answer. */
export const POD = ['namespace', 'pod'];
/** Labels of a per-variant answer. */
export const VARIANT = ['namespace', 'variant'];

/** `op by (labels) (expr)`; without labels `op(expr)`. */
export function aggregate(
  op: 'sum' | 'max' | 'min' | 'avg' | 'count' | 'group',
  labels: string[],
  expr: string
): string {
  return labels.length === 0 ? `${op}(${expr})` : `${op} by (${labels.join(', ')}) (${expr})`;
}

/** Copies a label, or the first group of `regex` on it. */
export function copyLabel(expr: string, to: string, from: string, regex = '(.+)'): string {
  return to === from ? expr : `label_replace(${expr}, "${to}", "$1", "${from}", "${regex}")`;
}

/** WVA's series with their labels as the dialect names them: a step only where that is {@link UNIFIED}. */
export function wvaLabels(s: Scope, expr: string): string {
  return s.dialect === UNIFIED ? copyLabel(expr, 'namespace', 'exported_namespace') : expr;
}

/** DCGM's series with their labels as the dialect names them: a step only where that is {@link UNIFIED}. */
export function gpuLabels(s: Scope, expr: string): string {
  if (s.dialect !== UNIFIED) {
    return expr;
  }
  const node = copyLabel(copyLabel(expr, 'node', 'hostname'), 'node', 'Hostname');
  return copyLabel(copyLabel(node, 'namespace', 'exported_namespace'), 'pod', 'exported_pod');
}

/** Puts a constant label on each series: what a legend shows when several meanings come in one answer. */
export function tag(expr: string, label: string, value: string): string {
  return `label_replace(${expr}, "${label}", "${value}", "", "")`;
}

/**
 * From per-pod (or finer) to what the scope is about: one number for one variant, else one a variant. The variant of a
 * pod follows from the pod's name.
 */
export function overPods(op: 'sum' | 'max' | 'min' | 'avg' | 'count' | 'group', s: Scope, perPod: string): string {
  return isOne(s) ? aggregate(op, [], perPod) : aggregate(op, VARIANT, variantOfPod(perPod));
}

/** Puts the variant, which follows from the pod's name, on each series. */
export function variantOfPod(perPod: string): string {
  return copyLabel(perPod, 'variant', 'pod', `(.+?)${POD_SUFFIX}`);
}

/** Per-second rate of a vLLM counter by pod, at the dashboard's resolution. Scraped twice, counted once. */
export function podRate(s: Scope, key: MetricKey): string {
  return aggregate('max', [...POD, 'engine'], `rate(${series(M[key], podMatchers(s), '[$__rate_interval]')})`);
}
