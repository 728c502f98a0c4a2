/** The replicas of a run: windows without enough of them, time lost on the way to a ready one, changes, fit to the load. */
import { THRESHOLD_DEFAULTS } from '../thresholds';
import { combine, segmentsOf, spansWhere, type Segment } from './segments';
import { outsideHoles } from './sources';
import type { Measurements, ScalingEvent, SeriesId, Span, TimeSeries } from './types';

/**
 * A change that is undone within this time is an oscillation. No longer than a load step of the lab, and not much longer
 * than the 2 to 7 minutes that a replica needs to start: what is undone in it has hardly served.
 */
export const OSCILLATION_MINUTES = 10;

/** One series of a run within its window; empty when nothing was measured. */
export function segmentsFor(m: Measurements, id: SeriesId): Segment[] {
  return outsideHoles(segmentsOf(m.series[id]?.[0], m.window), m, id);
}

/** Spans in which WVA wanted more replicas than were ready; undefined where one of the two was not measured. */
export function gapWindows(m: Measurements): Span[] | undefined {
  const missing = shortfall(m, 'desired', 'ready');
  return missing && spansWhere(missing, (replicas) => replicas > 0);
}

/** Replicas that are upstream and not yet downstream, over time; undefined where one of the two was not measured. */
export function shortfall(m: Measurements, upstream: SeriesId, downstream: SeriesId): Segment[] | undefined {
  const lost = combine(segmentsFor(m, upstream), segmentsFor(m, downstream), (up, down) => Math.max(0, up - down));
  return lost.length === 0 ? undefined : lost;
}

/** Changes from one measured value to the next. One that falls into a time that nobody measured counts at its end. */
export function changes(segments: readonly Segment[]): ScalingEvent[] {
  return segments.slice(1).flatMap((segment, i) => {
    const before = segments[i]!.value;
    return segment.value === before ? [] : [{ at: segment.from, from: before, to: segment.value }];
  });
}

/** Changes against the direction of the one before, within {@link OSCILLATION_MINUTES}. */
export function oscillations(events: readonly ScalingEvent[]): number {
  return events.slice(1).filter((event, i) => {
    const before = events[i]!;
    const turns = Math.sign(event.to - event.from) !== Math.sign(before.to - before.from);
    return turns && event.at - before.at <= OSCILLATION_MINUTES * 60_000;
  }).length;
}

/** Replicas too many and too few for the load, over time. */
export interface Provisioning {
  over: Segment[];
  under: Segment[];
}

/**
 * By the rule of WVA's token-based analyzer (V2): of n ready replicas, those are spare that stand above
 * demand / scaleDownBoundary, and those are missing that demand / scaleUpThreshold asks for; in between nothing is wrong.
 * One replica has to be there in any case. With WVA's default thresholds.
 *
 * Limits: requests that the scheduler holds back are not in the demand, and of a replica that no request runs on but some
 * wait for the length of these is guessed from the other replicas.
 *
 * @returns undefined where vLLM or the ready replicas were not measured
 */
export function provisioning(m: Measurements): Provisioning | undefined {
  const wanted = segmentsOf(demand(m), m.window);
  const ready = segmentsFor(m, 'ready');
  const { scaleUpThreshold, scaleDownBoundary } = THRESHOLD_DEFAULTS;
  const over = combine(ready, wanted, (n, d) => Math.max(0, n - Math.max(1, d / scaleDownBoundary)));
  const under = combine(ready, wanted, (n, d) => Math.max(0, d / scaleUpThreshold - n));
  return over.length === 0 ? undefined : { over, under };
}

/** What one replica says at a moment. */
interface ReplicaLoad {
  /** Share of its KV cache, 0 to 1. */
  kv: number;
  running: number;
  waiting: number;
}

/**
 * The KV caches that all requests in the replicas would fill if all were in a batch: kv × (running + waiting) / running,
 * summed over the replicas.
 */
export function demand(m: Measurements): Pick<TimeSeries, 'times' | 'values'> {
  const moments = new Map<number, ReplicaLoad[]>();
  const running = indexed(m.series.runningByPod);
  const waiting = indexed(m.series.queueByPod);
  for (const series of m.series.kvByPod ?? []) {
    const pod = podOf(series);
    series.times.forEach((time, i) => {
      const kv = series.values[i];
      const [inBatch, inQueue] = [running.get(pod)?.get(time), waiting.get(pod)?.get(time)];
      if (kv !== undefined && Number.isFinite(kv) && inBatch !== undefined && inQueue !== undefined) {
        moments.set(time, [...(moments.get(time) ?? []), { kv, running: inBatch, waiting: inQueue }]);
      }
    });
  }
  const times = [...moments.keys()].sort((a, b) => a - b);
  return { times, values: times.map((time) => demandOf(moments.get(time) ?? [])) };
}

function demandOf(replicas: ReplicaLoad[]): number {
  const kv = replicas.reduce((sum, replica) => sum + replica.kv, 0);
  const running = replicas.reduce((sum, replica) => sum + replica.running, 0);
  const usual = running > 0 ? kv / running : 0;
  return replicas.reduce((sum, { kv: own, running: batch, waiting }) => {
    return sum + own + waiting * (batch > 0 ? own / batch : usual);
  }, 0);
}

/** Values by pod and time. */
function indexed(all: readonly TimeSeries[] = []): Map<string, Map<number, number>> {
  return new Map(
    all.map((series) => {
      const finite = series.times.flatMap((time, i): Array<[number, number]> => {
        const value = series.values[i];
        return value !== undefined && Number.isFinite(value) ? [[time, value]] : [];
      });
      return [podOf(series), new Map(finite)];
    })
  );
}

function podOf({ labels }: TimeSeries): string {
  return `${labels.namespace ?? ''}/${labels.pod ?? ''}`;
}
