/** What is known of a run's measurements besides the measurements: how often, how whole, with what remarks they were taken. */
import { countedIn } from './counted';
import type { AnalysedRun, CountedTotal, CounterId, Evidence, Source, TimeSeries, Window } from './types';

export type { CounterId, Evidence, Source } from './types';

/** As Prometheus answered. */
export interface RawEvidence {
  /** By server; those of `ended` also by `finished_reason` (`finish_reason` of the inference simulator). */
  counters: Partial<Record<CounterId, TimeSeries[]>>;
  /** Times of samples, seconds since the epoch; of vLLM by server. */
  seen: Partial<Record<Source, TimeSeries[]>>;
}

const COMPLETE = /^(stop|length|repetition)$/;
/** Longer than so many intervals without a sample is a hole. */
const HOLE_INTERVALS = 2.5;
const USUAL = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300];

export function evidenceOf(run: AnalysedRun, window: Window, { counters, seen }: RawEvidence): Evidence {
  const interval: Evidence['interval'] = {};
  const holes: Evidence['holes'] = {};
  for (const source of Object.keys(seen) as Source[]) {
    const found = intervalOf(seen[source] ?? [], window.stepSeconds);
    if (found !== undefined) {
      interval[source] = found;
      holes[source] = holesOf(seen[source] ?? [], window, found);
    }
  }
  const every = interval.vllm ?? Math.max(window.stepSeconds, 15);
  const count = (series: TimeSeries[] | undefined, span: Window = window) =>
    countedIn(series ?? [], seen.vllm ?? [], span, every);
  const { ended, ...others } = counters;
  const counted: Evidence['counted'] = endings(ended, count, (aborted) =>
    cutOffIn(loadEnds(run, window, every), (span) => count(aborted, { ...window, ...span }))
  );
  for (const id of Object.keys(others) as Array<keyof typeof others>) {
    counted[id] = count(others[id]);
  }
  return { interval, holes, counted };
}

const NOTHING: CountedTotal = { value: 0, error: 0, restarts: 0, began: 0, ended: 0, before: 0 };

/** Requests that ended, by how; without a series of endings nothing is known. */
function endings(
  ended: TimeSeries[] | undefined,
  count: (series: TimeSeries[] | undefined) => CountedTotal | undefined,
  cutOff: (aborted: TimeSeries[]) => CountedTotal | undefined
): Evidence['counted'] {
  if (ended === undefined) {
    return {};
  }
  const [complete, failures] = [true, false].map((is) => ended.filter((one) => COMPLETE.test(reasonOf(one)) === is));
  const some = (series: TimeSeries[] | undefined) => (ended.length > 0 ? (count(series) ?? NOTHING) : undefined);
  return {
    succeeded: some(complete),
    failed: some(failures),
    all: count(ended),
    cutOff: cutOff((failures ?? []).filter((one) => reasonOf(one) === 'abort')),
  };
}

const reasonOf = ({ labels }: TimeSeries): string => labels.finished_reason || labels.finish_reason || '';

/** The typical time between two samples of one server, rounded to a usual interval; at least the resolution. */
export function intervalOf(seen: readonly TimeSeries[], stepSeconds: number): number | undefined {
  const apart = seen.flatMap(({ values }) => {
    const distinct = [...new Set(values.map((value) => Math.round(value)))].sort((a, b) => a - b);
    return distinct.slice(1).map((at, i) => at - distinct[i]!);
  });
  if (apart.length === 0) {
    return seen.length === 0 ? undefined : stepSeconds;
  }
  const sorted = apart.sort((a, b) => a - b);
  // Rates and errors go by the slowest of several jobs: nine of ten pauses are no longer.
  const typical = sorted[Math.floor(0.9 * (sorted.length - 1))]!;
  const usual = USUAL.find((one) => typical <= one * 1.1) ?? typical;
  return Math.max(usual, stepSeconds);
}

/** Times in which no series of a source had a sample. */
function holesOf(
  seen: readonly TimeSeries[],
  { from, to }: Window,
  interval: number
): Array<{ from: number; to: number }> {
  const most = HOLE_INTERVALS * interval * 1000;
  const all = [...new Set(seen.flatMap(({ values }) => values.map((value) => value * 1000)))]
    .filter((at) => at >= from - most && at <= to)
    .sort((a, b) => a - b);
  const marks = [...(all.length === 0 || all[0]! > from ? [from] : []), ...all, to];
  return marks
    .slice(1)
    .flatMap((at, i) => (at - marks[i]! > most ? [{ from: marks[i]! + (i === 0 ? 0 : interval * 1000), to: at }] : []));
}

/** When load ended within the window: a client breaks off what is still running then, which is no error. */
function loadEnds({ loadProfile, loadStartedAt }: AnalysedRun, { from, to }: Window, interval: number): number[] {
  const planned = (loadProfile?.steps ?? []).map((s) => loadStartedAt + (s.delaySeconds + s.durationSeconds) * 1000);
  const ends = [...planned.filter((at) => at > from && at <= to), to].sort((a, b) => a - b);
  return ends.filter((at, i) => i === 0 || at - ends[i - 1]! > 4 * interval * 1000);
}

/** A client takes some seconds to break its requests off; they are on the next scrape. */
function cutOffIn(
  ends: readonly number[],
  count: (span: { from: number; to: number }) => CountedTotal | undefined
): CountedTotal | undefined {
  const parts = ends.flatMap((at) => count({ from: at - 5000, to: at + 30_000 }) ?? []);
  return parts.length === 0
    ? undefined
    : { ...NOTHING, value: parts.reduce((sum, part) => sum + part.value, 0), error: 0 };
}
