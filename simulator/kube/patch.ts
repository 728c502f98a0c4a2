/** RFC 7386 JSON Merge Patch and RFC 6902 JSON Patch, on plain JSON. Inputs are not changed. */
import { applyPatch, JsonPatchError, type Operation } from 'fast-json-patch';

import type { Json } from './objects';
import { badRequest } from './status';

type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a key without ever reaching a prototype. */
function put(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** RFC 7386: objects merge, null deletes, anything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) {
    return patch;
  }
  const result: JsonObject = {};
  if (isObject(target)) {
    Object.entries(target).forEach(([key, value]) => put(result, key, value as Json));
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      put(result, key, mergePatch(Object.hasOwn(result, key) ? result[key] : undefined, value as Json));
    }
  }
  return result;
}

/** RFC 6902; throws a 400 for an operation that does not apply. */
export function jsonPatch(document: Json, patch: unknown): Json {
  if (!Array.isArray(patch)) {
    throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  }
  // The API server takes an operation without a value for one with null.
  const operations = patch.map((operation: Operation) => ({ value: null, ...operation }) as Operation);
  try {
    return applyPatch(document, operations, true, false).newDocument;
  } catch (error) {
    throw badRequest(refusal(error));
  }
}

/** As the API server words it; the library says more, in several lines. */
function refusal(error: unknown): string {
  if (!(error instanceof JsonPatchError)) {
    return String(error);
  }
  const { op, path } = error.operation as Operation;
  return error.name === 'TEST_OPERATION_FAILED'
    ? `testing value ${path} failed: test failed`
    : `jsonpatch ${op} operation does not apply: doc is missing path: ${path}`;
}
