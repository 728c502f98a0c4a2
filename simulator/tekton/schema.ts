/**
 * The schema of a PipelineRun as far as its CRD fixes it: for unknown fields (strict field validation) and wrong types
 * (422). Values of params, workspaces' sources and embedded specs are left to Tekton's webhooks.
 */
import { isObject } from '../kube/patch';
import { invalid, type FieldFailure } from '../kube/status';

export interface Schema {
  type: 'string' | 'integer' | 'boolean' | 'object' | 'array' | 'any';
  properties?: Record<string, Schema>;
  items?: Schema;
  /** Schema of all values, for maps. */
  values?: Schema;
  required?: string[];
}

const text: Schema = { type: 'string' };
const any: Schema = { type: 'any' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});
const texts: Schema = { type: 'object', values: text };

const params = listOf(object({ name: text, value: any }, ['name', 'value']));

export const PIPELINE_RUN: Schema = object({
  apiVersion: text,
  kind: text,
  metadata: object({
    name: text,
    generateName: text,
    namespace: text,
    labels: texts,
    annotations: texts,
    finalizers: listOf(text),
    ownerReferences: listOf(any),
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    creationTimestamp: any,
    deletionTimestamp: any,
    deletionGracePeriodSeconds: any,
    managedFields: any,
    selfLink: text,
  }),
  spec: object({
    pipelineRef: object({ name: text, apiVersion: text, resolver: text, params }),
    pipelineSpec: any,
    params,
    status: text,
    timeouts: object({ pipeline: text, tasks: text, finally: text }),
    taskRunTemplate: object({ serviceAccountName: text, podTemplate: any }),
    workspaces: listOf(
      object(
        {
          name: text,
          subPath: text,
          volumeClaimTemplate: any,
          persistentVolumeClaim: any,
          emptyDir: any,
          configMap: any,
          secret: any,
          projected: any,
          csi: any,
        },
        ['name']
      )
    ),
    taskRunSpecs: listOf(
      object({
        pipelineTaskName: text,
        serviceAccountName: text,
        podTemplate: any,
        stepSpecs: any,
        sidecarSpecs: any,
        metadata: any,
        computeResources: any,
        timeout: text,
      })
    ),
    managedBy: text,
  }),
  status: any,
});

function typeName(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value;
}

/** Paths of fields that the schema does not have: `spec.podTemplate`, `spec.params[0].valeu`. */
export function unknownFields(value: unknown, schema: Schema = PIPELINE_RUN, path = ''): string[] {
  if (Array.isArray(value)) {
    return schema.items ? value.flatMap((item, i) => unknownFields(item, schema.items, `${path}[${i}]`)) : [];
  }
  if (!isObject(value) || !schema.properties) {
    return [];
  }
  const { properties } = schema;
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path ? `${path}.${key}` : key;
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return known ? unknownFields(child, known, at) : [at];
  });
}

/** The value without the fields that the schema does not have, as the API server prunes them. */
export function pruned(value: unknown, schema: Schema = PIPELINE_RUN): unknown {
  if (Array.isArray(value)) {
    return schema.items ? value.map((item) => pruned(item, schema.items)) : value;
  }
  if (!isObject(value) || !schema.properties) {
    return value;
  }
  const { properties } = schema;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) =>
      Object.hasOwn(properties, key) ? [[key, pruned(child, properties[key])]] : []
    )
  );
}

function typeFailures(value: unknown, schema: Schema, path: string): FieldFailure[] {
  const actual = typeName(value);
  if (schema.type === 'any' || value === undefined || (actual === 'null' && path !== '')) {
    return [];
  }
  if (actual !== schema.type) {
    return [
      {
        field: path,
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${JSON.stringify(actual)}: ${path} in body must be of type ${schema.type}: ${JSON.stringify(actual)}`,
      },
    ];
  }
  if (Array.isArray(value)) {
    return schema.items ? value.flatMap((item, i) => typeFailures(item, schema.items ?? any, `${path}[${i}]`)) : [];
  }
  return isObject(value) ? objectFailures(value, schema, path) : [];
}

function objectFailures(value: Record<string, unknown>, schema: Schema, path: string): FieldFailure[] {
  const missing = (schema.required ?? []).filter((key) => value[key] === undefined);
  const children = Object.entries(value).flatMap(([key, child]) => {
    const known =
      schema.values ??
      (schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined);
    return known ? typeFailures(child, known, path ? `${path}.${key}` : key) : [];
  });
  return [
    ...missing.map((key) => ({ field: `${path}.${key}`, reason: 'FieldValueRequired', message: 'Required value' })),
    ...children,
  ];
}

/** Throws the 422 of a value of the wrong type. */
export function checkTypes(run: unknown, name: string): void {
  const failures = typeFailures(run, PIPELINE_RUN, '');
  if (failures.length) {
    throw invalid('tekton.dev', 'PipelineRun', name, failures);
  }
}
