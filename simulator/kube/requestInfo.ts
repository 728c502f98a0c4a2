/** What a path and method ask for, as the API server's RequestInfo does. */

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

export interface ResourceRequest {
  verb: Verb;
  group: string;
  version: string;
  /** Empty: all namespaces. */
  namespace: string;
  resource: string;
  subresource: string;
  /** Empty for a collection. */
  name: string;
}

const NAMED: Record<string, Verb> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function verbOf(method: string, name: string, watch: boolean): Verb {
  if (name === '' && (method === 'GET' || method === 'HEAD')) {
    return watch ? 'watch' : 'list';
  }
  if (name === '' && method === 'DELETE') {
    return 'deletecollection';
  }
  return NAMED[method] ?? 'get';
}

/** Path segments, decoded one by one: an encoded slash stays in its segment. Undefined for broken encoding. */
function segments(path: string): string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Undefined for a path that names no resource. */
export function parseResourceRequest(
  method: string,
  path: string,
  query: URLSearchParams
): ResourceRequest | undefined {
  const [root, ...rest] = segments(path) ?? [];
  if (root !== 'api' && root !== 'apis') {
    return undefined;
  }
  const [group = '', version = '', ...tail] = root === 'api' ? ['', ...rest] : rest;
  if (tail.length === 0) {
    return undefined;
  }
  const [namespace, resource = '', name = '', subresource = ''] =
    tail[0] === 'namespaces' && tail.length > 2 ? tail.slice(1) : ['', ...tail];
  const watch = ['true', '1'].includes(query.get('watch') ?? '');
  return { verb: verbOf(method, name, watch), group, version, namespace: namespace ?? '', resource, subresource, name };
}
