/**
 * The few shapes that all queries are made of. Each returns PromQL text.
 */
import { namesOf, type MetricKey } from './metrics';
import { braces, UNIFIED, type Matcher, type Scope } from './selector';

/** A matcher for what the scope says; without a word from it, the label only has to be there. */
export function matching(label: string, value: string | undefined, required: boolean): Matcher[] {
  if (value !== undefined) {
    return [{ label, op: '=~', value }];
  }
  return required ? [{ label, op: '!=', value: '' }] : [];
}

/** A matcher for a name that is meant to the letter. */
export const exactly = (label: string, value: string | undefined): Matcher[] =>
  value === undefined ? [] : [{ label, op: '=', value }];

/** `name{…}`. */
export function series(name: string, matchers: Matcher[], range = ''): string {
  return `${name}${braces(matchers)}${range}`;
}

/** From a selector to what it said: now, or within a window. */
export type Read = (selector: string) => string;

/** What it says now. */
export const asIs: Read = (selector) => selector;

/**
 * A metric under the first of its names that has data: `with the new name or with the old one`. `make` must aggregate,
 * so that the `or` compares like with like and two names at once never count twice.
 *
 * @param join `or on ()` where the answers have labels that must not come from two names, such as buckets
 */
export function underAnyName(
  key: MetricKey,
  make: (name: string) => string,
  join: 'or' | 'or on ()' | 'or on (namespace, pod)' = 'or'
): string {
  const [first, ...others] = namesOf(key).map(make);
  return others.length === 0 ? `${first}` : `(${[first, ...others].join(` ${join} `)})`;
}

/** `__name__` matcher for all names of a metric: for probes and variables, where no function needs a single name. */
export function anyName(key: MetricKey): Matcher {
  return { label: '__name__', op: '=~', value: namesOf(key).join('|') };
}

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

/** 1 where a number has not changed for so many seconds, looked at every minute, else 0. */
export const unchanged = (expr: string, seconds: number): string => `(changes((${expr})[${seconds}s:60s]) == bool 0)`;

/** Puts a constant label on each series: what a legend shows when several meanings come in one answer. */
export function tag(expr: string, label: string, value: string): string {
  return `label_replace(${expr}, "${label}", "${value}", "", "")`;
}

/**
 * {@link tag} with a text that a legend shows, in the user's language.
 *
 * @param where a label and its value: other series keep what they have
 */
export function tagText(
  expr: string,
  label: string,
  text: string,
  where: Readonly<Record<string, string>> = {}
): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  const [[from, value] = ['', '']] = Object.entries(where);
  return `label_replace(${expr}, "${label}", "${escaped}", "${from}", "${value}")`;
}
