/** Everything that Prometheus says about one run, asked politely, and put into the shapes that figures are made of. */
import { t } from '../i18n/t';
import type { AnalysedRun, Measurements, SeriesId, TimeSeries, Totals, Window } from '../domain/analysis/types';
import { settledAt, windowOf } from '../domain/analysis/window';
import { hasKnownRate, rateAt } from '../domain/loadProfile';
import { evidenceOf, intervalOf } from '../domain/analysis/evidence';
import { servedVariants } from '../domain/analysis/servedVariants';
import type { Ask, AskedRange, SeriesAnswer } from '../domain/prometheus';
import { surestArrivals } from './surestArrivals';
import { evidenceQueries, RUN_COUNTERS, SEEN, type EvidenceKey } from '../queries/evidence';
import { RUN_LATENCIES, RUN_SERIES, runQueries, runScope, type RunQuery } from '../queries/runMeasurements';
import { COMPLETE_REASONS } from '../queries/finishReasons';
import type { Dialect } from '../queries/selector';
import { messageOf } from '../shared/errors';
import { askPods, type AskedPods } from './askPods';
import { joinedParts, joining, type JoinableQuery } from './joinQueries';
import { countsOf, percentileQueries, percentilesOverTime } from './latencies';
import { modelAnswers } from './modelAnswers';
import { RequestQueue } from './requestQueue';
import { scalerFound } from './scalerFound';

export interface Progress {
  /** Requests that have been answered, and all of them. */
  done: number;
  total: number;
}

export interface MeasureOptions {
  ask: Ask;
  dialect: Dialect;
  /** Epoch ms by the cluster's clock: the end of the window while the run is in progress. */
  now: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Shared by what is measured at the same time. */
  queue?: RequestQueue;
}

/** Requests at a time, of so many queries each: there are Grafanas that run all queries of a request at once. */
export const REQUESTS_AT_ONCE = 2;
const QUERIES_A_REQUEST = 4;

/**
 * @throws UserError when Prometheus answers nothing at all; what the signal says, when it aborts. A part that gets no
 * answer is told in `problems` and `unread`.
 */
export async function measureRun(run: AnalysedRun, options: MeasureOptions): Promise<Measurements> {
  const { ask, dialect, now, signal, onProgress, queue = new RequestQueue(REQUESTS_AT_ONCE) } = options;
  const window = windowOf(run, now);
  if (window.to <= window.from) {
    return {
      ...nothing(window),
      problems: [t('analysis.problem.run-ended-before', 'The run ended before its load began.')],
    };
  }
  const asOf = settledAt(window, run, now);
  const asked = await queue.run(
    () => askPods(runScope(run.workload, dialect), { from: window.from, to: asOf }, { ask, signal }),
    signal
  );
  const { scope } = asked;
  const askJoined = joining(ask);
  const evidence = evidenceQueries(scope).map((query) => ({ ...query, stepSeconds: window.stepSeconds }));
  const progress = { done: 0, total: inRequests(evidence).length + REQUESTS_USUAL };
  const askAll = async (queries: Asked[]): Promise<Answered[]> => {
    const requests = inRequests(queries);
    progress.total = Math.max(progress.total, progress.done + requests.length);
    onProgress?.({ ...progress });
    const answers = await Promise.allSettled(
      requests.map(async (request) => {
        const range = rangeOf(request[0], window, asOf);
        const answer = await queue.run(() => askJoined(request.map(asJoinable), range, signal), signal);
        progress.done++;
        onProgress?.({ ...progress });
        return answer;
      })
    );
    if (signal?.aborted) {
      throw signal.reason;
    }
    return requests.map((request, i) => ({ request, answer: answers[i]! }));
  };
  // How often there are samples decides over which time a rate is one.
  const first = await askAll(evidence);
  const seen = first.flatMap(({ answer }) =>
    answer.status === 'fulfilled' ? (answer.value.get('seen:vllm')?.series ?? []) : []
  );
  const queries = runQueries(scope, {
    seconds: Math.ceil((asOf - window.from) / 1000),
    stepSeconds: window.stepSeconds,
    scrapeSeconds: intervalOf(seen, window.stepSeconds),
  });
  const second = await askAll(queries);
  const answers = settled([...first, ...second]);
  const measured = withOwnership(asked, assemble(run, window, [...queries, ...evidence], answers));
  return { ...measured, ...servedVariants(run, measured, modelAnswers(answers)) };
}

/** Requests for what a run is measured by, as far as that is known before. */
const REQUESTS_USUAL = 3;

interface Answered {
  request: Asked[];
  answer: PromiseSettledResult<Map<string, SeriesAnswer>>;
}

/** A question about a run, or about how well it was measured. */
type Asked = Omit<RunQuery, 'key'> & { key: RunQuery['key'] | EvidenceKey };

/** Counters are looked at from some minutes before the load, to find who had counted before, to when all is scraped. */
const BEFORE_MS = 5 * 60_000;

function rangeOf(query: Asked | undefined, { from, to }: Window, asOf: number): AskedRange {
  if (query !== undefined && /^(counter|seen):/.test(query.key)) {
    return { from: from - BEFORE_MS, to: asOf };
  }
  return { from, to: query?.stepSeconds === undefined ? asOf : to };
}

const asJoinable = ({ key, ...query }: Asked): JoinableQuery => ({ refId: key, ...query });

/** Series and instants apart, since they end at different times; requests of about the same size. */
function inRequests<Query extends Asked>(queries: Query[]): Query[][] {
  const instants = queries.filter(({ stepSeconds }) => stepSeconds === undefined);
  const series = queries.filter(({ stepSeconds }) => stepSeconds !== undefined);
  return [series, instants].map(joinedParts).flatMap((all) => {
    const size = Math.ceil(all.length / Math.ceil(all.length / QUERIES_A_REQUEST));
    return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size).flat());
  });
}

/** All answers by key; a request that failed is an error of each of its queries. */
function settled(asked: Answered[]): Map<string, SeriesAnswer> {
  const failures = asked.flatMap(({ answer }) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
  if (failures.length === asked.length) {
    throw failures[0];
  }
  const answers = answersOf(asked);
  const refused = [...answers.values()].flatMap((answer) => (answer.series === undefined ? [answer] : []));
  if (refused.length === answers.size) {
    throw refused[0]?.cause ?? failures[0] ?? new Error(refused[0]?.error);
  }
  return answers;
}

function answersOf(asked: Answered[]): Map<string, SeriesAnswer> {
  return new Map(
    asked.flatMap(({ request, answer }): Array<[string, SeriesAnswer]> =>
      answer.status === 'fulfilled'
        ? [...answer.value]
        : request.map(({ key }) => [key, { error: messageOf(answer.reason) }])
    )
  );
}

function nothing(window: Window): Measurements {
  return { window, series: {}, latency: {}, totals: {}, queries: {}, problems: [] };
}

function assemble(
  run: AnalysedRun,
  window: Window,
  queries: Asked[],
  answers: ReadonlyMap<string, SeriesAnswer>
): Measurements {
  const seriesOf = (key: string): TimeSeries[] | undefined => answers.get(key)?.series;
  const series: Partial<Record<SeriesId, TimeSeries[]>> = {};
  for (const id of RUN_SERIES) {
    series[id] = id === 'arrived' ? surestArrivals(seriesOf(id)) : seriesOf(id);
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
    scaler: scalerFound(seriesOf('scaler')),
    queries: Object.fromEntries(queries.flatMap((query) => percentileQueries(query.key, query.expr))),
    problems: problems(unread, answers),
    unread,
    warnings: warningsOf(answers),
    evidence: evidenceOf(run, window, {
      counters: Object.fromEntries(RUN_COUNTERS.map((id) => [id, seriesOf(`counter:${id}`)])),
      seen: Object.fromEntries(SEEN.map((id) => [id, seriesOf(`seen:${id}`)])),
    }),
  };
}

function warningsOf(answers: ReadonlyMap<string, SeriesAnswer>): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...answers].flatMap(([key, answer]) =>
      answer.series && answer.warnings && answer.warnings.length > 0
        ? [[key, answer.warnings], ...overTime(key, answer.warnings)]
        : []
    )
  );
}

/** A query of percentiles over time gives several series: each has its warnings under its own id. */
const overTime = (key: string, warnings: readonly string[]): Array<[string, readonly string[]]> =>
  percentileQueries(key, '').flatMap(([id]) => (id === key ? [] : [[id, warnings]]));

function totals(seriesOf: (key: string) => TimeSeries[] | undefined): Totals {
  const ended = seriesOf('total:ended');
  const isComplete = ({ labels }: TimeSeries) => COMPLETE_REASONS.includes(labels.finished_reason ?? '');
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
  if (!loadProfile || loadProfile.steps.length === 0 || !hasKnownRate(loadProfile)) {
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
  return [...keysOf].map(([error, keys]) =>
    t('analysis.problem.prometheus-gave-no', 'Prometheus gave no answer for {{keys}}: {{error}}', {
      keys: keys.join(', '),
      error,
    })
  );
}

/** Without a word on the pods the measurements are of those whose names fit, which has to be said. */
function withOwnership({ ownership, expr, error }: AskedPods, m: Measurements): Measurements {
  const queries = { ...m.queries, pods: expr };
  return error === undefined
    ? { ...m, ownership, queries }
    : {
        ...m,
        queries,
        problems: [
          ...m.problems,
          t('analysis.problem.prometheus-did-not', 'Prometheus did not say which pods the workload had: {{error}}', {
            error,
          }),
        ],
      };
}
