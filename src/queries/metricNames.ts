/** The names of metrics as a reader meets them in a cluster. */
import { METRICS, type Metric, type MetricKey } from './metrics';

/** `vllm:kv_cache_usage_perc (older: vllm:gpu_cache_usage_perc), vllm:num_requests_running`; a key that is none stays. */
export function metricNames(keys: readonly string[]): string {
  return keys.map((key) => (isMetricKey(key) ? withOlder(METRICS[key]) : key)).join(', ');
}

export function isMetricKey(key: string): key is MetricKey {
  return Object.hasOwn(METRICS, key);
}

function withOlder({ name, otherNames = [] }: Metric): string {
  return otherNames.length === 0 ? name : `${name} (older: ${otherNames.map((other) => other.name).join(', ')})`;
}
