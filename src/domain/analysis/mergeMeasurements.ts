/** Several workloads that served one model together, as one: what was measured of each is added up. */
import { peak } from './figures';
import { product } from './measured';
import { segmentsFor } from './replicas';
import { integral, mean, segmentsOf } from './segments';
import type { HistogramCounts, LatencyId, MeasuredVariant, Measurements, SeriesId, TimeSeries, Totals } from './types';

export interface NamedMeasurements {
  workload: string;
  measurements: Measurements;
}

/** Without one of the workloads their sum would be compared with another one. */
const OF_ALL: readonly SeriesId[] = ['desired', 'hpaDesired', 'created', 'ready', 'gpus', 'power'];
const OF_ANY: readonly SeriesId[] = ['arrived', 'served', 'failed', 'generatedTokens', 'promptTokens'];
const BY_POD: readonly SeriesId[] = ['runningByPod', 'queueByPod', 'kvByPod'];
const LATENCIES: readonly LatencyId[] = ['ttft', 'itl', 'e2e'];
const TOTALS: ReadonlyArray<keyof Totals> = ['succeeded', 'failed', 'generatedTokens', 'promptTokens', 'preemptions'];

/**
 * Series of one kind are added where each workload that has them was measured, those of pods stand side by side, histograms
 * and totals are added. Percentiles over time cannot be made of percentiles, so there are none.
 *
 * @param all of one window; at least one
 */
export function mergeMeasurements(all: readonly NamedMeasurements[]): Measurements {
  const [first] = all;
  if (first === undefined) {
    throw new Error('there is nothing to merge');
  }
  if (all.length === 1) {
    return first.measurements;
  }
  const problems = all.flatMap(({ workload, measurements }) =>
    measurements.problems.map((text) => `${workload}: ${text}`)
  );
  const each = all.map(({ measurements }) => measurements);
  const series: Measurements['series'] = {};
  for (const id of OF_ALL) {
    const having = each.filter((one) => hasSamples(one.series[id]));
    if (having.length === each.length) {
      series[id] = [sum(having.map((one) => one.series[id] ?? []))];
    } else if (having.length > 0) {
      const lacking = all.filter(({ measurements }) => !hasSamples(measurements.series[id]));
      problems.push(`${lacking.map(({ workload }) => workload).join(', ')}: no series ${id}, so there is none of all`);
    }
  }
  for (const id of OF_ANY) {
    const having = each.filter((one) => hasSamples(one.series[id]));
    series[id] = having.length === 0 ? [] : [sum(having.map((one) => one.series[id] ?? []))];
  }
  for (const id of BY_POD) {
    series[id] = each.flatMap((one) => one.series[id] ?? []);
  }
  const latency: Measurements['latency'] = {};
  for (const id of LATENCIES) {
    const histograms = each.flatMap((one) => one.latency[id] ?? []);
    const added = addHistograms(histograms);
    if (added !== undefined) {
      latency[id] = added;
    } else if (histograms.length > 0) {
      problems.push(`the workloads have other buckets for ${id}, so it is not known of all`);
    }
  }
  return {
    window: first.measurements.window,
    series,
    latency,
    totals: Object.fromEntries(TOTALS.map((key) => [key, added(each.map(({ totals }) => totals[key]))])),
    gpusPerReplica: gpusPerReplica(each),
    ...modelOf(all),
    queries: Object.fromEntries(
      all.flatMap(({ workload, measurements }) =>
        Object.entries(measurements.queries).map(([key, query]) => [`${workload}: ${key}`, query])
      )
    ),
    problems,
    unread: [...new Set(each.flatMap(({ unread = [] }) => unread))],
    warnings: warningsOfAll(all),
  };
}

/** The variants that were named, then those that were found to serve the same model. */
function modelOf(all: readonly NamedMeasurements[]): Pick<Measurements, 'model' | 'variants'> {
  const models = new Set(all.flatMap(({ measurements }) => measurements.model ?? []));
  const named = all.map(variantOf);
  const found = all.flatMap(({ measurements }) => measurements.variants ?? []);
  const variants = new Map([...named, ...found].map((one) => [one.workload, one]));
  named.forEach((one) => variants.set(one.workload, one));
  return { ...(models.size > 0 && { model: [...models].join(', ') }), variants: [...variants.values()] };
}

/** What is known of each by itself. */
function variantOf({ workload, measurements }: NamedMeasurements): MeasuredVariant {
  const own = measurements.variants?.find((one) => one.workload === workload);
  if (own) {
    return own;
  }
  const ready = segmentsFor(measurements, 'ready');
  return {
    workload,
    replicasMean: mean(ready),
    replicasPeak: peak(ready),
    gpusPerReplica: measurements.gpusPerReplica,
  };
}

/** A warning on an answer about one of them is one on what is made of all. */
function warningsOfAll(all: readonly NamedMeasurements[]): Measurements['warnings'] {
  const merged: Record<string, string[]> = {};
  for (const { workload, measurements } of all) {
    for (const [key, warnings] of Object.entries(measurements.warnings ?? {})) {
      merged[key] = [...(merged[key] ?? []), ...warnings.map((text) => `${workload}: ${text}`)];
    }
  }
  return merged;
}

const hasSamples = (series: readonly TimeSeries[] | undefined): boolean =>
  series?.some(({ times }) => times.length > 0) ?? false;

/** At the times at which each of them was measured. */
function sum(all: ReadonlyArray<readonly TimeSeries[]>): TimeSeries {
  const sums = new Map<number, { value: number; of: number }>();
  for (const series of all) {
    const [one] = series;
    one?.times.forEach((time, i) => {
      const { value, of } = sums.get(time) ?? { value: 0, of: 0 };
      sums.set(time, { value: value + (one.values[i] ?? NaN), of: of + 1 });
    });
  }
  const whole = [...sums].filter(([, { of }]) => of === all.length).sort(([a], [b]) => a - b);
  return { labels: sourceOf(all), times: whole.map(([time]) => time), values: whole.map(([, { value }]) => value) };
}

/** Who tells of them, where that is the same for all. */
function sourceOf(all: ReadonlyArray<readonly TimeSeries[]>): TimeSeries['labels'] {
  const [source, ...others] = new Set(all.map(([one]) => one?.labels.source));
  return source === undefined || others.length > 0 ? {} : { source };
}

function addHistograms(histograms: readonly HistogramCounts[]): HistogramCounts | undefined {
  const [first] = histograms;
  const isAlike = histograms.every(({ bounds }) => String(bounds) === String(first?.bounds));
  return first === undefined || !isAlike
    ? undefined
    : {
        bounds: first.bounds,
        counts: first.counts.map((_, i) => histograms.reduce((total, { counts }) => total + (counts[i] ?? 0), 0)),
      };
}

/** Of those that are known: a workload that counts no requests has served none. */
function added(values: ReadonlyArray<number | undefined>): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
}

/** GPUs of a replica, weighted by the time for which each workload had replicas: GPU-hours add up. */
function gpusPerReplica(all: readonly Measurements[]): number | undefined {
  const parts = all.map(({ series, gpusPerReplica: gpus, window }) => {
    const time = integral((series.created ?? []).flatMap((one) => segmentsOf(one, window)));
    return { time, gpuTime: time === 0 ? 0 : product(time, gpus) };
  });
  const [time, gpuTime] = [total(parts.map((part) => part.time)), total(parts.map((part) => part.gpuTime))];
  return time === undefined || gpuTime === undefined || time === 0 ? undefined : gpuTime / time;
}

function total(values: ReadonlyArray<number | undefined>): number | undefined {
  return values.reduce((all, value) => (all === undefined || value === undefined ? undefined : all + value), 0);
}
