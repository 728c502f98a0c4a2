/**
 * The schema of a PipelineRun as far as its CRD fixes it, for unknown fields and wrong types. Values of params, workspaces'
 * sources and embedded specs are left to Tekton's webhooks.
 */
import { isObject } from '../kube/patch';

export interface Schema {
  type: 'string' | 'integer' | 'boolean' | 'object' | 'array' | 'any';
  properties?: Record<string, Schema>;
  items?: Schema;
  /** Schema of all values, for maps. */
  values?: Schema;
}

const text: Schema = { type: 'string' };
const any: Schema = { type: 'any' };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties });
const anyOf = (...names: string[]): Schema => object(Object.fromEntries(names.map((name) => [name, any])));
const texts: Schema = { type: 'object', values: text };

const params = listOf(object({ name: text, value: any }));
const podTemplate = anyOf(
  'affinity',
  'automountServiceAccountToken',
  'dnsConfig',
  'dnsPolicy',
  'enableServiceLinks',
  'env',
  'hostAliases',
  'hostNetwork',
  'hostUsers',
  'imagePullSecrets',
  'nodeSelector',
  'priorityClassName',
  'runtimeClassName',
  'schedulerName',
  'securityContext',
  'tolerations',
  'topologySpreadConstraints',
  'volumes'
);

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
    taskRunTemplate: object({ serviceAccountName: text, podTemplate }),
    workspaces: listOf(
      object({
        name: text,
        subPath: text,
        volumeClaimTemplate: any,
        persistentVolumeClaim: any,
        emptyDir: any,
        configMap: any,
        secret: any,
        projected: any,
        csi: any,
      })
    ),
    taskRunSpecs: listOf(
      object({
        pipelineTaskName: text,
        serviceAccountName: text,
        podTemplate,
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
