/** Lists and watches of the objects that a cluster has beside experiments: read only, with switches that break them. */
import type { ScalerView } from '../ports';
import { BREAK_CHOICES, BREAKS, breaksOf, type BreakName } from './breaks';
import { dayTwoObjects, type DayTwoObject } from './dayTwoObjects';
import { negotiate } from './negotiate';
import type { ResourceRequest } from './requestInfo';
import { sendBody, sendJson, type Answer } from './respond';
import { scalerObjects } from './scalerObjects';
import { labelPredicate } from './selectors';
import { badRequest, methodNotAllowed, notFound } from './status';

/** Groups that are served also when nothing of them is there. */
const SERVED_EMPTY = [
  { group: 'keda.sh', version: 'v1alpha1', resource: 'scaledobjects', kind: 'ScaledObject' },
  { group: 'autoscaling', version: 'v2', resource: 'horizontalpodautoscalers', kind: 'HorizontalPodAutoscaler' },
  { group: 'networking.istio.io', version: 'v1', resource: 'virtualservices', kind: 'VirtualService' },
  { group: 'route.openshift.io', version: 'v1', resource: 'routes', kind: 'Route' },
] as const;
const FIRST_VERSION = 500_000;

export class DayTwo {
  private broken = new Set<BreakName>();
  private version = FIRST_VERSION;
  private readonly whole: DayTwoObject[];

  private shown = '';

  /** @param scalers those at work now */
  constructor(
    nodes: readonly string[],
    experiments: string,
    private readonly scalers: () => ScalerView[] = () => []
  ) {
    this.whole = dayTwoObjects(nodes, experiments);
  }

  /** Breaks the named things and nothing else. Throws a 400 for a name that is not known. */
  break(names: unknown): void {
    const breaks = Array.isArray(names) ? breaksOf(names.map(String)) : undefined;
    if (!breaks) {
      throw badRequest(`break takes a list of ${BREAK_CHOICES.join(', ')}`);
    }
    this.broken = new Set(breaks);
    this.version += 1;
  }

  /** `/apis` lists these groups too. */
  groups(): Array<{ name: string; version: string }> {
    const seen = new Map([...this.whole, ...SERVED_EMPTY].map(({ group, version }) => [group, version]));
    seen.delete('');
    return [...seen].map(([name, version]) => ({ name, version }));
  }

  /** Whether a request is for one of these objects. ConfigMaps are, in Tekton's namespace only. */
  serves({ group, version, resource, namespace }: ResourceRequest): boolean {
    if (resource === 'configmaps') {
      return namespace === 'openshift-pipelines';
    }
    return [...this.whole, ...SERVED_EMPTY].some(
      (one) => one.group === group && one.version === version && one.resource === resource
    );
  }

  /** Throws ApiError. */
  serve(request: ResourceRequest, query: URLSearchParams, answer: Answer): void {
    this.noteChanges();
    switch (request.verb) {
      case 'list':
        return this.list(request, query, answer);
      case 'watch':
        return this.watch(query, answer);
      case 'get':
        return this.get(request, answer);
      default:
        throw methodNotAllowed();
    }
  }

  private list(request: ResourceRequest, query: URLSearchParams, answer: Answer): void {
    const metadata = { resourceVersion: String(this.version) };
    const items = this.select(request, query);
    if (negotiate(answer.req.headers.accept) === 'table') {
      const rows = items.map((one) => ({
        cells: [one.name],
        object: {
          kind: 'PartialObjectMetadata',
          apiVersion: 'meta.k8s.io/v1',
          metadata: this.manifest(one, answer).metadata,
        },
      }));
      return sendJson(answer, 200, {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        columnDefinitions: [{ name: 'Name', type: 'string' }],
        rows,
      });
    }
    const { group, version, resource } = request;
    const kind = [...this.whole, ...SERVED_EMPTY].find((one) => one.resource === resource)?.kind ?? '';
    sendJson(answer, 200, {
      kind: `${kind}List`,
      apiVersion: group ? `${group}/${version}` : version,
      metadata,
      items: items.map((one) => this.manifest(one, answer)),
    });
  }

  /** Ends at once: with a bookmark where something has changed since, else with nothing. */
  private watch(query: URLSearchParams, answer: Answer): void {
    const changed = Number(query.get('resourceVersion') ?? 0) < this.version;
    const bookmark = { type: 'BOOKMARK', object: { metadata: { resourceVersion: String(this.version) } } };
    sendBody(answer, 200, 'application/json', changed ? `${JSON.stringify(bookmark)}\n` : '');
  }

  private get({ group, resource, namespace, name }: ResourceRequest, answer: Answer): void {
    const found = this.objects().find(
      (one) =>
        one.group === group && one.resource === resource && (one.namespace ?? '') === namespace && one.name === name
    );
    if (!found) {
      throw notFound({ group, resource }, name);
    }
    sendJson(answer, 200, this.manifest(found, answer));
  }

  private select({ group, resource, namespace }: ResourceRequest, query: URLSearchParams): DayTwoObject[] {
    const labels = labelPredicate(query.get('labelSelector') ?? '');
    const [, name] = /^metadata\.name=(.+)$/.exec(query.get('fieldSelector') ?? '') ?? [];
    return this.objects().filter(
      (one) =>
        one.group === group &&
        one.resource === resource &&
        (namespace === '' || one.namespace === namespace) &&
        (name === undefined || one.name === name) &&
        labels(one.labels)
    );
  }

  private objects(): DayTwoObject[] {
    const all = [...this.whole, ...scalerObjects(this.scalers())];
    return [...this.broken].reduce((left, name) => BREAKS[name](left), all);
  }

  /** What scalers do is not told to this class: a new version is given when somebody looks. */
  private noteChanges(): void {
    const shown = JSON.stringify(this.scalers());
    if (shown !== this.shown) {
      this.shown = shown;
      this.version += 1;
    }
  }

  private manifest(one: DayTwoObject, answer: Answer) {
    const { group, version, kind, name, namespace, labels, annotations, body } = one;
    return {
      apiVersion: group ? `${group}/${version}` : version,
      kind,
      metadata: {
        name,
        ...(namespace ? { namespace } : {}),
        uid: `day-two-${kind.toLowerCase()}-${name}`,
        resourceVersion: String(this.version),
        creationTimestamp: new Date(answer.now() - 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z'),
        labels,
        annotations,
      },
      ...body,
    };
  }
}
