/** Values with what they can be off by, and their arithmetic. Errors are bounds, so they add up. */
import type { Counted } from './counted';
import type { Figure } from './kpi';
import { ratio, type Measured } from './measured';
import { quantile, seconds, type Segment } from './segments';
import type { SeriesId } from './types';

/** a / b. */
export function quotient(a: Partial<Counted>, b: Partial<Counted>): Figure {
  const value = ratio(a.value, b.value);
  return value === undefined || a.error === undefined || b.error === undefined || b.value === undefined
    ? { value }
    : { value, error: (a.error + value * b.error) / Math.max(b.value - b.error, b.value / 2) };
}

export const times = ({ value, error }: Partial<Counted>, factor: number): Partial<Counted> => ({
  value: value === undefined ? undefined : value * factor,
  error: error === undefined ? undefined : error * factor,
});

/** Sum of the sizes of all changes. */
export function moves(segments: readonly Segment[]): number {
  return segments.slice(1).reduce((sum, { value }, i) => sum + Math.abs(value - segments[i]!.value), 0);
}

/**
 * What ∫ value dt can be off by, in value × seconds: each change is seen up to a look late, and what was not measured may
 * have been as high as ever.
 */
export function integralError(run: Measured, id: SeriesId, segments: readonly Segment[]): number {
  return lateBy(segments, run.lateness(id), run.windowSeconds);
}

/** {@link integralError} of what is seen so many seconds late, of a window of so many. */
export function lateBy(segments: readonly Segment[], lateness: number, windowSeconds: number): number {
  const highest = segments.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  const unmeasured = Math.max(0, windowSeconds - seconds(segments));
  return moves(segments) * lateness + highest * unmeasured;
}

/** Share of the time by which a rank may be off: changes that are seen late, and moments between two looks. */
const RANK = 0.015;

/** What a quantile over time can be off by: what lies as near in rank, and a usual move between two looks. */
export function quantileError(run: Measured, q: number, segments: readonly Segment[]): number | undefined {
  const at = quantile(segments, q);
  if (at === undefined) {
    return undefined;
  }
  const covered = run.windowSeconds > 0 ? Math.min(1, seconds(segments) / run.windowSeconds) : 0;
  const rank = RANK + (1 - covered) + lookShare(run);
  const near = [q - rank, q + rank].map((share) => quantile(segments, Math.min(1, Math.max(0, share))) ?? at);
  return Math.max(...near.map((value) => Math.abs(value - at))) + usualMove(segments);
}

const lookShare = (run: Measured): number => (run.windowSeconds > 0 ? run.m.window.stepSeconds / run.windowSeconds : 0);

/** Mean size of a change between two samples. */
export function usualMove(segments: readonly Segment[]): number {
  return segments.length < 2 ? 0 : moves(segments) / (segments.length - 1);
}

/** Looks that are no further apart see most of what a GPU draws. */
const NEAR_LOOKS_SECONDS = 15;
/** Share of a power that looks further apart may miss. */
const UNSEEN_POWER = 0.1;

/**
 * What a power may be off by, in its own unit, beside what is seen of its changes: a GPU draws more with each prompt, for a
 * second or less, and requests at a constant rate beat with looks that are far apart, so that these see the same moment each time.
 */
export function unseenPower(run: Measured, power: number | undefined): number {
  const apart = run.m.evidence?.interval.gpu ?? 0;
  return apart > NEAR_LOOKS_SECONDS ? UNSEEN_POWER * Math.abs(power ?? 0) : 0;
}
