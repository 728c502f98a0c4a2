/** Series as a record keeps them: few digits, equal distances, at most so many points. */
import { timeSeries } from '../domain/analysis/timeSeries';
import type { TimeSeries, Window } from '../domain/analysis/types';
import type { GridSeries } from './record';

/** Points of a series in a record: an hour at a scrape interval of 15 s. */
export const MOST_POINTS = 240;
/** Six digits are more than any chart shows, and cut the size by two thirds. */
const DIGITS = 6;

/**
 * The samples within the window; where there are more than `most`, one of each few is kept, the first of them.
 *
 * @param most points, 240 in a record that is small enough
 */
export function toGrid({ labels, times, values }: TimeSeries, { from, to }: Window, most = MOST_POINTS): GridSeries {
  const inside = times.flatMap((time, i): Array<[time: number, value: number]> => {
    const value = values[i];
    return time >= from && time < to && value !== undefined ? [[time, value]] : [];
  });
  const [first = [from, 0]] = inside;
  const distance = inside
    .slice(1)
    .reduce((least, [time], i) => Math.min(least, time - (inside[i]?.[0] ?? 0)), to - from);
  const span = (inside.at(-1)?.[0] ?? first[0]) - first[0];
  const step = distance * Math.ceil((Math.round(span / Math.max(1, distance)) + 1) / most);
  const grid: Array<number | null> = inside.length === 0 ? [] : Array<null>(Math.floor(span / step) + 1).fill(null);
  // From the last to the first, so that the first sample of each place stays.
  for (const [time, value] of inside.reverse()) {
    grid[Math.floor((time - first[0]) / step)] = Number(value.toPrecision(DIGITS));
  }
  return { labels, from: first[0], stepSeconds: step / 1000, values: grid };
}

export function fromGrid({ labels, from, stepSeconds, values }: GridSeries): TimeSeries {
  const there = values.flatMap((value, i) => (value === null ? [] : [{ at: from + i * stepSeconds * 1000, value }]));
  return timeSeries(labels, there);
}
