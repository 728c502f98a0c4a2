/**
 * What recording rules keep: the answers that views of a whole fleet are made of, so that reading them costs a series a
 * variant or a node instead of one a pod or a GPU. The rules (rules/) and the queries that read them (recorded.ts) both
 * come from here.
 *
 * Names follow Prometheus' convention `level:metric:operations`; the level names the labels that are left. Whose pods are whose
 * is recorded first, and what is of variants joins that: all in one group, whose rules Prometheus evaluates in their order and
 * at one time, so that none lags behind. Otherwise expressions read raw series only. Who fills in the past evaluates
 * {@link POD_RECORDINGS} over all of it before the others.
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
import { failed, served, waiting } from './load';
import { servingOwners } from './recorded';
import { LATENCY_RECORDS, NODE_RECORDS, OWNER_RECORD, RECORDED_LATENCIES, VARIANT_RECORDS } from './records';
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

/** Pods belong to whom the first rule says. */
const OWNERS = servingOwners({ dialect: UNIFIED });

/** Everything there is, whatever the scrape. */
export const ALL: Scope = { dialect: UNIFIED, owners: OWNERS };

/** What `$__rate_interval` and `$__range` are in a rule: four scrapes of 30 s, and what a decision takes to show. */
export const RULE_WINDOWS = { __rate_interval: '2m', __range: '15m' } as const;

/** One series a variant (`namespace`, `variant`). */
export const VARIANT_RECORDINGS = {
  desired: {
    record: VARIANT_RECORDS.desired,
    meaning: 'Replicas that WVA wants.',
    expr: () => desired(ALL),
  },
  current: {
    record: VARIANT_RECORDS.current,
    meaning: 'Replicas that WVA believes there are.',
    expr: () => current(ALL),
  },
  gone: {
    record: VARIANT_RECORDS.gone,
    meaning: 'Replicas that WVA last wanted of a variant whose workload is gone.',
    expr: () => gone(ALL),
  },
  created: {
    record: VARIANT_RECORDS.created,
    meaning: 'Pods that exist, started or not.',
    expr: () => created(ALL),
  },
  ready: {
    record: VARIANT_RECORDS.ready,
    meaning: 'Pods that serve.',
    expr: () => ready(ALL),
  },
  pending: {
    record: VARIANT_RECORDS.pending,
    meaning: 'Pods that exist and do not serve yet.',
    expr: () => pending(ALL),
  },
  hpaDesired: {
    record: VARIANT_RECORDS.hpaDesired,
    meaning: 'Replicas that the HPA asks for.',
    expr: () => hpaDesired(ALL),
  },
  hpaMax: {
    record: VARIANT_RECORDS.hpaMax,
    meaning: 'Most replicas that the HPA may ask for.',
    expr: () => hpaMax(ALL),
  },
  hpaMin: {
    record: VARIANT_RECORDS.hpaMin,
    meaning: 'Fewest replicas that the HPA may ask for.',
    expr: () => hpaMin(ALL),
  },
  kv: {
    record: VARIANT_RECORDS.kv,
    meaning: 'KV-cache use of the fullest replica, 0 to 1, peak over a minute.',
    expr: () => kvHighest(ALL),
  },
  queue: {
    record: VARIANT_RECORDS.queue,
    meaning: 'Requests waiting at the replica with the longest queue, peak over a minute.',
    expr: () => queueLongest(ALL),
  },
  saturated: {
    record: VARIANT_RECORDS.saturated,
    meaning: "Replicas at or above one of WVA's thresholds.",
    expr: (limits) => saturatedReplicas(ALL, limits),
  },
  headroom: {
    record: VARIANT_RECORDS.headroom,
    meaning: 'Room before WVA (V1) scales up: 1 idle, 0 at the trigger, below 0 past it.',
    expr: (limits) => headroom(ALL, limits),
  },
  waiting: {
    record: VARIANT_RECORDS.waiting,
    meaning: 'Requests waiting at all replicas.',
    expr: () => waiting(ALL),
  },
  served: {
    record: VARIANT_RECORDS.served,
    meaning: 'Requests per second that ended in a complete answer.',
    expr: () => served(ALL),
  },
  failed: {
    record: VARIANT_RECORDS.failed,
    meaning: 'Requests per second that ended in anything else: aborted, failed.',
    expr: () => failed(ALL),
  },
  limited: {
    record: VARIANT_RECORDS.limited,
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
    record: OWNER_RECORD,
    meaning:
      'Always 1: the workload of each pod, and the source that says so. No variant: of no workload with replicas.',
    expr: () => podOwners(),
  },
} as const satisfies Record<string, Recording>;

/** Of each variant, one series a bucket and latency (`namespace`, `variant`, `series`, `le`). */
export const LATENCY_RECORDINGS = {
  buckets: {
    record: LATENCY_RECORDS.buckets,
    meaning:
      'Requests (itl: tokens) per second by a latency, cumulative up to `le` seconds. Owners decide whose they are.',
    expr: () => bucketsByVariant(RECORDED_LATENCIES, OWNERS),
  },
} as const satisfies Record<string, Recording>;

/** One series a node and GPU model (`node`, `modelName`). A mean is the sum over the count, over whatever is in view. */
export const NODE_RECORDINGS = {
  count: {
    record: NODE_RECORDS.count,
    meaning: 'GPUs, each MIG instance as one.',
    expr: () => countByNodeAndModel(ALL),
  },
  held: {
    record: NODE_RECORDS.held,
    meaning: 'GPUs that a pod holds.',
    expr: () => heldByNodeAndModel(ALL),
  },
  utilization: {
    record: NODE_RECORDS.utilization,
    meaning: 'Sum of the shares of time with a kernel running, 0 to 1 each.',
    expr: () => byNodeAndModel(ALL, 'sum', 'utilization'),
  },
  utilizationCount: {
    record: NODE_RECORDS.utilizationCount,
    meaning: 'GPUs that report utilisation: MIG instances do not.',
    expr: () => byNodeAndModel(ALL, 'count', 'utilization'),
  },
  memory: {
    record: NODE_RECORDS.memory,
    meaning: 'Sum of the shares of memory in use, 0 to 1 each.',
    expr: () => byNodeAndModel(ALL, 'sum', 'memory'),
  },
  memoryCount: {
    record: NODE_RECORDS.memoryCount,
    meaning: 'GPUs that report memory.',
    expr: () => byNodeAndModel(ALL, 'count', 'memory'),
  },
  tensor: {
    record: NODE_RECORDS.tensor,
    meaning: 'Sum of the shares of cycles with the tensor pipe active, 0 to 1 each.',
    expr: () => byNodeAndModel(ALL, 'sum', 'tensor'),
  },
  tensorCount: {
    record: NODE_RECORDS.tensorCount,
    meaning: 'GPUs that report tensor activity.',
    expr: () => byNodeAndModel(ALL, 'count', 'tensor'),
  },
  power: {
    record: NODE_RECORDS.power,
    meaning: 'Power draw, W.',
    expr: () => byNodeAndModel(ALL, 'sum', 'power'),
  },
  hottest: {
    record: NODE_RECORDS.hottest,
    meaning: 'Temperature of the hottest GPU, °C.',
    expr: () => byNodeAndModel(ALL, 'max', 'temperature'),
  },
  bands: {
    record: NODE_RECORDS.bands,
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
  'llmd-wva-variants': [POD_RECORDINGS, VARIANT_RECORDINGS, LATENCY_RECORDINGS, CLUSTER_RECORDINGS].flatMap(
    (recordings) => Object.values<Recording>(recordings)
  ),
  'llmd-wva-gpus': [...Object.values(NODE_RECORDINGS), ...Object.values(MODEL_RECORDINGS)],
};
