/** From a measured run to its record, and back to what the app shows of a run. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { KPI_IDS, KPIS, type KpiId } from '../domain/analysis/kpis';
import type { HistogramCounts, KpiValue, Measurements, TimeSeries } from '../domain/analysis/types';
import { fromGrid, MOST_POINTS, toGrid } from './gridSeries';
import {
  RECORD_KIND,
  RECORD_VERSION,
  type RecordedCluster,
  type RecordedHistogram,
  type RecordedMeasurements,
  type RunRecord,
} from './record';

export interface RecordContext {
  /** Epoch ms. */
  now: number;
  writer: RunRecord['writer'];
  cluster?: RecordedCluster;
  /** Points of a series at most. */
  mostPoints?: number;
}

export function recordOf(
  analysis: RunAnalysis,
  { now, writer, cluster, mostPoints = MOST_POINTS }: RecordContext
): RunRecord {
  const { run, measurements, kpis, gaps, scalings } = analysis;
  return {
    kind: RECORD_KIND,
    version: RECORD_VERSION,
    writtenAt: new Date(now).toISOString(),
    writer,
    run,
    measurements: {
      ...measurements,
      series: mapped(measurements.series, (all) => all.map((one) => toGrid(one, measurements.window, mostPoints))),
      latency: mapped(measurements.latency, ({ bounds, counts }): RecordedHistogram => ({
        bounds: bounds.map((bound) => (bound === Infinity ? '+Inf' : bound)),
        counts,
      })),
    },
    figures: Object.fromEntries(KPI_IDS.map((id) => [id, { ...kpis[id], unit: KPIS[id].unit }])),
    gaps,
    scalings,
    ...(cluster && { cluster }),
  };
}

/** Figures are those that were recorded: the coarser series of a record would give others. */
export function analysisOfRecord({ run, measurements, figures, gaps, scalings }: RunRecord): RunAnalysis {
  const figure = (id: KpiId): KpiValue => {
    const recorded = figures[id];
    if (recorded === undefined) {
      return { why: 'the record does not have this figure' };
    }
    const { unit: _unit, ...value } = recorded;
    return value;
  };
  return {
    run,
    measurements: measurementsOf(measurements),
    kpis: Object.fromEntries(KPI_IDS.map((id) => [id, figure(id)])) as Record<KpiId, KpiValue>,
    gaps,
    scalings,
  };
}

function measurementsOf({ series, latency, ...rest }: RecordedMeasurements): Measurements {
  return {
    ...rest,
    series: mapped(series, (all): TimeSeries[] => all.map(fromGrid)),
    latency: mapped(latency, ({ bounds, counts }): HistogramCounts => ({
      bounds: bounds.map((bound) => (bound === '+Inf' ? Infinity : bound)),
      counts,
    })),
  };
}

/** The same keys, without those that have nothing. */
function mapped<Key extends string, From, To>(
  from: Partial<Record<Key, From>>,
  change: (value: From) => To
): Partial<Record<Key, To>> {
  const entries = Object.entries(from) as Array<[Key, From | undefined]>;
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, change(value)]]))
  ) as Partial<Record<Key, To>>;
}
