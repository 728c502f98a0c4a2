/** Grafana's built-in data source, as far as annotation queries of dashboards use it. */
import {
  toDataFrame,
  type AnnotationQuery,
  type AnnotationSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { getBackendSrv, getTemplateSrv, locationService } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';
import { from, map, of, type Observable } from 'rxjs';

interface Target {
  type?: 'tags' | 'dashboard';
  tags?: string[];
  matchAny?: boolean;
  limit?: number;
}

interface GrafanaQuery extends DataQuery, Target {}

export const grafanaSettings = {
  uid: '-- Grafana --',
  name: '-- Grafana --',
  type: 'grafana',
  id: -1,
  access: 'proxy',
  readOnly: true,
  jsonData: {},
  meta: {
    id: 'grafana',
    name: 'Grafana',
    type: 'datasource',
    module: '',
    baseUrl: '',
    annotations: true,
    builtIn: true,
    info: { logos: { small: '', large: '' } },
  },
} as unknown as DataSourceInstanceSettings;

export class GrafanaDataSource {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly meta: DataSourceInstanceSettings['meta'];

  readonly annotations: AnnotationSupport<GrafanaQuery> = {
    prepareAnnotation: (json: AnnotationQuery & Target) => {
      const { tags, matchAny, limit, type } = json;
      json.target = { refId: 'Anno', type: type ?? 'dashboard', tags, matchAny, limit, ...json.target } as GrafanaQuery;
      return json;
    },
    prepareQuery: (annotation) =>
      ({
        ...annotation.target,
        refId: annotation.name,
        datasource: { type: 'grafana', uid: '-- Grafana --' },
      }) as GrafanaQuery,
  };

  constructor(settings: DataSourceInstanceSettings) {
    this.uid = settings.uid;
    this.name = settings.name;
    this.type = settings.type;
    this.meta = settings.meta;
  }

  getRef() {
    return { type: this.type, uid: this.uid };
  }

  query(request: DataQueryRequest<GrafanaQuery>): Observable<DataQueryResponse> {
    const [target] = request.targets;
    const range = { from: request.range.from.valueOf(), to: request.range.to.valueOf(), limit: target?.limit ?? 100 };
    if (target?.type !== 'tags') {
      // Annotations of this dashboard; those of the organisation belong to none.
      const dashboardUID = /^\/d\/([^/]+)/.exec(locationService.getLocation().pathname)?.[1];
      return dashboardUID === undefined ? of({ data: [] }) : this.ask({ ...range, dashboardUID }, request.requestId);
    }
    const tags = (target.tags ?? []).map((tag) => getTemplateSrv().replace(tag, request.scopedVars));
    // Without a tag Grafana asks for nothing.
    return tags.length === 0
      ? of({ data: [] })
      : this.ask({ ...range, tags, matchAny: target.matchAny }, request.requestId);
  }

  private ask(params: Record<string, unknown>, requestId: string): Observable<DataQueryResponse> {
    return from(getBackendSrv().get<unknown[]>('/api/annotations', params, `annotations-${requestId}`)).pipe(
      map((data) => ({ data: [toDataFrame(data)] }))
    );
  }
}
