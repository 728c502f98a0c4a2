/**
 * What a query or an alert outside of this app is about, as far as its text says: whether it is ours to show, and where.
 * Small and without imports, because Grafana loads it on every page with dashboards.
 */

export type Subject =
  | { kind: 'variant'; namespace: string; name: string }
  | { kind: 'gpus'; node?: string }
  /** Of llm-d, and of no single variant that is known. */
  | { kind: 'fleet'; namespace?: string };

/** Metrics of WVA, of vLLM and of the router, what this project's rules record, and DCGM's. */
const SERVED =
  /\b(?:wva_|inferno_|vllm:|llm_d_epp_|inference_(?:extension|model|objective)_|inference_pool|namespace_variant:)/;
const HARDWARE = /\bDCGM_FI_/;

/** Labels that hold the name of a variant's workload, and its namespace: those of the emitter before those of the scrape. */
const VARIANT_LABELS = ['variant_name', 'variant', 'deployment'] as const;
const NAMESPACE_LABELS = ['exported_namespace', 'namespace'] as const;
const POD_LABELS = ['exported_pod', 'pod'] as const;
const NODE_LABELS = ['Hostname', 'hostname'] as const;

/** @param queries in PromQL, their variables filled in; undefined where none is about what this app shows */
export function subjectOf(queries: readonly string[]): Subject | undefined {
  const isServed = queries.some((query) => SERVED.test(query));
  const ours = queries.filter((query) => SERVED.test(query) || (!isServed && HARDWARE.test(query)));
  const matchers = ours.flatMap(matchersIn);
  const namespace = only(matchers, NAMESPACE_LABELS);
  const name = only(matchers, VARIANT_LABELS) ?? only(matchers, POD_LABELS);
  if (namespace !== undefined && name !== undefined) {
    return { kind: 'variant', namespace, name };
  }
  return isServed
    ? { kind: 'fleet', namespace }
    : ours.length > 0
      ? { kind: 'gpus', node: only(matchers, NODE_LABELS) }
      : undefined;
}

/** The one value that matchers of the first of the labels that is matched at all name; undefined where they differ or are patterns. */
function only(matchers: readonly Matched[], labels: readonly string[]): string | undefined {
  const label = labels.find((one) => matchers.some((matcher) => matcher.label === one));
  const values = new Set(matchers.flatMap((matcher) => (matcher.label === label ? [matcher.value] : [])));
  const [value, ...others] = values;
  return others.length === 0 ? value : undefined;
}

interface Matched {
  label: string;
  /** Undefined for a pattern and for a variable that no one filled in. */
  value: string | undefined;
}

function matchersIn(query: string): Matched[] {
  return [...query.matchAll(/(\w+)\s*(=~|=)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/g)].map(
    ([, label = '', op, double, single = '']): Matched => {
      const text = (double ?? single).replace(/\\(.)/gs, '$1');
      // Names of Kubernetes objects: all else is a pattern, a choice of several, or a variable.
      const isText = isName(text) && (op === '=' || !text.includes('.'));
      return { label, value: label.endsWith('pod') ? workloadOf(text) : isText ? text : undefined };
    }
  );
}

export const isName = (text: string): boolean => /^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/.test(text);

/** Of a pattern of pods, the workload that they begin with: `decode-.*`, or as this app's own queries write it. */
function workloadOf(pods: string): string | undefined {
  return /^([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)(?:-\.[*+]$|\(\?:-)/.exec(pods)?.[1];
}

/** What an alerting rule or one of its alerts is about. */
export interface AlertFacts {
  /** Name of the rule's group. */
  group?: string;
  /** In PromQL, or Grafana's queries of the rule as JSON. */
  expression?: string;
  labels: Readonly<Record<string, string>>;
}

/** Groups of this project's rules begin so. */
const OWN_GROUPS = 'llmd-wva-';

/** @returns undefined for an alert that is not about what this app shows */
export function subjectOfAlert({ group = '', expression = '', labels }: AlertFacts): Subject | undefined {
  // In JSON the quotes of a query stand behind backslashes.
  const asked = subjectOf([expression.replaceAll('\\"', '"')]);
  if (asked === undefined && !group.startsWith(OWN_GROUPS)) {
    return undefined;
  }
  const { namespace, variant, variant_name: name = variant } = labels;
  if (namespace !== undefined && name !== undefined) {
    return { kind: 'variant', namespace, name };
  }
  return asked ?? { kind: 'fleet' };
}
