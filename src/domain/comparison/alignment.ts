/**
 * Runs on one axis: by the time since their load began, by the share of it that has passed, or by the clock.
 *
 * Nothing is interpolated: each value on the axis is one that was measured, and where nothing was measured there is none.
 */
import type { TimeSeries, Window } from '../analysis/types';

export const ALIGNMENTS = ['elapsed', 'progress', 'absolute'] as const;
/** `elapsed`: minutes since the load began; `progress`: percent of the window; `absolute`: epoch ms. */
export type Alignment = (typeof ALIGNMENTS)[number];

/** A series and the window of its run: what it is aligned by. */
export interface Line {
  series: TimeSeries;
  window: Window;
  /** Time between two samples; the window's without. */
  stepSeconds?: number;
}

/** Values of several lines over one axis. */
export interface Aligned {
  /** Rising strictly; in the unit of the alignment. */
  x: number[];
  /** One list for each line, as long as `x`; null where the line was not measured. */
  ys: Array<Array<number | null>>;
}

const MINUTE_MS = 60_000;

/** Where a time of a run lies on the axis, in the unit of the alignment. */
export function toAxis(alignment: Alignment, window: Window, time: number): number {
  switch (alignment) {
    case 'elapsed':
      return (time - window.from) / MINUTE_MS;
    case 'progress':
      return ((time - window.from) / Math.max(1, window.to - window.from)) * 100;
    case 'absolute':
      return time;
  }
}

/** From where to where the axis goes when all of these windows are on it; undefined without windows. */
export function axisRange(alignment: Alignment, windows: readonly Window[]): { from: number; to: number } | undefined {
  if (windows.length === 0) {
    return undefined;
  }
  return {
    from: Math.min(...windows.map((window) => toAxis(alignment, window, window.from))),
    to: Math.max(...windows.map((window) => toAxis(alignment, window, window.to))),
  };
}

/**
 * Lines brought onto the cells of one axis. A cell is as wide as the coarsest resolution among the lines, holds what was
 * measured after the cell before it up to its own place, and shows the newest of that. So a line that was measured all
 * the time has no holes, and a hole of a cell or more stays one.
 */
export function align(lines: readonly Line[], alignment: Alignment): Aligned {
  const width = cellWidth(alignment, lines);
  const cells = lines.map((line) => cellsOf(line, alignment, width));
  const places = new Set<number>();
  for (const filled of cells) {
    for (const cell of filled.keys()) {
      places.add(cell);
      // The empty cell after a value: without it a chart would draw on to the next value, over the hole.
      places.add(cell + 1);
    }
  }
  const order = [...places].sort((a, b) => a - b);
  // The last place has no value: it only ended a line.
  const shown = order.filter((cell, i) => i < order.length - 1 || cells.some((filled) => filled.has(cell)));
  return {
    x: shown.map((cell) => cell * width),
    ys: cells.map((filled) => shown.map((cell) => filled.get(cell) ?? null)),
  };
}

/** Width of a cell in the unit of the alignment: the coarsest of the lines. */
function cellWidth(alignment: Alignment, lines: readonly Line[]): number {
  const widths = lines.map(({ window, stepSeconds = window.stepSeconds }) => {
    const stepMs = Math.max(1, stepSeconds * 1000);
    switch (alignment) {
      case 'elapsed':
        return stepMs / MINUTE_MS;
      case 'progress':
        return (stepMs / Math.max(1, window.to - window.from)) * 100;
      case 'absolute':
        return stepMs;
    }
  });
  return Math.max(0, ...widths) || 1;
}

/**
 * Seconds between two samples where nothing is missing, told by the closest ones; never finer than the window. A series of
 * percentiles may be coarser than the window's others.
 */
export function spacing({ times }: TimeSeries, { stepSeconds }: Window): number {
  const closest = times.reduce((least, time, i) => Math.min(least, time - (times[i - 1] ?? -Infinity)), Infinity);
  return Number.isFinite(closest) ? Math.max(stepSeconds, closest / 1000) : stepSeconds;
}

/** A sample on a cell's edge may come out a hair beside it. */
const ROUNDING = 1e-9;

function cellsOf({ series, window }: Line, alignment: Alignment, width: number): Map<number, number> {
  const cells = new Map<number, number>();
  series.times.forEach((time, i) => {
    const value = series.values[i];
    if (value !== undefined && Number.isFinite(value)) {
      cells.set(Math.ceil(toAxis(alignment, window, time) / width - ROUNDING), value);
    }
  });
  return cells;
}
