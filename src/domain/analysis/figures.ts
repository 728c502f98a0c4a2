/** Arithmetic that several figures share, each over the time that was measured. */
import type { Figure } from './kpi';
import type { Counted } from './counted';
import { product, ratio, type Measured } from './measured';
import { changes } from './replicas';
import { integral, mean, seconds, type Segment } from './segments';
import { integralError, moves, unseenPower } from './uncertain';
import type { SeriesId, Span } from './types';

/** A mean of the one series of an id. */
export function meanOver(run: Measured, id: SeriesId): Figure {
  const measured = run.of(id);
  return { value: mean(measured), measured, error: ratio(integralError(run, id, measured), seconds(measured)) };
}

/** A number of changes, or a highest value: what is undone between two looks is not seen. */
export function over(run: Measured, id: SeriesId, figure: (segments: Segment[]) => number | undefined): Figure {
  const measured = run.of(id);
  return { value: figure(measured), measured, error: 0 };
}

/** Share of the time in which the value is 0: a yes or no at each look, with three standard errors and both ends. */
export function idle(run: Measured, segments: Segment[], measured: Segment[]): Figure {
  const still = segments.filter(({ value }) => value === 0);
  const value = ratio(seconds(still), seconds(segments));
  const looks = ratio(run.windowSeconds, run.m.evidence?.interval.vllm ?? run.m.window.stepSeconds);
  return {
    value,
    measured,
    error: value === undefined || !looks ? undefined : 3 * Math.sqrt((value * (1 - value)) / looks) + 3 / looks,
  };
}

/** How many changes there were of a kind; undefined where nothing was measured. */
export function changed(is: (from: number, to: number) => boolean) {
  return (segments: Segment[]): number | undefined =>
    ifAny(segments, changes(segments).filter(({ from, to }) => is(from, to)).length);
}

/** Replica-minutes that did not fit the load. */
export function unmatchedMinutes(run: Measured, replicas: Segment[] | undefined): Figure {
  const seen = replicas ?? [];
  // KV use and queue move between two looks; half of that, since they move both ways.
  const error = integralError(run, 'kvByPod', seen) / 2 / 60;
  return { value: product(integral(seen), 1 / 60), measured: replicas, error };
}

/** A figure of the spans in which desired > ready; each may be seen longer or shorter by a look. */
export function gaps(
  run: Measured,
  figure: (all: Span[]) => number | undefined,
  looks: (all: Span[]) => number
): Figure {
  const late = Math.max(run.lateness('desired'), run.lateness('ready'));
  const measured = run.lost('desired', 'ready');
  const unmeasured = measured && looks(run.gaps ?? []) > 0 ? Math.max(0, run.windowSeconds - seconds(measured)) : 0;
  return {
    value: run.gaps && figure(run.gaps),
    measured,
    error: run.gaps && looks(run.gaps) * late + unmeasured,
  };
}

/** Replica-seconds that one hop of the chain loses. */
export function lost(run: Measured, upstream: SeriesId, downstream: SeriesId): Figure {
  const replicas = run.lost(upstream, downstream);
  const late = Math.max(run.lateness(upstream), run.lateness(downstream));
  const error = replicas && (moves(run.of(upstream)) + moves(run.of(downstream))) * late;
  return { value: replicas && integral(replicas), measured: replicas, error };
}

/** GPU-hours that created replicas held. */
export function gpuHours(run: Measured): Figure & Partial<Counted> {
  const measured = run.of('created');
  const { gpusPerReplica } = run.m;
  const error = product(integralError(run, 'created', measured), gpusPerReplica, 1 / 3600);
  return { value: run.gpuHours, error, measured };
}

/** Replica-minutes that were created. */
export function replicaMinutes(run: Measured): Figure & Partial<Counted> {
  const measured = run.of('created');
  return { value: product(integral(measured), 1 / 60), error: integralError(run, 'created', measured) / 60, measured };
}

/** Energy of the power over time, Wh: power moves both ways between two looks. */
export function energy(run: Measured): Figure & Partial<Counted> {
  const measured = run.of('power');
  const seen = wattHours(measured);
  const error = integralError(run, 'power', measured) / 2 / 3600;
  return { value: seen, error: Math.max(error, unseenPower(run, seen)), measured };
}

/** Energy of a power over time, Wh. */
const wattHours = (power: Segment[]): number | undefined => product(integral(power), 1 / 3600);

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
