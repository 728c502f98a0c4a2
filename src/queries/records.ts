/**
 * Names of the series that recording rules keep (recordings.ts says of what), and what they are kept for: all that reading
 * them takes.
 */
import type { SaturationLimits } from './saturation';

/** Owners of pods: where it is, the rules are installed. */
export const OWNER_RECORD = 'namespace_variant_pod:workload_owner:group';

/** Of each variant. */
export const VARIANT_RECORDS = {
  desired: 'namespace_variant:wva_desired_replicas:max',
  current: 'namespace_variant:wva_current_replicas:max',
  gone: 'namespace_variant:wva_desired_replicas_gone:max',
  created: 'namespace_variant:replicas_created:max',
  ready: 'namespace_variant:replicas_ready:max',
  pending: 'namespace_variant:replicas_pending:max',
  hpaDesired: 'namespace_variant:hpa_desired_replicas:max',
  hpaMax: 'namespace_variant:hpa_max_replicas:max',
  hpaMin: 'namespace_variant:hpa_min_replicas:max',
  kv: 'namespace_variant:vllm_kv_cache_usage:max',
  queue: 'namespace_variant:vllm_num_requests_waiting:max',
  saturated: 'namespace_variant:replicas_saturated:count',
  headroom: 'namespace_variant:saturation_headroom:ratio',
  waiting: 'namespace_variant:vllm_num_requests_waiting:sum',
  served: 'namespace_variant:vllm_request_success:rate2m',
  failed: 'namespace_variant:vllm_request_failed:rate2m',
  limited: 'namespace_variant:wva_decisions_limited:increase15m',
} as const;

/** Of the latencies of each variant. */
export const LATENCY_RECORDS = {
  buckets: 'namespace_variant_le:vllm_latency_seconds_bucket:rate2m',
} as const;

/** Of each node and GPU model. */
export const NODE_RECORDS = {
  count: 'node_model:gpu:count',
  held: 'node_model:gpu_held:count',
  utilization: 'node_model:gpu_utilization:sum',
  utilizationCount: 'node_model:gpu_utilization:count',
  memory: 'node_model:gpu_memory:sum',
  memoryCount: 'node_model:gpu_memory:count',
  tensor: 'node_model:gpu_tensor_active:sum',
  tensorCount: 'node_model:gpu_tensor_active:count',
  power: 'node_model:gpu_power_watts:sum',
  hottest: 'node_model:gpu_temperature_celsius:max',
  bands: 'node_model:gpu_utilization_percent:count_le',
} as const;

/** Latencies that are kept. */
export const RECORDED_LATENCIES = ['ttft', 'itl', 'e2e'] as const;

/** Thresholds that the rules go by unless told otherwise: WVA's defaults. A twin for others has to read raw series. */
export const RECORDED_LIMITS: SaturationLimits = {
  kvCacheThreshold: 0.8,
  queueLengthThreshold: 5,
  kvSpareTrigger: 0.1,
  queueSpareTrigger: 3,
};
