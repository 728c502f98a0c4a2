/** The figures that come in families: percentiles of latencies and of gauges over the whole run. */
import { t } from '../../i18n/t';
import { histogramQuantile, quantileBounds } from './histogram';
import type { Figure, Kpi } from './kpi';
import { ratio, type Measured } from './measured';
import { mean, quantile, seconds, stddev, type Segment } from './segments';
import type { HistogramCounts, LatencyId, SeriesId } from './types';
import { integralError, quantileError, unseenPower, usualMove } from './uncertain';

export const LATENCY_PERCENTILES = [10, 25, 50, 75, 90, 95, 99] as const;
export type LatencyPercentile = (typeof LATENCY_PERCENTILES)[number];
export type LatencyKpiId = `${LatencyId}-p${LatencyPercentile}`;

const LATENCY: Record<LatencyId, { title: string; decimals: number }> = {
  ttft: { title: t('kpi.ttft.title', 'TTFT'), decimals: 2 },
  itl: { title: t('kpi.itl.title', 'ITL'), decimals: 4 },
  e2e: { title: t('kpi.e2e.title', 'E2E'), decimals: 2 },
};

/** Share of the observations by which a rank may be off: those that no scrape saw, and sums that Prometheus extrapolates. */
const RANK = 0.015;

/** A quantile is known to the bucket in which it lies, and that of its neighbours in rank. */
function latencyQuantile(q: number, histogram: HistogramCounts | undefined): Figure {
  const value = histogramQuantile(q, histogram);
  // In the tails the rank is known better than the share that may be missing: half of what lies beyond.
  const bounds = quantileBounds(q, Math.min(RANK, q / 2, (1 - q) / 2), histogram);
  if (value === undefined || bounds === undefined) {
    const isOpen = histogram !== undefined && histogram.bounds.at(-1) !== Infinity;
    return {
      value: undefined,
      why: isOpen
        ? t(
            'analysis.why.no-inf',
            'the histogram has no bucket +Inf, so that the number of its observations is not known: look at metric relabelling'
          )
        : undefined,
    };
  }
  return bounds.high === Infinity
    ? {
        value,
        problem: t(
          'analysis.problem.last-bucket',
          'at least this much: it may be above the last bound of the histogram'
        ),
      }
    : { value, error: Math.max(value - bounds.low, bounds.high - value) };
}

function latencyKpis(id: LatencyId): Array<Kpi & { id: LatencyKpiId }> {
  const { title, decimals } = LATENCY[id];
  const formula = (q: number | 'p') =>
    t('kpi.latency.formula', '{{query}}, over all replicas; complete answers flatter it where the error rate is high', {
      query: `histogram_quantile(${q}, sum by (le) (increase(bucket[window])))`,
    });
  return LATENCY_PERCENTILES.map((p) => ({
    id: `${id}-p${p}`,
    title: `${title} p${p}`,
    group: 'latency',
    unit: 's',
    decimals,
    better: 'lower',
    formula: formula(p / 100),
    metrics: [id],
    needs: [`latency:${id}`],
    noData: t('kpi.latency.noData', 'no observation in the window'),
    figure: ({ m }) => latencyQuantile(p / 100, m.latency[id]),
    family: { title, formula: formula('p') },
  }));
}

export const GAUGE_PERCENTILES = [10, 25, 50, 75, 90, 99] as const;
export type GaugePercentile = (typeof GAUGE_PERCENTILES)[number];
export type GaugeId = 'kv' | 'queue' | 'power';
export type GaugeKpiId = `${GaugeId}-${'mean' | 'stddev' | `p${GaugePercentile}`}`;

interface Gauge extends Pick<Kpi, 'title' | 'group' | 'unit' | 'decimals' | 'metrics'> {
  series: SeriesId;
  /** What the values are, in words. */
  of: string;
  values: (run: Measured) => Segment[];
}

const GAUGES: Record<GaugeId, Gauge> = {
  kv: {
    title: t('kpi.kv.title', 'KV cache use'),
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    metrics: ['kvUse'],
    series: 'kvByPod',
    of: t('kpi.kv.of', 'kvByPod over all ready moments of all replicas'),
    values: (run) => run.pool('kvByPod'),
  },
  queue: {
    title: t('kpi.queue.title', 'Queue of a replica'),
    group: 'saturation',
    unit: 'short',
    decimals: 1,
    metrics: ['waiting'],
    series: 'queueByPod',
    of: t('kpi.queue.of', 'queueByPod over all ready moments of all replicas'),
    values: (run) => run.pool('queueByPod'),
  },
  power: {
    title: t('kpi.power.title', 'Power'),
    group: 'energy',
    unit: 'watt',
    decimals: 0,
    metrics: ['gpuPower'],
    series: 'power',
    of: t('kpi.power.of', 'power of all GPUs that the workload holds, over time'),
    values: (run) => run.of('power'),
  },
};

/**
 * Twice the estimate, as usual for a 95 % interval: how a gauge moved between two looks is known of the others only. Never
 * less than what a short visit between two looks can add.
 */
const sampled = (estimate: number | undefined, least: number): number | undefined =>
  estimate === undefined ? undefined : Math.max(2 * estimate, least);

/** A queue of whole requests can come and go between two looks: two requests between one pair of them. */
const unseenQueue = (all: Segment[]): number => (all.length > 0 ? Math.sqrt(4 / all.length) : 0);

/** What goes on between two looks and is on neither, of a figure of a gauge. */
function unseen(id: GaugeId, run: Measured, all: Segment[], value: number | undefined): number {
  switch (id) {
    case 'kv':
      return 0;
    case 'queue':
      return unseenQueue(all);
    case 'power':
      return unseenPower(run, value);
  }
}

function gaugeKpis(id: GaugeId): Array<Kpi & { id: GaugeKpiId }> {
  const { title, group, unit, decimals, metrics, series, of, values } = GAUGES[id];
  const formula = (what: string) =>
    t('kpi.gauge.formula', '{{what}} of {{of}}; each value weighs the time that it stands for', { what, of });
  const kpi = (
    name: string,
    what: string,
    figure: (all: Segment[]) => number | undefined,
    error: (run: Measured, all: Segment[]) => number | undefined
  ) => ({
    group,
    unit,
    decimals,
    metrics,
    title: t('kpi.gauge.title', '{{title}}, {{name}}', { title, name }),
    better: 'neither' as const,
    formula: formula(what),
    needs: [series],
    noData: t('kpi.gauge.noData', 'the series has no sample in the window'),
    figure: (run: Measured) => {
      const all = values(run);
      const value = figure(all);
      return { value, measured: run.sum(series), error: sampled(error(run, all), unseen(id, run, all, value)) };
    },
  });
  // A gauge moves both ways between two looks: half of what it could be off by, were all changes seen late.
  const meanError = (run: Measured, all: Segment[]) => {
    const late = ratio(integralError(run, series, all), seconds(all));
    return late === undefined ? undefined : late / 2 + usualMove(all) / 2;
  };
  return [
    { id: `${id}-mean`, ...kpi(t('kpi.gauge.mean', 'mean'), t('kpi.gauge.mean', 'mean'), mean, meanError) },
    {
      id: `${id}-stddev`,
      ...kpi(
        t('kpi.gauge.stddev', 'standard deviation'),
        t('kpi.gauge.stddev-of-population', 'standard deviation (of the population)'),
        stddev,
        meanError
      ),
    },
    ...GAUGE_PERCENTILES.map((p) => ({
      id: `${id}-p${p}` as const,
      ...kpi(
        `p${p}`,
        `p${p}`,
        (all) => quantile(all, p / 100),
        (run, all) => quantileError(run, p / 100, all)
      ),
      family: { title, formula: formula(t('kpi.gauge.percentile', 'percentile p')) },
    })),
  ];
}

/** Latencies first, then gauges, in the order in which tables show them. */
export const LATENCY_KPIS = [...latencyKpis('ttft'), ...latencyKpis('itl'), ...latencyKpis('e2e')];
export const SATURATION_KPIS = [...gaugeKpis('kv'), ...gaugeKpis('queue')];
export const POWER_KPIS = gaugeKpis('power');
