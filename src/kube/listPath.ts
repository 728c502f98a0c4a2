/** Where a list of the Kubernetes API is, and what selects from it: the same for a browser and for Node. */

/** A list of objects of one kind. */
export interface ListOf {
  /** Empty: the core group. */
  group: string;
  version: string;
  resource: string;
  /** Undefined: the whole cluster. */
  namespace?: string;
  labelSelector?: string;
  /** Only the object of this name. */
  name?: string;
  /** Where the next page begins, as the page before said. */
  page?: string;
}

/** The media type of a Table, with the objects' metadata and without their content. */
export const TABLE_TYPE = 'application/json;as=Table;g=meta.k8s.io;v=v1';
/** The shortest watch that the API server grants, s: what changed since is sent at once. */
export const SHORTEST_WATCH_SECONDS = 1;

/** Path from the API server's root. Segments are taken as they are: the caller checks that each is a legal name. */
export function listPath({ group, version, resource, namespace }: ListOf): string {
  const root = group === '' ? 'api' : `apis/${group}`;
  const scope = namespace === undefined ? '' : `namespaces/${namespace}/`;
  return `/${root}/${version}/${scope}${resource}`;
}

/** Query parameters that select from a list. A list of one object by its name needs no right to the others. */
export function selectionOf({ labelSelector, name, page }: ListOf): Record<string, string> {
  return {
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(name === undefined ? {} : { fieldSelector: `metadata.name=${name}` }),
    ...(page === undefined ? {} : { continue: page }),
  };
}
