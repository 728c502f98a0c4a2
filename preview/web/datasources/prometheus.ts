/**
 * Stands in for Grafana's Prometheus data source in the browser.
 *
 * Interpolation, table and heatmap results and variable queries follow packages/grafana-prometheus in grafana/grafana; the
 * part of its backend is in `server/query.ts`.
 */
import {
  CustomVariableSupport,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  type MetricFindValue,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';
import { from, map, of, type Observable } from 'rxjs';

import { findMetrics } from './metricFind';
import { interpolateValue } from './promEscape';
import { shapeResults } from './promResults';

export interface PromQuery extends DataQuery {
  expr: string;
  format?: 'time_series' | 'table' | 'heatmap';
  instant?: boolean;
  range?: boolean;
  legendFormat?: string;
  interval?: string;
}

interface PromSettings extends DataSourceJsonData {
  timeInterval?: string;
}

class PromVariables extends CustomVariableSupport<PrometheusDataSource> {
  editor = () => null;

  constructor(private readonly datasource: PrometheusDataSource) {
    super();
  }

  query = (request: DataQueryRequest): Observable<DataQueryResponse> => {
    const target = request.targets[0] as unknown as string | { query?: string } | undefined;
    const query = typeof target === 'string' ? target : target?.query;
    if (!query) {
      return of({ data: [] });
    }
    return from(this.datasource.metricFindQuery(query, { range: request.range, scopedVars: request.scopedVars })).pipe(
      map((data) => ({ data }))
    );
  };
}

export class PrometheusDataSource extends DataSourceWithBackend<PromQuery, PromSettings> {
  override readonly interval: string;

  constructor(settings: DataSourceInstanceSettings<PromSettings>) {
    super(settings);
    this.interval = settings.jsonData.timeInterval ?? '15s';
    this.variables = new PromVariables(this) as never;
    this.annotations = {};
  }

  override filterQuery(query: PromQuery): boolean {
    return query.hide !== true && Boolean(query.expr);
  }

  override applyTemplateVariables(query: PromQuery, scopedVars: ScopedVars): PromQuery {
    // The interval is the server's to fill in: only it knows the step.
    const { __interval, __interval_ms, ...variables } = scopedVars;
    const templates = getTemplateSrv();
    return {
      ...query,
      expr: templates.replace(query.expr, variables, interpolateValue),
      interval: templates.replace(query.interval ?? '', scopedVars),
      legendFormat: templates.replace(query.legendFormat ?? '', scopedVars),
    };
  }

  override interpolateVariablesInQueries(queries: PromQuery[], scopedVars: ScopedVars): PromQuery[] {
    return queries.map((query) => ({
      ...query,
      datasource: this.getRef(),
      expr: getTemplateSrv().replace(query.expr, scopedVars, interpolateValue),
    }));
  }

  override getQueryDisplayText(query: PromQuery): string {
    return query.expr;
  }

  override query(request: DataQueryRequest<PromQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.map((target) => ({ ...target, utcOffsetSec: request.range.to.utcOffset() * 60 }));
    return super
      .query({ ...request, targets })
      .pipe(map((response) => ({ ...response, data: shapeResults(response.data as DataFrame[], request.targets) })));
  }

  override async metricFindQuery(
    query: string,
    options?: { range?: TimeRange; scopedVars?: ScopedVars }
  ): Promise<MetricFindValue[]> {
    const scopedVars = { ...rangeVariables(options?.range), ...options?.scopedVars };
    const interpolated = getTemplateSrv().replace(query, scopedVars, interpolateValue);
    return findMetrics(interpolated, options?.range, (path, params) => this.getResource(path, params));
  }
}

/** What Grafana's own data source gives a variable's query beside the variables: the range that is shown. */
function rangeVariables(range: TimeRange | undefined): ScopedVars {
  const ms = range ? range.to.valueOf() - range.from.valueOf() : 3_600_000;
  const seconds = Math.round(ms / 1000);
  return {
    __range: { text: `${seconds}s`, value: `${seconds}s` },
    __range_s: { text: seconds, value: seconds },
    __range_ms: { text: ms, value: ms },
  };
}
