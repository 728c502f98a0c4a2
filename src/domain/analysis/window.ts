/** The time that a run's figures are about, and how finely it is looked at. */
import type { AnalysedRun, Window } from './types';

/** Points of a series at most: a chart shows no more, and a run of an hour has one every scrape. */
const MOST_POINTS = 250;
const STEPS = [5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/**
 * From the first load step to the end of the run, or to now while it is in progress. Empty (`to` = `from`) for a run that ended
 * before its load began.
 *
 * @param now epoch ms
 */
export function windowOf({ loadStartedAt, finishedAt }: AnalysedRun, now: number): Window {
  const to = Math.max(loadStartedAt, Math.min(finishedAt ?? now, now));
  return { from: loadStartedAt, to, stepSeconds: stepFor((to - loadStartedAt) / 1000) };
}

/** A run ends when its load has; what vLLM counted last is on the next scrape or the one after it. */
const SETTLE_MS = 60_000;

/**
 * The moment at which whole-window totals are asked for, epoch ms: late enough that everything that the run's requests
 * counted has been scraped.
 *
 * @param now epoch ms
 */
export function settledAt({ to }: Window, { finishedAt }: AnalysedRun, now: number): number {
  return finishedAt === undefined ? to : Math.max(to, Math.min(to + SETTLE_MS, now));
}

/** The finest round resolution with which so many seconds are at most 250 points. */
export function stepFor(seconds: number): number {
  return STEPS.find((step) => seconds / step <= MOST_POINTS) ?? Math.ceil(seconds / MOST_POINTS);
}
