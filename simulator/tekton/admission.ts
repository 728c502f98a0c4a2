/** What happens to a PipelineRun between the request and the store: defaults, name rules, webhooks, what may change. */
import { generatedName, labelValueErrors, qualifiedNameErrors, subdomainErrors } from '../kube/names';
import type { Json, ObjectMeta } from '../kube/objects';
import { isObject, jsonPatch, mergePatch } from '../kube/patch';
import { badRequest, conflict, invalid, type FieldFailure } from '../kube/status';
import { checkTypes } from './goTypes';
import type { PipelineRun } from './types';
import { validateRun, withDefaults } from './webhook';

const GROUP = 'tekton.dev';
const KIND = 'PipelineRun';
const API_VERSION = 'tekton.dev/v1';

export interface CreateContext {
  namespace: string;
  uid: string;
  creationTimestamp: string;
  random(): number;
}

/** The object as it would be stored. Throws 400 and 422 as the API server and Tekton's webhooks do. */
export function admitCreate(manifest: unknown, context: CreateContext): PipelineRun {
  if (!isObject(manifest)) {
    throw badRequest(`the object provided is unrecognized (must be of type ${KIND}): couldn't get version/kind`);
  }
  checkKind(manifest);
  const given = isObject(manifest.metadata) ? manifest.metadata : {};
  if (typeof given.namespace === 'string' && given.namespace !== '' && given.namespace !== context.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  checkTypes(manifest);
  const { generateName } = given as Partial<ObjectMeta>;
  const name = nameOf(given) || (generateName ? generatedName(generateName, () => context.random()) : '');
  const { labels, annotations, finalizers, ownerReferences } = given as Partial<ObjectMeta>;
  const run = withDefaults({
    apiVersion: API_VERSION,
    kind: KIND,
    metadata: {
      name,
      ...(generateName ? { generateName } : {}),
      namespace: context.namespace,
      uid: context.uid,
      resourceVersion: '',
      generation: 1,
      creationTimestamp: context.creationTimestamp,
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers ? { finalizers } : {}),
      ...(ownerReferences ? { ownerReferences } : {}),
    },
    spec: (manifest.spec ?? {}) as PipelineRun['spec'],
  });
  checkMetadata(run.metadata);
  validateRun(run);
  return run;
}

const nameOf = (metadata: Record<string, unknown>) => (typeof metadata.name === 'string' ? metadata.name : '');

function checkKind({ apiVersion, kind }: Record<string, unknown>): void {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || apiVersion === '' || kind === '') {
    const missing =
      typeof kind !== 'string' || kind === '' ? `Object 'Kind' is missing` : `Object 'apiVersion' is missing`;
    throw badRequest(`the object provided is unrecognized (must be of type ${KIND}): ${missing}`);
  }
  if (apiVersion !== API_VERSION) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${API_VERSION})`
    );
  }
  if (kind !== KIND) {
    throw badRequest(
      `${kind} in version "v1" cannot be handled as a ${KIND}: converting (v1.${kind}) to (v1.${KIND}): unknown conversion`
    );
  }
}

function checkMetadata({ name, labels, annotations }: ObjectMeta): void {
  const invalidValue = (field: string, value: string, text: string): FieldFailure => ({
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${text}`,
  });
  const failures: FieldFailure[] = name
    ? subdomainErrors(name).map((text) => invalidValue('metadata.name', name, text))
    : [
        {
          field: 'metadata.name',
          reason: 'FieldValueRequired',
          message: 'Required value: name or generateName is required',
        },
      ];
  for (const [key, value] of Object.entries(labels ?? {})) {
    failures.push(...qualifiedNameErrors(key).map((text) => invalidValue('metadata.labels', key, text)));
    failures.push(...labelValueErrors(value).map((text) => invalidValue('metadata.labels', value, text)));
  }
  for (const key of Object.keys(annotations ?? {})) {
    failures.push(
      ...qualifiedNameErrors(key.toLowerCase()).map((text) => invalidValue('metadata.annotations', key, text))
    );
  }
  const size = Object.entries(annotations ?? {}).reduce(
    (sum, [key, value]) => sum + key.length + Buffer.byteLength(value),
    0
  );
  if (size > 256 * 1024) {
    failures.push({
      field: 'metadata.annotations',
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 262144 bytes',
    });
  }
  if (failures.length) {
    throw invalid(GROUP, KIND, name, failures);
  }
}

/** The object after a patch. Throws 400, 409 and 422; the object itself when nothing changes. */
export function admitPatch(run: PipelineRun, patch: unknown, kind: 'merge' | 'json'): PipelineRun {
  const document = run as unknown as Json;
  const patched = (kind === 'merge' ? mergePatch(document, patch as Json) : jsonPatch(document, patch)) as unknown;
  if (!isObject(patched) || !isObject(patched.metadata)) {
    throw badRequest('the patch leaves no object');
  }
  const { name } = run.metadata;
  const metadata = patched.metadata as unknown as ObjectMeta;
  if (metadata.resourceVersion !== run.metadata.resourceVersion) {
    throw conflict({ group: GROUP, resource: 'pipelineruns' }, name);
  }
  if (metadata.uid !== run.metadata.uid) {
    const message = `Invalid value: ${JSON.stringify(metadata.uid)}: field is immutable`;
    throw invalid(GROUP, KIND, name, [{ field: 'metadata.uid', reason: 'FieldValueInvalid', message }]);
  }
  checkTypes(patched);
  checkMetadata(metadata);
  const { labels: _labels, annotations: _annotations, finalizers: _finalizers, ...kept } = run.metadata;
  const changed = withDefaults({
    ...run,
    metadata: {
      ...kept,
      ...(metadata.labels ? { labels: metadata.labels } : {}),
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
      ...(metadata.finalizers ? { finalizers: metadata.finalizers } : {}),
    },
    spec: patched.spec as PipelineRun['spec'],
  });
  validateRun(changed, run);
  const sameSpec = JSON.stringify(changed.spec) === JSON.stringify(run.spec);
  const generation = (run.metadata.generation ?? 1) + (sameSpec ? 0 : 1);
  return { ...changed, metadata: { ...changed.metadata, generation } };
}
