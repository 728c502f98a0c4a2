/** What the clients saw over time: answers, errors by kind, and latencies, in steps of absolute time. */
import { timeSeries } from '../domain/analysis/timeSeries';
import type { LatencyId, TimeSeries, Window } from '../domain/analysis/types';
import { quantileOf } from './distribution';
import type { ClientMeasurements, Instance } from './mergeReports';

export interface ClientSeries {
  /** Requests that were answered, per second. */
  answered: TimeSeries;
  /** Requests that failed, per second, a series a kind (label `kind`). */
  errors: TimeSeries[];
  /** Seconds, by the end of the request; a step without an answer has no sample. */
  p50: Record<LatencyId, TimeSeries>;
  p99: Record<LatencyId, TimeSeries>;
}

/** Where a run asks for a finer look than requests come, a percentile is one of nothing. */
const LEAST_STEP_MS = 60_000;

/** Steps begin with the window; what ended outside of it is in none. */
export function clientSeries({ instances }: ClientMeasurements, window: Window): ClientSeries {
  const step = Math.max(LEAST_STEP_MS, window.stepSeconds * 1000);
  const steps = Math.max(1, Math.ceil((window.to - window.from) / step));
  const bins = Array.from({ length: steps }, newBin);
  const kinds = new Set<string>();
  for (const instance of instances) {
    for (const { at, i } of endsOf(instance)) {
      const bin = bins[Math.floor((at - window.from) / step)];
      if (bin) {
        fill(bin, instance, i, kinds);
      }
    }
  }
  // The last step is cut off by the window's end.
  const seconds = (i: number) => Math.min(step, window.to - window.from - i * step) / 1000;
  const series = (labels: Record<string, string>, value: (bin: Bin, i: number) => number | undefined): TimeSeries => {
    const points = bins.flatMap((bin, i) => {
      const measured = value(bin, i);
      return measured === undefined || !Number.isFinite(measured)
        ? []
        : [{ at: window.from + i * step, value: measured }];
    });
    return timeSeries(labels, points);
  };
  const percentile = (id: LatencyId, share: number) =>
    series({}, (bin) => (bin[id].length > 0 ? quantileOf(bin[id])(share) : undefined));
  const percentiles = (share: number) => ({
    ttft: percentile('ttft', share),
    itl: percentile('itl', share),
    e2e: percentile('e2e', share),
  });
  return {
    answered: series({}, ({ answered }, i) => answered / seconds(i)),
    errors: [...kinds].sort().map((kind) => series({ kind }, ({ errors }, i) => (errors.get(kind) ?? 0) / seconds(i))),
    p50: percentiles(0.5),
    p99: percentiles(0.99),
  };
}

interface Bin extends Record<LatencyId, Array<{ value: number; weight: number }>> {
  answered: number;
  errors: Map<string, number>;
}

const newBin = (): Bin => ({ answered: 0, errors: new Map(), ttft: [], itl: [], e2e: [] });

/** A request counts when it ends; one whose end is not told, when it began. */
function* endsOf({ benchmark: { requests } }: Instance): Generator<{ at: number; i: number }> {
  for (let i = 0; i < requests.count; i++) {
    const [start, end] = [requests.start[i]!, requests.end[i]!];
    yield { at: Number.isNaN(end) ? start : end, i };
  }
}

function fill(bin: Bin, { benchmark: { requests }, errorKinds }: Instance, i: number, kinds: Set<string>): void {
  const kind = errorKinds[requests.error[i]! - 1];
  if (kind !== undefined) {
    kinds.add(kind);
    bin.errors.set(kind, (bin.errors.get(kind) ?? 0) + 1);
  }
  if (requests.status[i] !== 0) {
    return;
  }
  bin.answered++;
  const tokens = requests.outputTokens[i]!;
  for (const id of ['ttft', 'itl', 'e2e'] as const) {
    const value = requests[id][i]!;
    if (!Number.isNaN(value)) {
      bin[id].push({ value, weight: id === 'itl' && tokens > 1 ? tokens - 1 : 1 });
    }
  }
}
