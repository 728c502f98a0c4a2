/** Latency percentiles from vLLM's histograms. */
import { perServer, podMatchers } from './ownership';
import { aggregate, series, tag, underAnyName } from './promql';
import type { Scope } from './selector';

export const LATENCIES = ['ttft', 'itl', 'e2e', 'queueTime', 'prefillTime', 'decodeTime'] as const;
export type Latency = (typeof LATENCIES)[number];

/** The percentiles that charts show, by the name that their series carry. */
export const PERCENTILES = { p50: 0.5, p90: 0.9, p99: 0.99 } as const;
export type PercentileName = keyof typeof PERCENTILES;

/**
 * A quantile (0 to 1) of a latency in seconds, over all replicas in scope at the dashboard's resolution. Where a metric
 * has two names the first that has an answer counts, after the quantile: their buckets must never mix. No sample while no
 * request ends: what Prometheus calculates then is NaN, and `>= 0` drops it.
 *
 * @param window over which requests count
 */
export function latency(s: Scope, which: Latency, quantile: number, window = '$__rate_interval'): string {
  return underAnyName(which, (name) => {
    const rate = `rate(${series(`${name}_bucket`, podMatchers(s), `[${window}]`)})`;
    const once = perServer(rate, ['le']);
    return `histogram_quantile(${quantile}, ${aggregate('sum', ['le'], once)}) >= 0`;
  });
}

/**
 * p50, p90 and p99 in one answer, told apart by the label `quantile`.
 *
 * @param of where one of them comes from: the raw series, or what the recording rules keep of them (recorded.ts)
 */
export function latencyPercentiles(s: Scope, which: Latency, of = latency): string {
  return Object.entries(PERCENTILES)
    .map(([name, quantile]) => tag(of(s, which, quantile), 'quantile', name))
    .join(' or ');
}

/** Requests per second in each bucket (`le`), for a heatmap. */
export function latencyBuckets(s: Scope, which: Latency): string {
  return underAnyName(which, (name) => {
    const rate = `rate(${series(`${name}_bucket`, podMatchers(s), '[$__rate_interval]')})`;
    return aggregate('sum', ['le'], perServer(rate, ['le']));
  });
}
