/** From a measured run to its record, and back to what the app shows of a run. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { RunLogs } from '../domain/analysis/runLogs';
import { KPI_IDS, KPIS, type KpiId } from '../domain/analysis/kpis';
import type { HistogramCounts, KpiValue, Measurements, TimeSeries, Window } from '../domain/analysis/types';
import type { ControllerCycle } from '../domain/decisions/controllerLog';
import type { CourseFacts } from '../domain/decisions/course';
import { t } from '../i18n/t';
import { fromGrid, MOST_POINTS, toGrid } from './gridSeries';
import {
  RECORD_KIND,
  RECORD_VERSION,
  type RecordedCluster,
  type RecordedCourse,
  type RecordedHistogram,
  type RecordedMeasurements,
  type RunRecord,
} from './record';

export interface RecordContext {
  /** Epoch ms. */
  now: number;
  writer: RunRecord['writer'];
  cluster?: RecordedCluster;
  course?: CourseFacts;
  logs?: RunLogs;
  /** Points of a series at most. */
  mostPoints?: number;
}

export function recordOf(
  analysis: RunAnalysis,
  { now, writer, cluster, course, logs, mostPoints = MOST_POINTS }: RecordContext
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
    ...(course && { course: recordedCourse(course, measurements.window, mostPoints) }),
    ...(logs && { logs: thinLogs(logs, mostPoints * CYCLES_A_POINT) }),
  };
}

/** A cycle of the controller's log is smaller than a point of all series. */
const CYCLES_A_POINT = 4;

/** At most so many cycles: those that change something, and of the others as many as there is room for, evenly. */
function thinLogs({ controller, ...rest }: RunLogs, most: number): RunLogs {
  if (controller === undefined || controller.cycles.length <= most) {
    return { ...rest, ...(controller && { controller }) };
  }
  const isChange = ({ decisions }: ControllerCycle) => decisions.some(({ current, target }) => current !== target);
  const changes = new Set(controller.cycles.filter(isChange).slice(-most));
  const others = controller.cycles.filter((cycle) => !isChange(cycle));
  const every = Math.ceil(others.length / Math.max(1, most - changes.size));
  const kept = new Set(changes.size < most ? others.filter((_, i) => i % every === 0) : []);
  const cycles = controller.cycles.filter((cycle) => changes.has(cycle) || kept.has(cycle));
  return { ...rest, controller: { ...controller, cycles } };
}

/** Figures are those that were recorded: the coarser series of a record would give others. */
export function analysisOfRecord(record: RunRecord): RunAnalysis {
  const { run, measurements, figures, gaps, scalings, writtenAt, writer, course, logs } = record;
  const figure = (id: KpiId): KpiValue => {
    const recorded = figures[id];
    if (recorded === undefined) {
      return { why: t('records.no-figure', 'the record does not have this figure') };
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
    recorded: {
      at: Date.parse(writtenAt),
      by: `${writer.name} ${writer.version}`,
      ...(course && { course: { ...course, series: course.series.map(fromGrid) } }),
      ...(logs && { logs }),
    },
  };
}

function recordedCourse({ series, stepSeconds, ...rest }: CourseFacts, window: Window, most: number): RecordedCourse {
  const looks = Math.ceil((window.to - window.from) / (stepSeconds * 1000));
  return {
    ...rest,
    series: series.map((one) => toGrid(one, window, most)),
    stepSeconds: stepSeconds * Math.max(1, Math.ceil(looks / most)),
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
