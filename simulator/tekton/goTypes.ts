/**
 * What Tekton's webhooks cannot decode: they read an object into Go's structs before the API server looks at its schema, so
 * a wrong type is their 400 and not a 422.
 */
import { isObject } from '../kube/patch';
import { badRequest } from '../kube/status';
import { mutationFailed } from './denials';
import { PIPELINE_RUN, type Schema } from './schema';

/** The struct that holds a field, and the type of a field that is no text, by path without indexes. */
const STRUCTS: Record<string, string> = {
  metadata: 'ObjectMeta',
  spec: 'PipelineRunSpec',
  'spec.pipelineRef': 'PipelineRef',
  'spec.timeouts': 'TimeoutFields',
  'spec.taskRunTemplate': 'PipelineTaskRunTemplate',
  'spec.taskRunTemplate.podTemplate': 'Template',
  'spec.workspaces': 'WorkspaceBinding',
  'spec.taskRunSpecs': 'PipelineTaskRunSpec',
  'spec.params': 'Param',
};
const TYPES: Record<string, string> = {
  'spec.params': 'v1.Params',
  'spec.pipelineRef': 'v1.PipelineRef',
  'spec.pipelineRef.params': 'v1.Params',
  'spec.timeouts': 'v1.TimeoutFields',
  'spec.taskRunTemplate': 'v1.PipelineTaskRunTemplate',
  'spec.workspaces': '[]v1.WorkspaceBinding',
  'spec.taskRunSpecs': '[]v1.PipelineTaskRunSpec',
};

interface Mismatch {
  /** `spec.timeouts.pipeline` */
  path: string;
  /** As Go calls what it found. */
  found: string;
  /** As the schema calls what it expected. */
  wanted: Schema['type'];
}

const found = (value: unknown) =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : isObject(value) ? 'object' : typeof value;

/** Whether Go reads such a value into such a field; null leaves a field as it is. */
function fits(value: unknown, type: Schema['type']): boolean {
  const kind = found(value);
  const wanted = type === 'integer' ? 'number' : type === 'boolean' ? 'bool' : type;
  return type === 'any' || value === undefined || value === null || kind === wanted;
}

/** The first field of a wrong type. */
function mismatch(value: unknown, schema: Schema, path: string): Mismatch | undefined {
  if (!fits(value, schema.type)) {
    return { path, found: found(value), wanted: schema.type };
  }
  const children = Array.isArray(value)
    ? value.map((item) => [item, schema.items, path] as const)
    : isObject(value)
      ? Object.entries(value).map(([key, item]) => {
          const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
          return [item, schema.values ?? known, schema.values ? path : path ? `${path}.${key}` : key] as const;
        })
      : [];
  for (const [child, of, at] of children) {
    const wrong = of && mismatch(child, of, at);
    if (wrong) {
      return wrong;
    }
  }
  return undefined;
}

/** @throws ApiError 400 for a field of a wrong type, from the API server for metadata, from the webhook for the rest */
export function checkTypes(run: unknown): void {
  const wrong = mismatch(run, PIPELINE_RUN, '');
  if (wrong === undefined) {
    return;
  }
  const parent = wrong.path.includes('.') ? wrong.path.slice(0, wrong.path.lastIndexOf('.')) : wrong.path;
  const inMetadata = wrong.path.startsWith('metadata');
  const field = inMetadata
    ? `ObjectMeta${wrong.path.slice('metadata'.length)}`
    : `${STRUCTS[parent] ?? 'PipelineRun'}.${wrong.path}`;
  const type =
    TYPES[wrong.path] ??
    (wrong.wanted === 'object' ? 'map[string]string' : wrong.wanted === 'array' ? '[]string' : 'string');
  const why = `json: cannot unmarshal ${wrong.found} into Go struct field ${field} of type ${type}`;
  throw inMetadata
    ? badRequest(`PipelineRun in version "v1" cannot be handled as a PipelineRun: ${why}`)
    : mutationFailed(`cannot decode incoming new object: ${why}`);
}
