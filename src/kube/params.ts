/** Tekton param and result values: a string, strings, or a map of strings. */
import type { NamedValue, ParamValue } from '../domain/run';

/** Param names by which the Pipelines in use say what an experiment is about (domain: "The pipelines in use"). */
export const PARAMS = {
  experiment: 'test-name',
  variant: 'deployment-name',
  model: 'model',
  scaledObject: 'scaled-object',
  initialReplicas: 'initial-replicas',
  loadSteps: 'load-steps',
  startDelay: 'start-delay',
  maxSeconds: 'max-seconds',
  rate: 'rate',
} as const;

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

export function namedValues(params: Array<{ name: string; value: unknown }> | undefined): NamedValue[] {
  return (params ?? []).map(({ name, value }) => ({ name, value: paramValue(value) }));
}

/** Value of a string param; undefined when it is missing or of another type. */
export function stringParam(params: NamedValue[], name: string): string | undefined {
  const value = params.find((p) => p.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** Value of an array param; undefined when it is missing or of another type. */
export function arrayParam(params: NamedValue[], name: string): string[] | undefined {
  const value = params.find((p) => p.name === name)?.value;
  return Array.isArray(value) ? value : undefined;
}

function text(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
