/** What reader and writer of llm-d's Benchmark Report agree on. */
import type { LatencyId } from '../domain/analysis/types';

/** That is written; the reader takes the one before it too. */
export const BENCHMARK_REPORT_VERSION = '0.2.1';

/** Names of latencies under `results.request_performance.aggregate.latency`. */
export const LATENCY_FIELDS: Readonly<Record<LatencyId, string>> = {
  ttft: 'time_to_first_token',
  itl: 'inter_token_latency',
  e2e: 'request_latency',
};
