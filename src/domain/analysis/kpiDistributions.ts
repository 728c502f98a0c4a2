/** The figures that come in families: percentiles of latencies and of gauges over the whole run. */
import type { KpiDefinition } from './kpi';
import type { LatencyId } from './types';

export const LATENCY_PERCENTILES = [10, 25, 50, 75, 90, 95, 99] as const;
export type LatencyPercentile = (typeof LATENCY_PERCENTILES)[number];
export type LatencyKpiId = `${LatencyId}-p${LatencyPercentile}`;

const LATENCY: Record<LatencyId, { title: string; metric: string; decimals: number }> = {
  ttft: { title: 'TTFT', metric: 'vllm:time_to_first_token_seconds', decimals: 2 },
  itl: {
    title: 'ITL',
    metric: 'vllm:inter_token_latency_seconds (older: vllm:time_per_output_token_seconds)',
    decimals: 4,
  },
  e2e: { title: 'E2E', metric: 'vllm:e2e_request_latency_seconds', decimals: 2 },
};

function latencyKpis(id: LatencyId): Array<[LatencyKpiId, KpiDefinition]> {
  const { title, metric, decimals } = LATENCY[id];
  return LATENCY_PERCENTILES.map((p) => [
    `${id}-p${p}`,
    {
      title: `${title} p${p}`,
      group: 'latency',
      unit: 's',
      decimals,
      better: 'lower',
      formula: `histogram_quantile(${p / 100}, sum by (le) (increase(bucket[window]))), over all replicas; complete answers flatter it where the error rate is high`,
      source: metric,
      noData: 'no observation in the window',
    },
  ]);
}

export const GAUGE_PERCENTILES = [10, 25, 50, 75, 90, 99] as const;
export type GaugePercentile = (typeof GAUGE_PERCENTILES)[number];
export type GaugeId = 'kv' | 'queue' | 'power';
export type GaugeKpiId = `${GaugeId}-${'mean' | 'stddev' | `p${GaugePercentile}`}`;

const GAUGES: Record<
  GaugeId,
  Pick<KpiDefinition, 'title' | 'group' | 'unit' | 'decimals' | 'source'> & { of: string }
> = {
  kv: {
    title: 'KV cache use',
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    of: 'kvByPod over all ready moments of all replicas',
    source: 'vllm:kv_cache_usage_perc (older: vllm:gpu_cache_usage_perc)',
  },
  queue: {
    title: 'Queue of a replica',
    group: 'saturation',
    unit: 'short',
    decimals: 1,
    of: 'queueByPod over all ready moments of all replicas',
    source: 'vllm:num_requests_waiting',
  },
  power: {
    title: 'Power',
    group: 'energy',
    unit: 'watt',
    decimals: 0,
    of: 'power of all GPUs that the workload holds, over time',
    source: 'DCGM_FI_DEV_POWER_USAGE',
  },
};

function gaugeKpis(id: GaugeId): Array<[GaugeKpiId, KpiDefinition]> {
  const { title, of, ...rest } = GAUGES[id];
  const kpi = (name: string, what: string): KpiDefinition => ({
    ...rest,
    title: `${title}, ${name}`,
    better: 'neither',
    formula: `${what} of ${of}; each value weighs the time that it stands for`,
    noData: 'the series has no sample in the window',
  });
  return [
    [`${id}-mean`, kpi('mean', 'mean')],
    [`${id}-stddev`, kpi('standard deviation', 'standard deviation (of the population)')],
    ...GAUGE_PERCENTILES.map((p): [GaugeKpiId, KpiDefinition] => [`${id}-p${p}`, kpi(`p${p}`, `p${p}`)]),
  ];
}

/** Latencies first, then gauges, in the order in which tables show them. */
export const LATENCY_KPIS = [...latencyKpis('ttft'), ...latencyKpis('itl'), ...latencyKpis('e2e')];
export const SATURATION_KPIS = [...gaugeKpis('kv'), ...gaugeKpis('queue')];
export const POWER_KPIS = gaugeKpis('power');
