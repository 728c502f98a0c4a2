/**
 * Runs a data source's query and gathers its answer into PanelData.
 *
 * After public/app/features/query/state/runRequest.ts in grafana/grafana.
 */
import {
  DataTopic,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataQueryResponseData,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, from, isObservable, map, merge, Observable, of, share, takeUntil, timer } from 'rxjs';

interface Running {
  packets: Record<string, DataQueryResponse>;
  panelData: PanelData;
}

function absorb(packet: DataQueryResponse, { packets, panelData }: Running): Running {
  const { request } = panelData;
  const all = { ...packets, [packet.key ?? 'A']: packet };
  const frames = Object.values(all).flatMap((one): DataQueryResponseData[] => one.data ?? []);
  const isAnnotation = (frame: DataQueryResponseData) => frame.meta?.dataTopic === DataTopic.Annotations;
  return {
    packets: all,
    panelData: {
      state: Object.values(all).some(failed) ? LoadingState.Error : (packet.state ?? LoadingState.Done),
      series: frames.filter((frame) => !isAnnotation(frame)),
      annotations: frames.filter(isAnnotation),
      errors: packet.errors,
      error: packet.errors?.[0] ?? packet.error,
      request,
      timeRange: request?.range ?? panelData.timeRange,
    },
  };
}

function failed(packet: DataQueryResponse): boolean {
  return packet.state === LoadingState.Error || (packet.errors?.length ?? 0) > 0 || packet.error !== undefined;
}

export function runRequest(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: typeof datasource.query
): Observable<PanelData> {
  let running: Running = {
    packets: {},
    panelData: { state: LoadingState.Loading, series: [], request, timeRange: request.range },
  };
  const targets = request.targets.filter(
    (target) => target.hide !== true && (queryFunction !== undefined || (datasource.filterQuery?.(target) ?? true))
  );
  if (targets.length === 0) {
    request.endTime = Date.now();
    return of({ ...running.panelData, state: LoadingState.Done });
  }
  const answers = call(datasource, { ...request, targets }, queryFunction).pipe(
    map((packet) => {
      request.endTime = Date.now();
      running = absorb(packet, running);
      return running.panelData;
    }),
    catchError((error: unknown) =>
      of({ ...running.panelData, state: LoadingState.Error, error: toDataQueryError(error) })
    ),
    share()
  );
  // Slow queries show that they are loading; quick ones do not flicker.
  return merge(
    timer(200).pipe(
      map(() => running.panelData),
      takeUntil(answers)
    ),
    answers
  );
}

function call(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: typeof datasource.query
): Observable<DataQueryResponse> {
  const answer = queryFunction === undefined ? datasource.query(request) : queryFunction(request);
  return isObservable(answer) ? answer : from(answer as Promise<DataQueryResponse>);
}
