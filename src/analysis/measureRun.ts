/** Everything that Prometheus says about one run, asked politely, and put into the shapes that figures are made of. */
import type { AnalysedRun, Measurements, SeriesId, TimeSeries, Totals, Window } from '../domain/analysis/types';
import { settledAt, windowOf } from '../domain/analysis/window';
import { rateAt } from '../domain/loadProfile';
import type { Ask, SeriesAnswer, SeriesQuery } from '../domain/prometheus';
import { RUN_LATENCIES, RUN_SERIES, runQueries, runScope, type RunQuery } from '../queries/analysis';
import type { Dialect } from '../queries/selector';
import { messageOf } from '../shared/errors';
import { countsOf, percentileQueries, percentilesOverTime } from './latencies';
import { PoliteQueue } from './politeQueue';

export interface Progress {
  /** Requests that have been answered, and all of them. */
  done: number;
  total: number;
}

export interface MeasureOptions {
  ask: Ask;
  dialect: Dialect;
  /** Epoch ms by the cluster's clock: the end of the window while the run goes on. */
  now: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Shared by what is measured at the same time. */
  queue?: PoliteQueue;
}

/** Requests at a time, of so many queries each: there are Grafanas that run all queries of a request at once. */
export const REQUESTS_AT_ONCE = 2;
const QUERIES_A_REQUEST = 8;

/**
 * @throws UserError when Prometheus answers nothing at all; what the signal says, when it aborts. A part that gets no
 * answer is told in `problems` and `unread`.
 */
export async function measureRun(run: AnalysedRun, options: MeasureOptions): Promise<Measurements> {
  const { ask, dialect, now, signal, onProgress, queue = new PoliteQueue(REQUESTS_AT_ONCE) } = options;
  const window = windowOf(run, now);
  if (window.to <= window.from) {
    return { ...nothing(window), problems: ['The run ended before its load began.'] };
  }
  const asOf = settledAt(window, run, now);
  const length = { seconds: Math.ceil((asOf - window.from) / 1000), stepSeconds: window.stepSeconds };
  const queries = runQueries(runScope(run.workload, dialect), length);
  const requests = inRequests(queries);
  let done = 0;
  onProgress?.({ done, total: requests.length });
  const answers = await Promise.allSettled(
    requests.map(async (request) => {
      const isInstant = request[0]?.stepSeconds === undefined;
      const range = { from: window.from, to: isInstant ? asOf : window.to };
      const answer = await queue.run(() => ask(request.map(asSeriesQuery), range, signal), signal);
      onProgress?.({ done: ++done, total: requests.length });
      return answer;
    })
  );
  if (signal?.aborted) {
    throw signal.reason;
  }
  return assemble(run, window, queries, settled(requests, answers));
}

const asSeriesQuery = ({ key, ...query }: RunQuery): SeriesQuery => ({ refId: key, ...query });

/** Series and instants apart, since they end at different times; requests of about the same size. */
function inRequests(queries: RunQuery[]): RunQuery[][] {
  const instants = queries.filter(({ stepSeconds }) => stepSeconds === undefined);
  const series = queries.filter(({ stepSeconds }) => stepSeconds !== undefined);
  return [series, instants].flatMap((all) => {
    const size = Math.ceil(all.length / Math.ceil(all.length / QUERIES_A_REQUEST));
    return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
  });
}

/** All answers by key; a request that failed is an error of each of its queries. */
function settled(
  requests: RunQuery[][],
  answers: Array<PromiseSettledResult<Map<string, SeriesAnswer>>>
): Map<string, SeriesAnswer> {
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  if (failures.length === answers.length) {
    throw failures[0];
  }
  return new Map(
    requests.flatMap((request, i): Array<[string, SeriesAnswer]> => {
      const answer = answers[i];
      return answer?.status === 'fulfilled'
        ? [...answer.value]
        : request.map(({ key }) => [key, { error: messageOf(answer?.reason) }]);
    })
  );
}

function nothing(window: Window): Measurements {
  return { window, series: {}, latency: {}, totals: {}, queries: {}, problems: [] };
}

function assemble(
  run: AnalysedRun,
  window: Window,
  queries: RunQuery[],
  answers: ReadonlyMap<string, SeriesAnswer>
): Measurements {
  const seriesOf = (key: string): TimeSeries[] | undefined => answers.get(key)?.series;
  const series: Partial<Record<SeriesId, TimeSeries[]>> = {};
  for (const id of RUN_SERIES) {
    series[id] = seriesOf(id);
  }
  const latency: Measurements['latency'] = {};
  for (const id of RUN_LATENCIES) {
    latency[id] = countsOf(seriesOf(`latency:${id}`) ?? []);
    Object.assign(series, percentilesOverTime(id, seriesOf(`latencyOverTime:${id}`) ?? []));
  }
  series.planned = planned(run, window);
  const unread = queries.filter(({ key }) => answers.get(key)?.error !== undefined).map(({ key }) => key);
  return {
    window,
    series,
    latency,
    totals: totals(seriesOf),
    gpusPerReplica: single(seriesOf('gpusPerReplica')),
    queries: Object.fromEntries(queries.flatMap((query) => percentileQueries(query.key, query.expr))),
    problems: problems(unread, answers),
    unread,
  };
}

function totals(seriesOf: (key: string) => TimeSeries[] | undefined): Totals {
  const ended = seriesOf('total:ended');
  const isComplete = ({ labels }: TimeSeries) => /^(stop|length)$/.test(labels.finished_reason ?? '');
  const sum = (all: TimeSeries[]) => all.reduce((all, { values }) => all + (values.at(-1) ?? 0), 0);
  const known = ended !== undefined && ended.length > 0;
  return {
    succeeded: known ? sum(ended.filter(isComplete)) : undefined,
    failed: known ? sum(ended.filter((one) => !isComplete(one))) : undefined,
    generatedTokens: single(seriesOf('total:generatedTokens')),
    promptTokens: single(seriesOf('total:promptTokens')),
    preemptions: single(seriesOf('total:preemptions')),
  };
}

const single = (series: TimeSeries[] | undefined): number | undefined => series?.[0]?.values.at(-1);

/** What the load profile offers, at the window's resolution. */
function planned({ loadProfile, loadStartedAt }: AnalysedRun, { from, to, stepSeconds }: Window): TimeSeries[] {
  if (!loadProfile || loadProfile.steps.length === 0) {
    return [];
  }
  const step = stepSeconds * 1000;
  const times = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return [{ labels: {}, times, values: times.map((time) => rateAt(loadProfile, (time - loadStartedAt) / 1000)) }];
}

/** A line for each thing that went wrong, with what it concerns. */
function problems(unread: string[], answers: ReadonlyMap<string, SeriesAnswer>): string[] {
  const keysOf = new Map<string, string[]>();
  for (const key of unread) {
    const error = answers.get(key)?.error ?? '';
    keysOf.set(error, [...(keysOf.get(error) ?? []), key]);
  }
  return [...keysOf].map(([error, keys]) => `Prometheus gave no answer for ${keys.join(', ')}: ${error}`);
}
