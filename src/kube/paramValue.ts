/** Tekton param and result values: a string, strings, or a map of strings. */
import type { NamedValue, ParamValue } from '../domain/run';

/** Any JSON value as Tekton reads it: what is not a string, array or map becomes text. */
export function paramValue(value: unknown): ParamValue {
  if (Array.isArray(value)) {
    return value.map(text);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, text(v)]));
  }
  return text(value);
}

/** Params or results of an object, each with its value as Tekton reads it. */
export function namedValues(params: Array<{ name: string; value: unknown }> | undefined): NamedValue[] {
  return (params ?? []).map(({ name, value }) => ({ name, value: paramValue(value) }));
}

function text(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
