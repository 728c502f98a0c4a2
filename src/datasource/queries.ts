/** Grafana's queries → data frames. */
import {
  CoreApp,
  createDataFrame,
  LoadingState,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type TimeRange,
} from '@grafana/data';
import { from, type Observable } from 'rxjs';

import type { Listed } from '../domain/listed';
import { t } from '../i18n/t';
import type { Run, RunSummary } from '../domain/run';
import { isUserError, messageOf } from '../shared/errors';
import { loadProfileFrame, runsFrame, taskRunFrames, taskRunsFrame } from './frames';
import type { RunsSnapshot, TektonApi, TektonQuery } from './types';

export const DEFAULT_LIMIT = 100;
/** Each run is one request when it has not been read before. */
export const MAX_LIMIT = 500;

type Api = Pick<TektonApi, 'getRun' | 'taskRuns' | 'hydrate'> & { snapshot(): Promise<RunsSnapshot> };
type RunsQuery = Extract<TektonQuery, { queryType: 'runs' }>;

/** Answers queries whose variables are replaced already. A query that fails does not take the others with it. */
export function runQueries(
  api: Api,
  queries: TektonQuery[],
  { range, app }: Pick<DataQueryRequest, 'range' | 'app'>
): Observable<DataQueryResponse> {
  return from(answerAll(api, queries, range, app === CoreApp.Explore));
}

async function answerAll(
  api: Api,
  queries: TektonQuery[],
  range: TimeRange,
  asTables: boolean
): Promise<DataQueryResponse> {
  const answers = await Promise.allSettled(queries.map((query) => answer(api, query, range, asTables)));
  const errors = answers.flatMap((a, i) =>
    a.status === 'rejected' ? [{ refId: queries[i]?.refId, message: errorText(a.reason) }] : []
  );
  return {
    data: answers.flatMap((a) => (a.status === 'fulfilled' ? a.value : [])),
    state: errors.length > 0 ? LoadingState.Error : LoadingState.Done,
    ...(errors.length > 0 ? { errors } : {}),
  };
}

async function answer(api: Api, query: TektonQuery, range: TimeRange, asTables: boolean): Promise<DataFrame[]> {
  switch (query.queryType) {
    case 'runs':
      return [runsFrame(query.refId, await runsInRange(api, query, range))];
    case 'taskRuns':
      return withGap(await api.taskRuns(query), (tasks) =>
        asTables ? [taskRunsFrame(query.refId, tasks)] : taskRunFrames(query.refId, tasks)
      );
    case 'loadProfile':
      return [loadProfileFrame(query.refId, await api.getRun(query))];
  }
}

/** Frames of a list; what is missing from it is a notice on the first. */
function withGap<T>({ items, gap }: Listed<T>, frames: (items: T[]) => DataFrame[]): DataFrame[] {
  const [first = createDataFrame({ fields: [] }), ...rest] = frames(items);
  if (!gap) {
    return [first, ...rest];
  }
  const text = t('datasource.list-gap', '{{count}} objects cannot be read, and are not shown.', {
    count: gap.unreadable.length,
  });
  return [{ ...first, meta: { ...first.meta, notices: [{ severity: 'warning', text }] } }, ...rest];
}

/** Runs that overlap the time range, newest first. */
async function runsInRange(api: Api, query: RunsQuery, range: TimeRange): Promise<Run[]> {
  const { runs, state, error } = await api.snapshot();
  if (state === 'stale' && runs.length === 0 && error) {
    throw error;
  }
  const limit = Math.min(MAX_LIMIT, Math.max(1, Math.floor(query.limit ?? DEFAULT_LIMIT)));
  const asked = runs.filter((run) => run.createdAt <= range.to.valueOf() && matches(run, query)).slice(0, limit);
  const full = await api.hydrate(asked);
  return full.filter(({ finishedAt }) => finishedAt === undefined || finishedAt >= range.from.valueOf());
}

export function matches(
  run: RunSummary,
  { namespace, pipeline, experiment }: Omit<RunsQuery, 'refId' | 'queryType'>
): boolean {
  return oneOf(namespace, run.namespace) && oneOf(pipeline, run.pipeline) && oneOf(experiment, run.experiment);
}

/** A filter is empty, or a list of names separated by commas. */
function oneOf(wanted: string | undefined, value: string | undefined): boolean {
  const names = (wanted ?? '').split(',').filter((name) => name !== '');
  return names.length === 0 || (value !== undefined && names.includes(value));
}

function errorText(error: unknown): string {
  return isUserError(error) ? `${error.title}: ${error.message} ${error.nextStep}` : messageOf(error);
}
