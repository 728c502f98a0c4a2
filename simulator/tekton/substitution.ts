/** Tekton's variables: `$(params.x)`, `$(params.x[*])`, `$(tasks.a.results.b)`, `$(context.pipelineRun.name)` … */
import type { ParamValue } from './types';

/** Values by reference: `params.x`, `tasks.a.results.b`, `context.pipelineRun.name`. */
export type Variables = Map<string, ParamValue>;

const REFERENCE = /\$\(([^()]+)\)/g;

/** `params["a.b"]` and `params['a.b']` are other spellings of `params.a.b`. */
const canonical = (reference: string) => reference.replace(/\[["']([^"']+)["']\]/g, '.$1');

function resolve(reference: string, variables: Variables): ParamValue | undefined {
  const path = canonical(reference);
  const indexed = /^(.*)\[(\d+)\]$/.exec(path);
  if (indexed) {
    const list = variables.get(indexed[1] ?? '');
    return Array.isArray(list) ? list[Number(indexed[2])] : undefined;
  }
  const direct = variables.get(path);
  if (direct !== undefined) {
    return direct;
  }
  const dot = path.lastIndexOf('.');
  const object = variables.get(path.slice(0, dot));
  return object !== undefined && typeof object === 'object' && !Array.isArray(object)
    ? object[path.slice(dot + 1)]
    : undefined;
}

/** Text with every known reference replaced; an unknown one stays as it is, as in Tekton. */
export function substituteText(text: string, variables: Variables): string {
  return text.replace(REFERENCE, (whole, reference: string) => {
    const value = resolve(reference, variables);
    return typeof value === 'string' ? value : whole;
  });
}

/** The whole array or object that `$(params.x[*])` stands for. */
function star(text: string, variables: Variables): ParamValue | undefined {
  const match = /^\$\(([^()]+)\[\*\]\)$/.exec(text);
  return match ? variables.get(canonical(match[1] ?? '')) : undefined;
}

export function substitute(value: ParamValue, variables: Variables): ParamValue {
  if (typeof value === 'string') {
    return star(value, variables) ?? substituteText(value, variables);
  }
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const spread = star(item, variables);
      return Array.isArray(spread) ? spread : [substituteText(item, variables)];
    });
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substituteText(item, variables)]));
}
