/**
 * What recording rules keep: the answers that views of a whole fleet are made of, so that reading them costs a series a
 * variant or a node instead of one a pod or a GPU. The rules (rules/) and the queries that read them (recorded.ts) both
 * come from here.
 *
 * Names follow Prometheus' convention `level:metric:operations`; the level names the labels that are left. Every expression
 * reads raw series only, so that a rule never lags behind another, and the past can be filled in rule by rule.
 */
import { limitedByVariant, requiredTokens } from './controller';
import {
  bandsByNodeAndModel,
  byNodeAndModel,
  countByNodeAndModel,
  gpuCount,
  gpuPower,
  gpusHeld,
  heldByNodeAndModel,
} from './gpu';
import { bucketsByVariant, podOwners } from './fleetOwners';
import { bestClock } from './gpuHealth';
import { served } from './load';
import { created, current, desired, gone, hpaDesired, hpaMax, hpaMin, pending, ready } from './replicas';
import { headroom, kvHighest, queueLongest, saturatedReplicas, type SaturationLimits } from './saturation';
import { UNIFIED, type Scope } from './selector';

/** Names of the groups of this project's rules, and of those with alerts, as regular expressions; rules/ names them so. */
export const RULE_GROUPS = { all: 'llmd-wva-.+', alerts: 'llmd-wva-.+-alerts' } as const;

export interface Recording {
  /** Name of the series. */
  record: string;
  /** One line: what its value is, with its unit. */
  meaning: string;
  expr(limits: SaturationLimits): string;
}

/** Everything there is, whatever the scrape. */
const ALL: Scope = { dialect: UNIFIED };

/** Thresholds that the rules go by unless told otherwise: WVA's defaults. A twin for others has to read raw series. */
export const RECORDED_LIMITS: SaturationLimits = {
  kvCacheThreshold: 0.8,
  queueLengthThreshold: 5,
  kvSpareTrigger: 0.1,
  queueSpareTrigger: 3,
};

/** What `$__rate_interval` and `$__range` are in a rule: four scrapes of 30 s, and what a decision takes to show. */
export const RULE_WINDOWS = { __rate_interval: '2m', __range: '15m' } as const;

/** One series a variant (`namespace`, `variant`). */
export const VARIANT_RECORDINGS = {
  desired: {
    record: 'namespace_variant:wva_desired_replicas:max',
    meaning: 'Replicas that WVA wants.',
    expr: () => desired(ALL),
  },
  current: {
    record: 'namespace_variant:wva_current_replicas:max',
    meaning: 'Replicas that WVA believes there are.',
    expr: () => current(ALL),
  },
  gone: {
    record: 'namespace_variant:wva_desired_replicas_gone:max',
    meaning: 'Replicas that WVA last wanted of a variant whose workload is gone.',
    expr: () => gone(ALL),
  },
  created: {
    record: 'namespace_variant:replicas_created:max',
    meaning: 'Pods that exist, started or not.',
    expr: () => created(ALL),
  },
  ready: {
    record: 'namespace_variant:replicas_ready:max',
    meaning: 'Pods that serve.',
    expr: () => ready(ALL),
  },
  pending: {
    record: 'namespace_variant:replicas_pending:max',
    meaning: 'Pods that exist and do not serve yet.',
    expr: () => pending(ALL),
  },
  hpaDesired: {
    record: 'namespace_variant:hpa_desired_replicas:max',
    meaning: 'Replicas that the HPA asks for.',
    expr: () => hpaDesired(ALL),
  },
  hpaMax: {
    record: 'namespace_variant:hpa_max_replicas:max',
    meaning: 'Most replicas that the HPA may ask for.',
    expr: () => hpaMax(ALL),
  },
  hpaMin: {
    record: 'namespace_variant:hpa_min_replicas:max',
    meaning: 'Fewest replicas that the HPA may ask for.',
    expr: () => hpaMin(ALL),
  },
  kv: {
    record: 'namespace_variant:vllm_kv_cache_usage:max',
    meaning: 'KV-cache use of the fullest replica, 0 to 1, peak over a minute.',
    expr: () => kvHighest(ALL),
  },
  queue: {
    record: 'namespace_variant:vllm_num_requests_waiting:max',
    meaning: 'Requests waiting at the replica with the longest queue, peak over a minute.',
    expr: () => queueLongest(ALL),
  },
  saturated: {
    record: 'namespace_variant:replicas_saturated:count',
    meaning: "Replicas at or above one of WVA's thresholds.",
    expr: (limits) => saturatedReplicas(ALL, limits),
  },
  headroom: {
    record: 'namespace_variant:saturation_headroom:ratio',
    meaning: 'Room before WVA (V1) scales up: 1 idle, 0 at the trigger, below 0 past it.',
    expr: (limits) => headroom(ALL, limits),
  },
  served: {
    record: 'namespace_variant:vllm_request_success:rate2m',
    meaning: 'Requests per second that ended in a complete answer.',
    expr: () => served(ALL),
  },
  limited: {
    record: 'namespace_variant:wva_decisions_limited:increase15m',
    meaning: 'Decisions that a limiter cut down in the last 15 minutes. WVA 0.8 and on.',
    expr: () => limitedByVariant(ALL),
  },
  requiredTokens: {
    record: 'namespace_variant:wva_required_capacity_tokens:max',
    meaning: 'Tokens of KV cache that WVA (V2) misses; only where V2 decides.',
    expr: () => requiredTokens(ALL),
  },
} as const satisfies Record<string, Recording>;

/** Which pods each workload has: one series a pod. */
export const POD_RECORDINGS = {
  owner: {
    record: 'namespace_variant_pod:workload_owner:group',
    meaning:
      'Always 1: the workload of each pod, and the source that says so. No variant: of no workload with replicas.',
    expr: () => podOwners(),
  },
} as const satisfies Record<string, Recording>;

/** Latencies that {@link LATENCY_RECORDINGS} keep. */
export const RECORDED_LATENCIES = ['ttft', 'itl', 'e2e'] as const;

/** Of each variant, one series a bucket and latency (`namespace`, `variant`, `series`, `le`). */
export const LATENCY_RECORDINGS = {
  buckets: {
    record: 'namespace_variant_le:vllm_latency_seconds_bucket:rate2m',
    meaning:
      'Requests (itl: tokens) per second by a latency, cumulative up to `le` seconds. Owners decide whose they are.',
    expr: () => bucketsByVariant(RECORDED_LATENCIES),
  },
} as const satisfies Record<string, Recording>;

/** One series a node and GPU model (`node`, `modelName`). A mean is the sum over the count, over whatever is in view. */
export const NODE_RECORDINGS = {
  count: {
    record: 'node_model:gpu:count',
    meaning: 'GPUs, each MIG instance as one.',
    expr: () => countByNodeAndModel(ALL),
  },
  held: {
    record: 'node_model:gpu_held:count',
    meaning: 'GPUs that a pod holds.',
    expr: () => heldByNodeAndModel(ALL),
  },
  utilization: {
    record: 'node_model:gpu_utilization:sum',
    meaning: 'Sum of the shares of time with a kernel running, 0 to 1 each.',
    expr: () => byNodeAndModel(ALL, 'sum', 'utilization'),
  },
  utilizationCount: {
    record: 'node_model:gpu_utilization:count',
    meaning: 'GPUs that report utilisation: MIG instances do not.',
    expr: () => byNodeAndModel(ALL, 'count', 'utilization'),
  },
  memory: {
    record: 'node_model:gpu_memory:sum',
    meaning: 'Sum of the shares of memory in use, 0 to 1 each.',
    expr: () => byNodeAndModel(ALL, 'sum', 'memory'),
  },
  memoryCount: {
    record: 'node_model:gpu_memory:count',
    meaning: 'GPUs that report memory.',
    expr: () => byNodeAndModel(ALL, 'count', 'memory'),
  },
  tensor: {
    record: 'node_model:gpu_tensor_active:sum',
    meaning: 'Sum of the shares of cycles with the tensor pipe active, 0 to 1 each.',
    expr: () => byNodeAndModel(ALL, 'sum', 'tensor'),
  },
  tensorCount: {
    record: 'node_model:gpu_tensor_active:count',
    meaning: 'GPUs that report tensor activity.',
    expr: () => byNodeAndModel(ALL, 'count', 'tensor'),
  },
  power: {
    record: 'node_model:gpu_power_watts:sum',
    meaning: 'Power draw, W.',
    expr: () => byNodeAndModel(ALL, 'sum', 'power'),
  },
  hottest: {
    record: 'node_model:gpu_temperature_celsius:max',
    meaning: 'Temperature of the hottest GPU, °C.',
    expr: () => byNodeAndModel(ALL, 'max', 'temperature'),
  },
  bands: {
    record: 'node_model:gpu_utilization_percent:count_le',
    meaning: 'GPUs at or below each tenth of utilisation (`le`, percent).',
    expr: () => bandsByNodeAndModel(ALL),
  },
} as const satisfies Record<string, Recording>;

/** One series a GPU model (`modelName`). */
export const MODEL_RECORDINGS = {
  bestClock: {
    record: 'model:gpu_sm_clock_mhz:max',
    meaning: 'Highest SM clock of any GPU of the model, MHz.',
    expr: () => bestClock(ALL),
  },
} as const satisfies Record<string, Recording>;

/** One series in all. */
const CLUSTER_RECORDINGS = {
  desired: {
    record: 'cluster:wva_desired_replicas:sum',
    meaning: 'Replicas that WVA wants, all variants.',
    expr: () => `sum(${desired(ALL)})`,
  },
  created: {
    record: 'cluster:replicas_created:sum',
    meaning: 'Pods of variants that exist.',
    expr: () => `sum(${created(ALL)})`,
  },
  ready: {
    record: 'cluster:replicas_ready:sum',
    meaning: 'Pods of variants that serve.',
    expr: () => `sum(${ready(ALL)})`,
  },
  served: {
    record: 'cluster:vllm_request_success:rate2m',
    meaning: 'Requests per second that ended in a complete answer, all variants.',
    expr: () => `sum(${served(ALL)})`,
  },
  gpus: { record: 'cluster:gpu:count', meaning: 'GPUs.', expr: () => gpuCount(ALL) },
  gpusHeld: { record: 'cluster:gpu_held:count', meaning: 'GPUs that a pod holds.', expr: () => gpusHeld(ALL) },
  gpuPower: { record: 'cluster:gpu_power_watts:sum', meaning: 'Power draw of all GPUs, W.', expr: () => gpuPower(ALL) },
} as const satisfies Record<string, Recording>;

/** Groups of rules, by name. */
export const RECORDINGS: Readonly<Record<string, readonly Recording[]>> = {
  'llmd-wva-owners': Object.values(POD_RECORDINGS),
  'llmd-wva-variants': Object.values(VARIANT_RECORDINGS),
  'llmd-wva-latency': Object.values(LATENCY_RECORDINGS),
  'llmd-wva-gpus': [...Object.values(NODE_RECORDINGS), ...Object.values(MODEL_RECORDINGS)],
  'llmd-wva-cluster': Object.values(CLUSTER_RECORDINGS),
};
