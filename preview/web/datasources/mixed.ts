/** Grafana's Mixed data source: every query of a panel goes to the data source that it names itself. */
import {
  DataSourceApi,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { combineLatest, from, isObservable, map, mergeMap, of, type Observable } from 'rxjs';

export const mixedSettings = {
  uid: '-- Mixed --',
  name: '-- Mixed --',
  type: 'mixed',
  id: -2,
  access: 'proxy',
  readOnly: true,
  jsonData: {},
  meta: {
    id: 'mixed',
    name: '-- Mixed --',
    type: 'datasource',
    module: '',
    baseUrl: '',
    metrics: true,
    mixed: true,
    builtIn: true,
    info: { logos: { small: '', large: '' } },
  },
} as unknown as DataSourceInstanceSettings;

export class MixedDataSource extends DataSourceApi {
  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
  }

  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    const groups = new Map<string, DataQueryRequest['targets']>();
    for (const target of request.targets) {
      const uid = target.datasource?.uid ?? '';
      groups.set(uid, [...(groups.get(uid) ?? []), target]);
    }
    if (groups.size === 0) {
      return of({ data: [], state: LoadingState.Done });
    }
    const answers = [...groups.values()].map((targets) =>
      from(getDataSourceSrv().get(targets[0]?.datasource, request.scopedVars)).pipe(
        mergeMap((source) => {
          const answer = source.query({ ...request, targets });
          return isObservable(answer) ? answer : from(answer);
        })
      )
    );
    return combineLatest(answers).pipe(
      map((parts) => ({
        data: parts.flatMap((part) => part.data),
        errors: parts.flatMap((part) => part.errors ?? []),
        state: parts.some((part) => part.state === LoadingState.Loading) ? LoadingState.Loading : LoadingState.Done,
      }))
    );
  }

  async testDatasource() {
    return { status: 'success', message: '' };
  }
}
