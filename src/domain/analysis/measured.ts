/** The measurements of one run in the shapes that figures are made of, each made once. */
import { rateAt, summedRate } from '../loadProfile';
import { gapWindows, provisioning, segmentsFor, shortfall, type Provisioning } from './replicas';
import { integral, segmentsOf, type Segment } from './segments';
import type { AnalysedRun, Measurements, SeriesId, Span, Totals } from './types';

export class Measured {
  private readonly single = new Map<SeriesId, Segment[]>();
  private readonly pools = new Map<SeriesId, Segment[]>();
  private known: { gaps?: Span[]; provisioning?: Provisioning } | undefined;

  constructor(
    readonly run: AnalysedRun,
    readonly m: Measurements
  ) {}

  /** Length of the window, seconds. */
  get windowSeconds(): number {
    return (this.m.window.to - this.m.window.from) / 1000;
  }

  /** The one series of an id. */
  of(id: SeriesId): Segment[] {
    return remembered(this.single, id, () => segmentsFor(this.m, id));
  }

  /** All series of an id in one pool: the moments of all replicas. */
  pool(id: SeriesId): Segment[] {
    return remembered(this.pools, id, () =>
      (this.m.series[id] ?? []).flatMap((series) => segmentsOf(series, this.m.window))
    );
  }

  /** Sum of all series of an id, wherever one of them was measured. */
  sum(id: SeriesId): Segment[] {
    const sums = new Map<number, number>();
    for (const { times, values } of this.m.series[id] ?? []) {
      times.forEach((time, i) => {
        const value = values[i];
        if (value !== undefined && Number.isFinite(value)) {
          sums.set(time, (sums.get(time) ?? 0) + value);
        }
      });
    }
    const times = [...sums.keys()].sort((a, b) => a - b);
    return segmentsOf({ times, values: times.map((time) => sums.get(time) ?? NaN) }, this.m.window);
  }

  total(key: keyof Totals): number | undefined {
    return finite(this.m.totals[key]);
  }

  /** Requests that ended in any way. */
  get ended(): number | undefined {
    const [served, failed] = [this.total('succeeded'), this.total('failed')];
    return served === undefined && failed === undefined ? undefined : (served ?? 0) + (failed ?? 0);
  }

  get gaps(): Span[] | undefined {
    return this.derived.gaps;
  }

  get provisioning(): Provisioning | undefined {
    return this.derived.provisioning;
  }

  lost(upstream: SeriesId, downstream: SeriesId): Segment[] | undefined {
    return shortfall(this.m, upstream, downstream);
  }

  /** GPU-hours that the created replicas held. */
  get gpuHours(): number | undefined {
    return product(integral(this.of('created')), finite(this.m.gpusPerReplica), 1 / 3600);
  }

  /** Requests that the load profile offers within the window. */
  get plannedRequests(): number | undefined {
    const { loadProfile, loadStartedAt } = this.run;
    const { from, to } = this.m.window;
    if (!loadProfile || loadProfile.steps.length === 0) {
      return undefined;
    }
    const points = summedRate(loadProfile);
    return points.reduce((sum, { atSeconds }, i) => {
      const begins = Math.max(from, loadStartedAt + atSeconds * 1000);
      const ends = Math.min(to, loadStartedAt + (points[i + 1]?.atSeconds ?? atSeconds) * 1000);
      return sum + rateAt(loadProfile, atSeconds) * (Math.max(0, ends - begins) / 1000);
    }, 0);
  }

  private get derived(): { gaps?: Span[]; provisioning?: Provisioning } {
    this.known ??= { gaps: gapWindows(this.m), provisioning: provisioning(this.m) };
    return this.known;
  }
}

/** The quotient; undefined where one of the two is, or where there is nothing to divide by. */
export function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined || b === 0 ? undefined : a / b;
}

export function product(...factors: Array<number | undefined>): number | undefined {
  return factors.reduce((all, factor) => (all === undefined || factor === undefined ? undefined : all * factor), 1);
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
