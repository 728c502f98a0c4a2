/** Arithmetic that several figures share, each over the time that was measured. */
import type { Figure } from './kpi';
import { product, ratio, type Measured } from './measured';
import { changes } from './replicas';
import { integral, seconds, type Segment } from './segments';
import type { SeriesId, Span } from './types';

/** A figure of the one series of an id. */
export function over(run: Measured, id: SeriesId, figure: (segments: Segment[]) => number | undefined): Figure {
  return { value: figure(run.of(id)), measured: run.of(id) };
}

/** Share of the time in which the value is 0. */
export function idle(segments: Segment[], measured: Segment[]): Figure {
  const still = segments.filter(({ value }) => value === 0);
  return { value: ratio(seconds(still), seconds(segments)), measured };
}

/** How many changes there were of a kind; undefined where nothing was measured. */
export function changed(is: (from: number, to: number) => boolean) {
  return (segments: Segment[]): number | undefined =>
    ifAny(segments, changes(segments).filter(({ from, to }) => is(from, to)).length);
}

/** Replica-minutes that did not fit the load. */
export function misfit(replicas: Segment[] | undefined): Figure {
  return { value: product(integral(replicas ?? []), 1 / 60), measured: replicas };
}

/** A figure of the spans in which desired > ready. */
export function gaps(run: Measured, figure: (all: Span[]) => number | undefined): Figure {
  return { value: run.gaps && figure(run.gaps), measured: run.lost('desired', 'ready') };
}

/** Replica-seconds that one hop of the chain loses. */
export function lost(run: Measured, upstream: SeriesId, downstream: SeriesId): Figure {
  const replicas = run.lost(upstream, downstream);
  return { value: replicas && integral(replicas), measured: replicas };
}

/** A figure over the time for which created replicas held GPUs. */
export function gpuTime(run: Measured, value: number | undefined): Figure {
  return { value, measured: run.of('created') };
}

/** Energy of a power over time, Wh. */
export const wattHours = (power: Segment[]): number | undefined => product(integral(power), 1 / 3600);

/** The highest value. */
export function peak(segments: readonly Segment[]): number | undefined {
  return ifAny(
    segments,
    segments.reduce((most, { value }) => Math.max(most, value), -Infinity)
  );
}

/** The value, where anything was measured. */
export function ifAny(segments: readonly Segment[], value: number): number | undefined {
  return segments.length === 0 ? undefined : value;
}
