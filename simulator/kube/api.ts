/** What the API server does with a request that is allowed: list, get, watch, create, patch, logs. */
import type { Cluster } from '../tekton/cluster';
import type { Pod } from '../tekton/pods';
import { negotiate } from './negotiate';
import type { ConfigMap, KubeObject } from './objects';
import { Pager } from './paging';
import { servePodLog } from './podLog';
import type { ResourceRequest } from './requestInfo';
import { groupVersion, resourceType, type ResourceType } from './resources';
import { sendJson, type Answer } from './respond';
import { fieldPredicate, labelPredicate } from './selectors';
import { badRequest, forbidden, invalid, methodNotAllowed, noSuchResource, unsupportedMediaType } from './status';
import { includeObject, toTable } from './table';
import { checkedResourceVersion, serveWatch } from './watch';
import { checkedFields, decodeBody, dryRunOf, notDecoded, notPatched, parseJson, warningHeader } from './writeRequest';

const PATCH_TYPES = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];
const DEFAULT_WATCH_SECONDS = 1800;
const FIELDS = {
  'metadata.name': (object: KubeObject) => object.metadata.name,
  'metadata.namespace': (object: KubeObject) => object.metadata.namespace,
};
const POD_FIELDS = {
  ...FIELDS,
  'status.phase': (object: KubeObject) => (object as Pod).status.phase,
  'spec.nodeName': (object: KubeObject) => (object as Pod).spec.nodeName ?? '',
};

export class Api {
  private readonly pager = new Pager();
  private readonly watches = new Set<{ stop(): void }>();

  constructor(
    private readonly cluster: Cluster,
    private readonly bookmarkSeconds: number
  ) {}

  /** Throws ApiError. */
  serve(request: ResourceRequest, query: URLSearchParams, body: string, answer: Answer): void {
    const type = resourceType(request.group, request.resource);
    if (!type || request.version !== 'v1') {
      throw noSuchResource();
    }
    if (request.subresource) {
      return this.log(type, request, query, answer);
    }
    switch (request.verb) {
      case 'get':
        return this.get(type, request, query, answer);
      case 'list':
        return this.list(type, request, query, answer);
      case 'watch':
        return this.watch(type, request, query, answer);
      case 'create':
        return this.create(type, request, query, body, answer);
      case 'patch':
        return this.patch(type, request, query, body, answer);
      case 'update':
        return this.writeConfigMap(type, request, body, answer);
      default:
        throw methodNotAllowed();
    }
  }

  /** Ends all watches, as a restart of the API server does. */
  dropWatches(): void {
    this.watches.forEach((watch) => watch.stop());
    this.watches.clear();
  }

  /** Makes continue tokens and old resource versions expire, as compaction does. */
  compact(): void {
    this.pager.expire();
    this.cluster.store.compact();
  }

  private get(type: ResourceType, { namespace, name }: ResourceRequest, query: URLSearchParams, answer: Answer): void {
    const representation = negotiate(answer.req.headers.accept);
    const object = this.cluster.get(type.name, namespace, name);
    const { resourceVersion } = object.metadata;
    const include = includeObject(query.get('includeObject'));
    sendJson(
      answer,
      200,
      representation === 'table'
        ? toTable(type.name, [object], { resourceVersion }, { include, now: answer.now() })
        : object
    );
  }

  private list(type: ResourceType, { namespace }: ResourceRequest, query: URLSearchParams, answer: Answer): void {
    const representation = negotiate(answer.req.headers.accept);
    const include = includeObject(query.get('includeObject'));
    const [labels, fields] = [query.get('labelSelector') ?? '', query.get('fieldSelector') ?? ''];
    const limit = Number(query.get('limit') ?? 0);
    if (!Number.isInteger(limit)) {
      throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(query.get('limit'))}: invalid syntax`);
    }
    // A list at resourceVersion 0 comes from the watch cache, which knows no pages.
    const cached = query.get('resourceVersion') === '0' && !query.get('continue');
    const page = this.pager.page(
      `${type.name}/${namespace}`,
      {
        limit: cached ? 0 : Math.max(0, limit),
        continue: query.get('continue') ?? '',
        selective: labels !== '' || fields !== '',
      },
      this.cluster.store.currentRevision(),
      () => this.cluster.list(type.name, namespace),
      this.selects(type, labels, fields)
    );
    const { items, ...metadata } = page;
    sendJson(
      answer,
      200,
      representation === 'table'
        ? toTable(type.name, items, metadata, { include, now: answer.now() })
        : { apiVersion: groupVersion(type), items, kind: `${type.kind}List`, metadata }
    );
  }

  private watch(type: ResourceType, request: ResourceRequest, query: URLSearchParams, answer: Answer): void {
    if (query.get('sendInitialEvents')) {
      const message =
        'Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled';
      throw invalid('meta.k8s.io', 'ListOptions', '', [
        { field: 'sendInitialEvents', reason: 'FieldValueForbidden', message },
      ]);
    }
    const watch = serveWatch(
      this.cluster.store,
      {
        resource: type.name,
        apiVersion: groupVersion(type),
        kind: type.kind,
        namespace: request.namespace,
        selects: this.selects(type, query.get('labelSelector') ?? '', query.get('fieldSelector') ?? ''),
        resourceVersion: checkedResourceVersion(query.get('resourceVersion')),
        bookmarks: query.get('allowWatchBookmarks') === 'true',
        timeoutSeconds: Number(query.get('timeoutSeconds')) || DEFAULT_WATCH_SECONDS,
        representation: negotiate(answer.req.headers.accept),
        include: includeObject(query.get('includeObject')),
      },
      answer,
      this.bookmarkSeconds
    );
    this.watches.add(watch);
    answer.res.on('close', () => this.watches.delete(watch));
  }

  private create(
    type: ResourceType,
    { namespace, name }: ResourceRequest,
    query: URLSearchParams,
    body: string,
    answer: Answer
  ): void {
    if (type.name === 'configmaps') {
      return this.writeConfigMap(type, { namespace, name, verb: 'create' }, body, answer);
    }
    if (name !== '' || type.name !== 'pipelineruns') {
      throw methodNotAllowed();
    }
    const dryRun = dryRunOf(query);
    const decoded = decodeBody(body, String(answer.req.headers['content-type'] ?? ''));
    const { value, warnings } = checkedFields(decoded, query, notDecoded(type.kind));
    const run = this.cluster.create(namespace, value, { dryRun });
    sendJson(answer, 201, run, warningHeader(warnings));
  }

  private writeConfigMap(
    type: ResourceType,
    { namespace, name, verb }: Pick<ResourceRequest, 'namespace' | 'name' | 'verb'>,
    body: string,
    answer: Answer
  ): void {
    if (type.name !== 'configmaps' || (verb === 'update') !== (name !== '')) {
      throw methodNotAllowed();
    }
    const { value } = decodeBody(body, String(answer.req.headers['content-type'] ?? ''));
    const sent = value as Partial<ConfigMap>;
    const what = verb === 'update' ? 'update' : 'create';
    const stored = this.cluster.writeConfigMap(namespace, sent.metadata?.name ?? name, sent, what);
    sendJson(answer, what === 'create' ? 201 : 200, stored);
  }

  private patch(
    type: ResourceType,
    { namespace, name }: ResourceRequest,
    query: URLSearchParams,
    body: string,
    answer: Answer
  ): void {
    if (name === '' || (type.name !== 'pipelineruns' && type.name !== 'configmaps')) {
      throw methodNotAllowed();
    }
    const dryRun = dryRunOf(query);
    const contentType =
      String(answer.req.headers['content-type'] ?? '')
        .split(';')[0]
        ?.trim() ?? '';
    if (!PATCH_TYPES.includes(contentType)) {
      throw unsupportedMediaType(PATCH_TYPES);
    }
    if (contentType === 'application/apply-patch+yaml') {
      throw forbidden({ group: type.group, resource: type.name }, name, 'server-side apply is not simulated');
    }
    const patch = parseJson(body, 'error decoding patch');
    if (type.name === 'configmaps') {
      return sendJson(answer, 200, this.cluster.noteConfigMap(namespace, name, patch));
    }
    if (contentType === 'application/json-patch+json') {
      return sendJson(answer, 200, this.cluster.jsonPatch(namespace, name, patch, { dryRun }));
    }
    const { value, warnings } = checkedFields({ value: patch, text: body }, query, notPatched(body));
    sendJson(answer, 200, this.cluster.patch(namespace, name, value, { dryRun }), warningHeader(warnings));
  }

  private log(
    type: ResourceType,
    { namespace, name, subresource, verb }: ResourceRequest,
    query: URLSearchParams,
    answer: Answer
  ): void {
    if (type.name !== 'pods' || subresource !== 'log') {
      throw noSuchResource();
    }
    if (verb !== 'get') {
      throw methodNotAllowed();
    }
    servePodLog(this.cluster, this.cluster.get('pods', namespace, name) as Pod, query, answer);
  }

  private selects(type: ResourceType, labels: string, fields: string): (object: KubeObject) => boolean {
    const byLabels = labelPredicate(labels);
    const byFields = fieldPredicate(fields, type.name === 'pods' ? POD_FIELDS : FIELDS);
    return (object) => byLabels(object.metadata.labels) && byFields(object);
  }
}
