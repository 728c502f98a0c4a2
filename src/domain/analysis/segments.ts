/**
 * Samples as stretches of time. A sample stands until the next one, at most for one step of its series: what nobody
 * measured counts as nothing, neither as zero nor as what was there before.
 */
import type { Span, TimeSeries, Window } from './types';

/** A value and the time that it stands for, epoch ms. */
export interface Segment extends Span {
  value: number;
}

/** A sample stands until the next one when that comes within so many steps: times may jitter. */
const LATEST_NEXT_STEPS = 1.5;

/**
 * The series within the window, in order and without overlap. What is not a number was not measured.
 *
 * @param stepSeconds the series' own resolution, where that is not the window's
 */
export function segmentsOf(
  series: Pick<TimeSeries, 'times' | 'values'> | undefined,
  window: Window,
  stepSeconds = window.stepSeconds
): Segment[] {
  const step = stepSeconds * 1000;
  const segments: Segment[] = [];
  series?.times.forEach((time, i) => {
    const value = series.values[i];
    const next = series.times[i + 1] ?? Infinity;
    const end = next - time <= LATEST_NEXT_STEPS * step ? next : time + step;
    const from = Math.max(time, window.from);
    const to = Math.min(end, window.to);
    if (value !== undefined && Number.isFinite(value) && to > from) {
      segments.push({ from, to, value });
    }
  });
  return segments;
}

/** Length of all segments, seconds. */
export function seconds(segments: readonly Span[]): number {
  return segments.reduce((sum, { from, to }) => sum + (to - from), 0) / 1000;
}

/** ∫ value dt over what was measured, in the value's unit × seconds; undefined without a segment. */
export function integral(segments: readonly Segment[]): number | undefined {
  return segments.length === 0
    ? undefined
    : segments.reduce((sum, { from, to, value }) => sum + value * (to - from), 0) / 1000;
}

/** Time-weighted mean over what was measured. */
export function mean(segments: readonly Segment[]): number | undefined {
  const sum = integral(segments);
  return sum === undefined ? undefined : sum / seconds(segments);
}

/** Time-weighted standard deviation of the population. */
export function stddev(segments: readonly Segment[]): number | undefined {
  const centre = mean(segments);
  if (centre === undefined) {
    return undefined;
  }
  const squares = mean(segments.map((segment) => ({ ...segment, value: (segment.value - centre) ** 2 })));
  return squares === undefined ? undefined : Math.sqrt(squares);
}

/**
 * The least value that is not exceeded for a share `q` (0 to 1) of the measured time: a value that was there, never one
 * between two.
 */
export function quantile(segments: readonly Segment[], q: number): number | undefined {
  const sorted = [...segments].sort((a, b) => a.value - b.value);
  // Of sums of the same lengths in another order the last digits differ.
  const least = q * seconds(segments) - 1e-9;
  let passed = 0;
  for (const segment of sorted) {
    passed += (segment.to - segment.from) / 1000;
    if (passed >= least) {
      return segment.value;
    }
  }
  return sorted.at(-1)?.value;
}

/** `f` of two series wherever both were measured, in order. */
export function combine(a: readonly Segment[], b: readonly Segment[], f: (a: number, b: number) => number): Segment[] {
  const combined: Segment[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const one = a[i]!;
    const other = b[j]!;
    const from = Math.max(one.from, other.from);
    const to = Math.min(one.to, other.to);
    if (to > from) {
      combined.push({ from, to, value: f(one.value, other.value) });
    }
    if (one.to <= other.to) {
      i++;
    } else {
      j++;
    }
  }
  return combined;
}

/** Spans in which the value passes the test. A time that nobody measured neither is one nor splits one. */
export function spansWhere(segments: readonly Segment[], test: (value: number) => boolean): Span[] {
  const spans: Span[] = [];
  let goesOn = false;
  for (const { from, to, value } of segments) {
    const last = spans.at(-1);
    if (test(value)) {
      if (goesOn && last) {
        last.to = to;
      } else {
        spans.push({ from, to });
      }
    }
    goesOn = test(value);
  }
  return spans;
}

/** Share of the window that the segments cover, 0 to 1. */
export function coverage(segments: readonly Span[], window: Window): number {
  const length = (window.to - window.from) / 1000;
  return length <= 0 ? 0 : Math.min(1, seconds(segments) / length);
}
