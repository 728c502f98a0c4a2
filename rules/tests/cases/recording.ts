/** Cases of the recorded series: a small cluster, worked out by hand, in which each has a value; and none of it. */
import { RECORDINGS } from '../../../src/queries/recordings';
import { SCRAPES, SCRAPES_0_9, type RecordingCase } from '../case';
import { DEPLOYMENT, gpu, grow, hold, missesTokens, NAMESPACE, variant, vllm, wva, type Scrape } from '../world';

const MINUTES = 20;
const of = { namespace: NAMESPACE, variant: DEPLOYMENT };
const n1 = { node: 'n1', modelName: 'NVIDIA L40S' };
const n2 = { node: 'n2', modelName: 'NVIDIA H100 80GB HBM3' };
const one = (value: number) => [{ labels: of, value }];

/** A variant of three pods of which two serve, a gateway beside it, and three GPUs on two nodes. */
const cluster = (scrape: Scrape) => [
  ...variant(scrape, {
    desired: hold(4, MINUTES),
    current: hold(3, MINUTES),
    created: hold(3, MINUTES),
    ready: hold(2, MINUTES),
    hpaDesired: hold(5, MINUTES),
    hpaMax: hold(12, MINUTES),
    hpaMin: hold(1, MINUTES),
    replicas: [
      // Spare queue 1, of which a trigger of 3 takes all: (1 - 3) / (5 - 3) = -1, tighter than the KV cache's.
      { kv: hold(0.25, MINUTES), waiting: hold(4, MINUTES) },
      { kv: hold(0.875, MINUTES), waiting: hold(6, MINUTES) },
    ],
  }),
  vllm('success', 0, grow(60, MINUTES), { finished_reason: 'stop' }),
  vllm('success', 1, grow(60, MINUTES), { finished_reason: 'length' }),
  vllm('success', 1, grow(60, MINUTES), { finished_reason: 'abort' }),
  {
    series: `kube_deployment_status_replicas{namespace="${NAMESPACE}",deployment="gateway"}`,
    values: hold(7, MINUTES),
  },
  ...gpu(scrape, {
    node: 'n1',
    index: 0,
    heldBy: 0,
    util: hold(75, MINUTES),
    used: hold(30, MINUTES),
    free: hold(10, MINUTES),
    tensor: hold(0.5, MINUTES),
    power: hold(300, MINUTES),
    temp: hold(70, MINUTES),
    clock: hold(2520, MINUTES),
  }),
  ...gpu(scrape, {
    node: 'n1',
    index: 1,
    util: hold(0, MINUTES),
    used: hold(0, MINUTES),
    free: hold(40, MINUTES),
    power: hold(40, MINUTES),
    temp: hold(40, MINUTES),
    clock: hold(210, MINUTES),
  }),
  ...gpu(scrape, {
    node: 'n2',
    index: 0,
    model: 'NVIDIA H100 80GB HBM3',
    util: hold(25, MINUTES),
    used: hold(20, MINUTES),
    free: hold(60, MINUTES),
    tensor: hold(0.25, MINUTES),
    power: hold(100, MINUTES),
    temp: hold(50, MINUTES),
    clock: hold(1980, MINUTES),
  }),
];

const bands = (labels: Record<string, string>, counts: number[]) =>
  counts.map((value, i) => ({ labels: { le: String((i + 1) * 10), ...labels }, value }));

const VALUES: RecordingCase = {
  says: 'One variant, three GPUs',
  series: cluster,
  at: '10m',
  samples: {
    'namespace_variant:wva_desired_replicas:max': one(4),
    'namespace_variant:wva_current_replicas:max': one(3),
    'namespace_variant:wva_desired_replicas_gone:max': [],
    'namespace_variant:replicas_created:max': one(3),
    'namespace_variant:replicas_ready:max': one(2),
    'namespace_variant:replicas_pending:max': one(1),
    'namespace_variant:hpa_desired_replicas:max': one(5),
    'namespace_variant:hpa_max_replicas:max': one(12),
    'namespace_variant:hpa_min_replicas:max': one(1),
    'namespace_variant:vllm_kv_cache_usage:max': one(0.875),
    'namespace_variant:vllm_num_requests_waiting:max': one(6),
    'namespace_variant:replicas_saturated:count': one(1),
    'namespace_variant:saturation_headroom:ratio': one(-1),
    'namespace_variant:vllm_num_requests_waiting:sum': one(10),
    'namespace_variant:vllm_request_success:rate2m': one(2),
    'namespace_variant:vllm_request_failed:rate2m': one(1),
    'node_model:gpu:count': [
      { labels: n1, value: 2 },
      { labels: n2, value: 1 },
    ],
    'node_model:gpu_held:count': [{ labels: n1, value: 1 }],
    'node_model:gpu_utilization:sum': [
      { labels: n1, value: 0.75 },
      { labels: n2, value: 0.25 },
    ],
    'node_model:gpu_utilization:count': [
      { labels: n1, value: 2 },
      { labels: n2, value: 1 },
    ],
    'node_model:gpu_memory:sum': [
      { labels: n1, value: 0.75 },
      { labels: n2, value: 0.25 },
    ],
    'node_model:gpu_memory:count': [
      { labels: n1, value: 2 },
      { labels: n2, value: 1 },
    ],
    'node_model:gpu_tensor_active:sum': [
      { labels: n1, value: 0.5 },
      { labels: n2, value: 0.25 },
    ],
    'node_model:gpu_tensor_active:count': [
      { labels: n1, value: 1 },
      { labels: n2, value: 1 },
    ],
    'node_model:gpu_power_watts:sum': [
      { labels: n1, value: 340 },
      { labels: n2, value: 100 },
    ],
    'node_model:gpu_temperature_celsius:max': [
      { labels: n1, value: 70 },
      { labels: n2, value: 50 },
    ],
    'node_model:gpu_utilization_percent:count_le': [
      ...bands(n1, [1, 1, 1, 1, 1, 1, 1, 2, 2, 2]),
      ...bands(n2, [0, 0, 1, 1, 1, 1, 1, 1, 1, 1]),
    ],
    'model:gpu_sm_clock_mhz:max': [
      { labels: { modelName: n1.modelName }, value: 2520 },
      { labels: { modelName: n2.modelName }, value: 1980 },
    ],
    'cluster:wva_desired_replicas:sum': [{ labels: {}, value: 4 }],
    'cluster:replicas_created:sum': [{ labels: {}, value: 3 }],
    'cluster:replicas_ready:sum': [{ labels: {}, value: 2 }],
    'cluster:vllm_request_success:rate2m': [{ labels: {}, value: 2 }],
    'cluster:gpu:count': [{ labels: {}, value: 3 }],
    'cluster:gpu_held:count': [{ labels: {}, value: 1 }],
    'cluster:gpu_power_watts:sum': [{ labels: {}, value: 440 }],
  },
  scrapes: [...SCRAPES, { labels: 'openshift', wvaVersion: '0.9' }],
};

const LIMITED: RecordingCase = {
  says: 'Two limiters cut down four decisions a minute; a second scrape of one of them does not count',
  series: (scrape) => [
    wva(scrape, 'wvaDesired', hold(4, 30)),
    ...[
      { limiter_name: 'gpu', job: 'a' },
      { limiter_name: 'gpu', job: 'b' },
      { limiter_name: 'quota', job: 'a' },
    ].map((labels) => wva(scrape, 'wvaLimited', grow(2, 30), labels)),
  ],
  at: '20m',
  samples: { 'namespace_variant:wva_decisions_limited:increase15m': one(60) },
  scrapes: SCRAPES_0_9,
};

const GONE: RecordingCase = {
  says: 'WVA still speaks of a variant whose workload is gone',
  series: (scrape) => [
    wva(scrape, 'wvaDesired', hold(4, MINUTES)),
    {
      series: `kube_deployment_status_replicas{namespace="${NAMESPACE}",deployment="gateway"}`,
      values: hold(7, MINUTES),
    },
  ],
  at: '10m',
  samples: {
    'namespace_variant:wva_desired_replicas:max': [],
    'namespace_variant:wva_desired_replicas_gone:max': one(4),
  },
};

const REQUIRED: RecordingCase = {
  says: 'V2 misses tokens; what V1 says beside it, yes or no, is no number of tokens',
  series: (scrape) => [
    wva(scrape, 'wvaDesired', hold(4, 30)),
    missesTokens(scrape, hold(12_000, 30)),
    wva(scrape, 'wvaRequired', hold(1, 30), { model_name: 'm', unit: 'binary', job: 'other' }),
  ],
  at: '20m',
  samples: { 'namespace_variant:wva_required_capacity_tokens:max': one(12_000) },
  scrapes: SCRAPES_0_9,
};

const NOTHING: RecordingCase = {
  says: 'A cluster without any of it, but with Deployments and HPAs',
  series: (scrape) =>
    variant(scrape, { created: hold(3, MINUTES), ready: hold(3, MINUTES), hpaDesired: hold(3, MINUTES) }),
  at: '10m',
  samples: Object.fromEntries(
    Object.values(RECORDINGS)
      .flat()
      .map(({ record }) => [record, []])
  ),
  scrapes: [{ labels: 'plain', wvaVersion: '0.5' }],
};

export const RECORDING_CASES = [VALUES, LIMITED, GONE, REQUIRED, NOTHING];
