/** RFC 7386 JSON Merge Patch and RFC 6902 JSON Patch, on plain JSON. Inputs are not changed. */
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

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: Json;
}

const tokens = (path: string) =>
  path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));

function missing(op: string, path: string) {
  return badRequest(`jsonpatch ${op} operation does not apply: doc is missing path: ${path}`);
}

function child(node: Json, key: string): Json | undefined {
  if (Array.isArray(node)) {
    return /^\d+$/.test(key) ? node[Number(key)] : undefined;
  }
  return isObject(node) && Object.hasOwn(node, key) ? (node[key] as Json) : undefined;
}

function read(document: Json, path: string, op: string): Json {
  let node: Json | undefined = document;
  for (const key of tokens(path)) {
    node = child(node, key);
    if (node === undefined) {
      throw missing(op, path);
    }
  }
  return node;
}

/** A copy of the document with the node at the path changed. */
function change(document: Json, path: string[], op: string, edit: (parent: Json, key: string) => Json): Json {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    return edit(document, key);
  }
  const next = child(document, key);
  if (next === undefined) {
    throw missing(op, `/${path.join('/')}`);
  }
  const changed = change(next, rest, op, edit);
  if (Array.isArray(document)) {
    return document.map((item, i) => (String(i) === key ? changed : item));
  }
  const copy: JsonObject = { ...(document as JsonObject) };
  put(copy, key, changed);
  return copy;
}

function add(parent: Json, key: string, value: Json): Json {
  if (Array.isArray(parent)) {
    const at = key === '-' ? parent.length : Number(key);
    if (!Number.isInteger(at) || at < 0 || at > parent.length) {
      throw badRequest(`jsonpatch add operation does not apply: invalid index: ${key}`);
    }
    return [...parent.slice(0, at), value, ...parent.slice(at)];
  }
  const copy: JsonObject = { ...(parent as JsonObject) };
  put(copy, key, value);
  return copy;
}

function remove(parent: Json, key: string, path: string): Json {
  if (child(parent, key) === undefined) {
    throw missing('remove', path);
  }
  if (Array.isArray(parent)) {
    return parent.filter((_, i) => String(i) !== key);
  }
  const { [key]: _gone, ...rest } = parent as JsonObject;
  return rest;
}

function apply(document: Json, { op, path, from, value = null }: Operation): Json {
  const at = tokens(path);
  const adding = (item: Json) => (at.length ? change(document, at, op, (parent, key) => add(parent, key, item)) : item);
  switch (op) {
    case 'add':
      return adding(value);
    case 'remove':
      return change(document, at, op, (parent, key) => remove(parent, key, path));
    case 'replace':
      read(document, path, op);
      return change(document, at, op, (parent, key) =>
        Array.isArray(parent) ? parent.map((item, i) => (String(i) === key ? value : item)) : add(parent, key, value)
      );
    case 'copy':
      return adding(read(document, from ?? '', op));
    case 'move': {
      const moved = read(document, from ?? '', op);
      const without = change(document, tokens(from ?? ''), op, (parent, key) => remove(parent, key, from ?? ''));
      return apply(without, { op: 'add', path, value: moved });
    }
    case 'test':
      if (JSON.stringify(read(document, path, op)) !== JSON.stringify(value)) {
        throw badRequest(`testing value ${path} failed: test failed`);
      }
      return document;
    default:
      throw badRequest(`Unexpected kind: ${op}`);
  }
}

/** RFC 6902; throws a 400 for an operation that does not apply. */
export function jsonPatch(document: Json, patch: unknown): Json {
  if (!Array.isArray(patch)) {
    throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  }
  return (patch as Operation[]).reduce(apply, document);
}
