/**
 * What counters counted within a window, from their values at each scrape. A server that starts within it counts from its
 * own first value, since counters begin at 0; what one counted after its last scrape is not known, and stated.
 */
import type { CountedTotal, TimeSeries, Window } from './types';

export type { Counted, CountedTotal } from './types';

interface Point {
  at: number;
  value: number;
}

/** Values of one server's counter, only those that were scraped: the moment of each sample, epoch ms, rising. */
export type Samples = readonly Point[];

/** First values of so many intervals' growth still mean that the server has just begun. */
const FRESH_INTERVALS = 3;
const FRESH_LEAST = 20;

/**
 * @param series a counter by server, at the resolution of the window
 * @param seen times of samples (seconds since the epoch) by server, at the same moments
 * @param interval between two looks at a server, s: scrape or resolution, whichever is longer
 */
export function countedIn(
  series: readonly TimeSeries[],
  seen: readonly TimeSeries[],
  window: Window,
  interval: number
): CountedTotal | undefined {
  if (series.length === 0) {
    return undefined;
  }
  const times = new Map(
    seen.map((one) => [serverOf(one), new Map(one.times.map((at, i) => [at, one.values[i] ?? NaN]))])
  );
  const total: CountedTotal = { value: 0, error: 0, restarts: 0, began: 0, ended: 0, before: 0 };
  for (const one of series) {
    const part = ofServer(samplesOf(one, times.get(serverOf(one))), window, interval);
    for (const key of Object.keys(total) as Array<keyof CountedTotal>) {
      total[key] += part[key];
    }
  }
  return total;
}

/** A series has the labels of its server (`SERVER` in queries/ownership.ts) and, of requests that ended, how they did. */
function serverOf({ labels }: Pick<TimeSeries, 'labels'>): string {
  const { finished_reason: _reason, finish_reason: _simulated, ...server } = labels;
  return JSON.stringify(Object.entries(server).sort(([a], [b]) => a.localeCompare(b)));
}

/** One point a scrape: a value that is carried on is none. */
function samplesOf({ times, values }: TimeSeries, seen: ReadonlyMap<number, number> | undefined): Samples {
  const points: Point[] = [];
  times.forEach((time, i) => {
    const value = values[i];
    const scraped = seen?.get(time);
    const at = scraped === undefined ? time : Math.min(time, scraped * 1000);
    const last = points.at(-1);
    if (value !== undefined && Number.isFinite(value) && (last === undefined || at > last.at || value !== last.value)) {
      points.push({ at: Math.max(at, (last?.at ?? -Infinity) + 1), value });
    }
  });
  return points;
}

/** What one server counted. */
function ofServer(samples: Samples, { from, to }: Window, interval: number): CountedTotal {
  const step = interval * 1000;
  const first = samples[0];
  const last = samples.at(-1);
  const none: CountedTotal = { value: 0, error: 0, restarts: 0, began: 0, ended: 0, before: 0 };
  if (first === undefined || last === undefined || last.at < from) {
    return none;
  }
  const startAt = lastAt(samples, from);
  const opening = startAt < 0 ? openingOf(samples, from, step) : { base: samples[startAt]!.value, error: 0, began: 0 };
  // The first look at or after the end has what ended last in it.
  const after = samples.findIndex(({ at }) => at >= to);
  const endAt = after < 0 ? samples.length - 1 : after;
  const { grown, restarts, unseen } = growth(samples.slice(Math.max(0, startAt), endAt + 1));
  const firstInside = samples[startAt + 1];
  const atStart = startAt < 0 || firstInside === undefined ? 0 : Math.max(0, firstInside.value - opening.base);
  const beforeEnd = samples[lastAt(samples, to)];
  const atEnd = after < 0 || beforeEnd === undefined ? 0 : Math.max(0, samples[after]!.value - beforeEnd.value);
  const hasEnded = after < 0 && last.at < to - 1.5 * step;
  const tail = hasEnded ? rateBefore(samples, interval) * interval : 0;
  return {
    value: grown + (startAt < 0 ? first.value - opening.base : 0) + tail / 2,
    error: opening.error + atStart + atEnd + unseen + tail,
    restarts,
    began: opening.began,
    ended: hasEnded ? 1 : 0,
    before: startAt < 0 ? 0 : Math.max(0, samples[startAt]!.value - first.value),
  };
}

/** Index of the last sample at or before a moment; -1 without. */
function lastAt(samples: Samples, moment: number): number {
  const next = samples.findIndex(({ at }) => at > moment);
  return next < 0 ? samples.length - 1 : next - 1;
}

/** What a server had counted when the window began, of one that is first seen later. */
function openingOf(samples: Samples, from: number, step: number): { base: number; error: number; began: number } {
  const first = samples[0]!;
  const rate = rateOver(samples);
  const isFresh = first.value <= Math.max(FRESH_LEAST, (FRESH_INTERVALS * rate * step) / 1000);
  if (isFresh) {
    return { base: 0, error: 0, began: 1 };
  }
  // One that has counted for long was there before, unseen: under another name, or in a hole.
  const unseen = samples.length < 3 ? first.value : (rate * Math.min(first.at - from, 2 * step)) / 1000;
  return { base: first.value, error: Math.min(first.value, unseen), began: 0 };
}

/** What was counted from the first to the last sample. A counter that falls began again from 0. */
function growth(samples: Samples): { grown: number; restarts: number; unseen: number } {
  let [grown, restarts, unseen] = [0, 0, 0];
  samples.slice(1).forEach(({ at, value }, i) => {
    const before = samples[i]!;
    if (value >= before.value) {
      grown += value - before.value;
    } else {
      restarts++;
      grown += value;
      unseen += rateOver(samples) * ((at - before.at) / 1000);
    }
  });
  return { grown, restarts, unseen };
}

/** Per second over all samples, restarts counted. */
function rateOver(samples: Samples): number {
  const seconds = ((samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0)) / 1000;
  const grown = samples.slice(1).reduce((sum, { value }, i) => sum + Math.max(0, value - samples[i]!.value), 0);
  return seconds > 0 ? grown / seconds : 0;
}

/** Per second over the last samples: at what rate a server counted when it was last seen. */
function rateBefore(samples: Samples, interval: number): number {
  return samples.length === 1 ? (samples[0]?.value ?? 0) / interval : rateOver(samples.slice(-3));
}
