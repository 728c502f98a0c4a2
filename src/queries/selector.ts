/**
 * Label matchers and escaping: the only place where text becomes part of a PromQL expression.
 */

/** A label matcher: `=` exact, `=~` anchored RE2, and their negations. */
export interface Matcher {
  label: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
}

/**
 * What a query is about. Values are what goes between the quotes of a matcher: an already escaped literal, or a Grafana
 * variable (`$namespace`, interpolated by Grafana, which escapes it). Label names come from the dialect.
 */
export interface Scope {
  dialect: Dialect;
  /** Namespace of the workload. Undefined: all. A `=~` matcher, so a multi-value variable works. */
  namespace?: string;
  /** Name of the variant's workload, to the letter. */
  variant?: string;
  /** Its pods, as a `=~` matcher has them, where it is known which these are (owners.ts). */
  pods?: string;
  /**
   * Of a fleet: series that lead each pod to its `variant`, as a recording rule keeps them (records.ts). Without them they are
   * made of what tells of owners (fleetOwners.ts).
   */
  owners?: string;
  /** `model_name` of vLLM. */
  model?: string;
  /** `modelName` of DCGM, for example `NVIDIA L40S`. */
  accelerator?: string;
  /** Node of a GPU. */
  node?: string;
}

/**
 * Label names that depend on how metrics reach Prometheus. Either literals (`exported_namespace`) or Grafana variables
 * (`$wva_namespace`), which Grafana interpolates the same way.
 */
export interface Dialect {
  /** Label of the workload's namespace on `wva_*` series. */
  wvaNamespace: string;
  /** Labels of the workload on DCGM series. */
  gpuNamespace: string;
  gpuPod: string;
  /** Label of the node on DCGM series: `Hostname`, newer `hostname`. */
  gpuNode: string;
}

/**
 * Not a scrape's dialect but all of them at once: before anything reads a label, each series gets the workload's under
 * these names, wherever its scrape put them. For rules, which must not go silent in a cluster that scrapes otherwise. Its
 * scopes name no namespace, variant or node: a matcher would see a label as the scrape wrote it.
 */
export const UNIFIED: Dialect = {
  wvaNamespace: 'namespace',
  gpuNamespace: 'namespace',
  gpuPod: 'pod',
  gpuNode: 'node',
};

/** Escapes a literal for use between double quotes in PromQL. */
export function quote(literal: string): string {
  return literal.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

/** Inverse of {@link quote}. */
export function unquote(quoted: string): string {
  return quoted.replace(/\\(.)/gs, (_all, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/** Escapes a literal for use inside an RE2 matcher between double quotes. */
export function quoteRegex(literal: string): string {
  return quote(literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}

/** `{a="b",c=~"d"}`, or nothing without matchers. */
export function braces(matchers: Matcher[]): string {
  return matchers.length === 0 ? '' : `{${matchers.map((m) => `${m.label}${m.op}"${m.value}"`).join(',')}}`;
}
