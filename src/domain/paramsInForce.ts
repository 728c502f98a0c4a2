/**
 * The values that Tekton uses for a run's params: the run's own, else the Pipeline's defaults, with references replaced
 * as `ApplyParameters` and `ApplyContexts` do (tektoncd/pipeline, pkg/reconciler/pipelinerun/resources/apply.go).
 */
import type { ParamSpec } from './pipeline';
import type { NamedValue, ParamValue } from './run';

/** What `$(context.…)` stands for. */
export interface RunContext {
  namespace: string;
  name: string;
  uid: string;
  /** Empty for a run without a Pipeline by name. */
  pipeline: string;
}

/** Tekton refuses a run whose defaults refer to each other more deeply. */
const MAX_DEPTH = 10;
const REFERENCE = /\$\(([^()$]+)\)/g;

/**
 * Each declared param with a value, in the order of the declaration, then what the run gave beside them. References in
 * defaults to other params are replaced, in the run's own values only those to the context. A reference that cannot be
 * replaced stays as it is: Tekton refuses such a run and says why.
 */
export function paramsInForce(
  given: readonly NamedValue[],
  declared: readonly ParamSpec[],
  context: RunContext
): NamedValue[] {
  const own = new Map(given.map(({ name, value }) => [name, value]));
  const resolver = new Resolver(own, declared);
  const named = [
    ...declared.flatMap(({ name }): NamedValue[] => {
      const value = own.get(name) ?? resolver.defaultOf(name);
      return value === undefined ? [] : [{ name, value }];
    }),
    ...given.filter(({ name }) => !declared.some((spec) => spec.name === name)),
  ];
  const contexts = contextValues(context);
  return named.map(({ name, value }) => ({
    name,
    value: mapText(value, (text) => replace(text, (r) => contexts.get(r))),
  }));
}

/** Names of the params whose value is the Pipeline's default. */
export function defaultedParams(given: readonly NamedValue[], inForce: readonly NamedValue[]): string[] {
  const own = new Set(given.map(({ name }) => name));
  return inForce.flatMap(({ name }) => (own.has(name) ? [] : [name]));
}

class Resolver {
  private readonly defaults: Map<string, ParamValue>;

  constructor(
    private readonly own: ReadonlyMap<string, ParamValue>,
    declared: readonly ParamSpec[]
  ) {
    this.defaults = new Map(
      declared.flatMap((spec): Array<[string, ParamValue]> =>
        spec.default === undefined ? [] : [[spec.name, spec.default]]
      )
    );
  }

  defaultOf(name: string): ParamValue | undefined {
    const value = this.defaults.get(name);
    return value === undefined ? undefined : mapText(value, (text) => this.text(text, [name]));
  }

  private text(text: string, path: string[]): string {
    return replace(text, (reference) => this.reference(reference, path));
  }

  /** Value of `params.x`, `params["x"]`, `params.x[0]` or `params.x.key`; undefined when there is none. */
  private reference(reference: string, path: string[]): string | undefined {
    const match = /^params(?:\.([\w-]+)|\["([^"]+)"\]|\['([^']+)'\])(?:\[(\d+)\]|\.([\w-]+))?$/.exec(reference);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (match === null || name === undefined || path.includes(name) || path.length > MAX_DEPTH) {
      return undefined;
    }
    const given = this.own.get(name);
    const value = given ?? this.defaults.get(name);
    const [index, key] = [match[4], match[5]];
    const found = partOf(value, index, key);
    return given !== undefined || found === undefined ? found : this.text(found, [...path, name]);
  }
}

function partOf(value: ParamValue | undefined, index: string | undefined, key: string | undefined): string | undefined {
  if (typeof value === 'string') {
    return index === undefined && key === undefined ? value : undefined;
  }
  if (Array.isArray(value)) {
    return index === undefined ? undefined : value[Number(index)];
  }
  return value && key !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
}

function contextValues({ namespace, name, uid, pipeline }: RunContext): Map<string, string> {
  return new Map([
    ['context.pipelineRun.name', name],
    ['context.pipelineRun.namespace', namespace],
    ['context.pipelineRun.uid', uid],
    ['context.pipeline.name', pipeline],
  ]);
}

function replace(text: string, valueOf: (reference: string) => string | undefined): string {
  return text.replace(REFERENCE, (whole, reference: string) => valueOf(reference) ?? whole);
}

function mapText(value: ParamValue, change: (text: string) => string): ParamValue {
  if (typeof value === 'string') {
    return change(value);
  }
  return Array.isArray(value)
    ? value.map(change)
    : Object.fromEntries(Object.entries(value).map(([key, text]) => [key, change(text)]));
}
