/** The manifests of deploy/, built as `kubectl apply -k` would. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { parseAllDocuments } from 'yaml';

import { build, findKustomize } from '../../scripts/kustomize';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: Record<string, unknown>;
  [field: string]: unknown;
}

const DEPLOY = path.resolve('deploy');
const kustomize = findKustomize({ install: false });

/** `describe`, or its skipping twin where nothing builds deploy/. */
export const describeBuilt: typeof describe | typeof describe.skip = kustomize === undefined ? describe.skip : describe;

export const OVERLAYS = readdirSync(path.join(DEPLOY, 'overlays'));

const cache = new Map<string, Manifest[]>();

/** The objects of an overlay. */
export const overlay = (name: string): Manifest[] => built(path.join('overlays', name));

/** The objects of a folder of deploy/. */
export function built(name: string): Manifest[] {
  const cached = cache.get(name);
  if (cached) {
    return cached;
  }
  if (kustomize === undefined) {
    throw new Error('Neither kustomize nor a kubectl with kustomize 5 was found.');
  }
  const objects = parseManifests(build(kustomize, path.join(DEPLOY, name)));
  cache.set(name, objects);
  return objects;
}

export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text, { merge: true })
    .map((document) => document.toJS({ maxAliasCount: 1000 }) as Manifest | null)
    .filter((manifest): manifest is Manifest => manifest !== null);
}

export function ofKind(objects: Manifest[], kind: string): Manifest[] {
  return objects.filter((object) => object.kind === kind);
}

export const idOf = ({ kind, metadata }: Manifest): string =>
  [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');

/** Every value below a value, with its path. */
export function* walk(value: unknown, at = ''): Generator<[path: string, value: unknown]> {
  yield [at, value];
  if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      yield* walk(child, at === '' ? key : `${at}.${key}`);
    }
  }
}
