/** Cases of the joins that lead pods to their workloads: each source of ownership by itself, and where two of them differ. */
import { M } from '../../../src/queries/metrics';
import type { OwnershipSource } from '../../../src/queries/owners';
import { LATENCY_RECORDINGS, POD_RECORDINGS, VARIANT_RECORDINGS } from '../../../src/queries/recordings';
import { SCRAPES, type RecordingCase } from '../case';
import { gpu, grow, hold, kube, NAMESPACE, wva, type InputSeries, type Scrape } from '../world';

const MINUTES = 20;
const HASH = '6b7c9d8f5';
const LABEL = 'llm_d_ai_variant';
const ALWAYS = hold(1, MINUTES);
const record = POD_RECORDINGS.owner.record;

const of = (labels: Record<string, string>): Record<string, string> => ({ namespace: NAMESPACE, ...labels });
const serving = (pod: string, more: Record<string, string> = {}): InputSeries =>
  kube(M.running, hold(3, MINUTES), of({ pod, model_name: 'm', ...more }));
const ruled = (pod: string, workload_type: string, workload: string): InputSeries =>
  kube(M.podOwnerRule, ALWAYS, of({ pod, workload, workload_type }));
const owned = (pod: string, owner_kind: string, owner_name: string, more: Record<string, string> = {}): InputSeries =>
  kube(M.podOwner, ALWAYS, of({ pod, owner_kind, owner_name, owner_is_controller: 'true', ...more }));
const replicaSet = (replicaset: string, owner_kind: string, owner_name: string): InputSeries =>
  kube(M.replicaSetOwner, ALWAYS, of({ replicaset, owner_kind, owner_name, owner_is_controller: 'true' }));
const scales = (horizontalpodautoscaler: string, scaletargetref_name: string): InputSeries =>
  kube(M.hpaInfo, ALWAYS, of({ horizontalpodautoscaler, scaletargetref_kind: 'Deployment', scaletargetref_name }));
const exists = (deployment: string): InputSeries => kube(M.created, hold(1, MINUTES), of({ deployment }));

/** Pods with the workload of each, or none; all by one source. */
const by = (source: OwnershipSource, pods: Record<string, string | undefined>) =>
  Object.entries(pods).map(([pod, variant]) => ({
    labels: of({ pod, source, ...(variant === undefined ? {} : { variant }) }),
    value: 1,
  }));

const recordedAs = (
  says: string,
  series: (scrape: Scrape) => InputSeries[],
  ...samples: Array<ReturnType<typeof by>>
): RecordingCase => ({ says, series, at: '10m', samples: { [record]: samples.flat() } });

const DECODE = `decode-${HASH}-aaaaa`;
const DISGUISED = `decode-${HASH}-jjjjj`;

const LABELLED = recordedAs(
  'A label leads by the HPA of its name, else to the workload of its name; owners come second',
  () => [
    serving('odd-pod', { [LABEL]: 'my-scaler' }),
    serving('other-pod', { [LABEL]: 'serve' }),
    serving(DECODE, { [LABEL]: 'nobody' }),
    scales('keda-hpa-my-scaler', 'so-target'),
    exists('serve'),
    owned('odd-pod', 'StatefulSet', 'elsewhere'),
    owned(DECODE, 'ReplicaSet', `decode-${HASH}`),
    replicaSet(`decode-${HASH}`, 'Deployment', 'decode'),
  ],
  by('label', { 'odd-pod': 'so-target', 'other-pod': 'serve' }),
  by('owner', { [DECODE]: 'decode' })
);

const UNKNOWN_LABEL = recordedAs(
  'A label of which nothing else is known is still surer than a name',
  () => [serving(DECODE, { [LABEL]: 'prefill' })],
  by('label', { [DECODE]: 'prefill' })
);

const RULED = recordedAs(
  "The recording rule leads pods, and a leader's workers; a Job's pod is nobody's, whatever its name",
  () => [
    serving(DECODE),
    serving(DISGUISED),
    ruled(DECODE, 'deployment', 'decode'),
    ruled(DISGUISED, 'job', 'decode'),
    ruled('big-0', 'statefulset', 'big'),
    ruled('big-0-1', 'statefulset', 'big-0'),
    // Another word on the same pod is not asked for.
    owned(DECODE, 'StatefulSet', 'elsewhere'),
  ],
  by('rule', { [DECODE]: 'decode', [DISGUISED]: undefined, 'big-0': 'big', 'big-0-1': 'big' })
);

const OWNED = recordedAs(
  'kube-state-metrics leads pods by ReplicaSets, StatefulSets and leaders, told twice or not; a bare pod is nobody’s',
  () => [
    serving(DECODE),
    owned(DECODE, 'ReplicaSet', `decode-${HASH}`, { instance: 'a' }),
    owned(DECODE, 'ReplicaSet', `decode-${HASH}`, { instance: 'b' }),
    replicaSet(`decode-${HASH}`, 'Deployment', 'decode'),
    owned('big-0', 'LeaderWorkerSet', 'big'),
    owned('big-0-1', 'StatefulSet', 'big-0'),
    owned(DISGUISED, 'Job', 'decode'),
    owned('bare-0', '<none>', '<none>'),
    owned(`lone-${HASH}-aaaaa`, 'ReplicaSet', `lone-${HASH}`),
    replicaSet(`lone-${HASH}`, '<none>', '<none>'),
  ],
  by('owner', {
    [DECODE]: 'decode',
    'big-0': 'big',
    'big-0-1': 'big',
    [DISGUISED]: undefined,
    'bare-0': undefined,
    [`lone-${HASH}-aaaaa`]: undefined,
  })
);

const NAMED = recordedAs(
  'Names tell of pods that vLLM or the exporter of GPUs speaks of, where nobody else does',
  (scrape) => [
    serving(DECODE),
    serving('big-1'),
    serving('no-form'),
    ...gpu(scrape, { node: 'n1', index: 0, heldBy: 'train-0', util: hold(50, MINUTES) }),
    serving(`decode-${HASH}-bbbbb`),
    owned(`decode-${HASH}-bbbbb`, 'Job', 'batch'),
  ],
  by('name', { [DECODE]: 'decode', 'big-1': 'big', 'no-form': undefined, 'train-0': 'train' }),
  by('owner', { [`decode-${HASH}-bbbbb`]: undefined })
);

const ELSEWHERE: RecordingCase = {
  says: 'Pods of a namespace without a variant are not kept; without a server, that of which WVA speaks is',
  series: (scrape) => [
    wva(scrape, 'wvaDesired', hold(1, MINUTES)),
    owned('decode-0', 'StatefulSet', 'decode'),
    kube(M.podOwner, ALWAYS, { namespace: 'shop', pod: 'cart-0', owner_kind: 'StatefulSet', owner_name: 'cart' }),
  ],
  at: '10m',
  samples: { [record]: by('owner', { 'decode-0': 'decode' }) },
  scrapes: SCRAPES,
};

const bucket = (name: string, pod: string, le: string, perMinute: number, more: Record<string, string> = {}) =>
  kube(`${name}_bucket`, grow(perMinute, MINUTES), of({ pod, model_name: 'm', le, ...more }));
const rates = (series: string, variant: string, all: Record<string, number>) =>
  Object.entries(all).map(([le, value]) => ({ labels: of({ series, variant, le }), value }));

const LATENCIES: RecordingCase = {
  says: 'Buckets of a workload’s pods are added up by owner, each server once; of two names of a metric the newer counts',
  series: () => [
    ...[DECODE, DISGUISED].flatMap((pod) => [
      serving(pod),
      bucket(M.ttft, pod, '0.5', 60),
      bucket(M.ttft, pod, '+Inf', 120),
      bucket(M.e2e, pod, '+Inf', 60),
    ]),
    // A second scrape of the same server, and the older name of a metric beside the newer.
    bucket(M.ttft, DECODE, '0.5', 60, { job: 'again' }),
    bucket(M.ttft, DECODE, '+Inf', 120, { job: 'again' }),
    bucket(M.itl, DECODE, '0.1', 600),
    bucket('vllm:time_per_output_token_seconds', DECODE, '0.2', 600),
    bucket('vllm:time_per_output_token_seconds', 'old-0', '0.2', 60),
    serving('old-0'),
    ruled(DECODE, 'deployment', 'decode'),
    ruled(DISGUISED, 'deployment', 'disguise'),
    ruled('old-0', 'statefulset', 'old'),
  ],
  at: '10m',
  samples: {
    [LATENCY_RECORDINGS.buckets.record]: [
      ...rates('ttft', 'decode', { '0.5': 1, '+Inf': 2 }),
      ...rates('ttft', 'disguise', { '0.5': 1, '+Inf': 2 }),
      ...rates('itl', 'decode', { '0.1': 10 }),
      ...rates('itl', 'old', { '0.2': 1 }),
      ...rates('e2e', 'decode', { '+Inf': 1 }),
      ...rates('e2e', 'disguise', { '+Inf': 1 }),
    ],
  },
};

/** 52 characters, as of a chart: Kubernetes cuts the names of its pods, and those of a sibling are then of its own form. */
const LONG = 'ms-inference-scheduling-llm-d-modelservice-decode-07';
const SIBLING = `${LONG}-h100`;

/** A server with so much of its KV cache in use, as many requests waiting, and one answer a second for each. */
const busy = (pod: string, kv: number, waiting: number): InputSeries[] => [
  serving(pod),
  kube(M.kvUse, hold(kv, MINUTES), of({ pod, model_name: 'm' })),
  kube(M.waiting, hold(waiting, MINUTES), of({ pod, model_name: 'm' })),
  kube(M.success, grow(60 * waiting, MINUTES), of({ pod, model_name: 'm', finished_reason: 'stop' })),
];
const each = (all: Record<string, number>) =>
  Object.entries(all).map(([variant, value]) => ({ labels: of({ variant }), value }));
const { kv, queue, waiting, served, saturated } = VARIANT_RECORDINGS;

const FIGURES: RecordingCase = {
  says: 'Figures of servers are of the workload that owns the pod: a sibling of a longer name, a StatefulSet, a group’s leader',
  series: () => [
    ...busy(`${LONG}-hjkwx`, 0.25, 1),
    ...busy(`${SIBLING}-sb992`, 0.5, 2),
    ...busy('stateful-0', 0.75, 3),
    ...busy('big-1', 0.875, 4),
    // Of a Job, and by its name the Deployment’s.
    ...busy(`${LONG}-zzzzz`, 1, 9),
    ruled(`${LONG}-hjkwx`, 'deployment', LONG),
    owned(`${SIBLING}-sb992`, 'ReplicaSet', `${SIBLING}-${HASH}`),
    replicaSet(`${SIBLING}-${HASH}`, 'Deployment', SIBLING),
    owned('stateful-0', 'StatefulSet', 'stateful'),
    owned('big-1', 'LeaderWorkerSet', 'big'),
    owned(`${LONG}-zzzzz`, 'Job', 'batch'),
  ],
  at: '10m',
  samples: {
    [kv.record]: each({ [LONG]: 0.25, [SIBLING]: 0.5, stateful: 0.75, big: 0.875 }),
    [queue.record]: each({ [LONG]: 1, [SIBLING]: 2, stateful: 3, big: 4 }),
    [waiting.record]: each({ [LONG]: 1, [SIBLING]: 2, stateful: 3, big: 4 }),
    [served.record]: each({ [LONG]: 1, [SIBLING]: 2, stateful: 3, big: 4 }),
    [saturated.record]: each({ [LONG]: 0, [SIBLING]: 0, stateful: 0, big: 1 }),
  },
};

export const OWNER_CASES = [LABELLED, UNKNOWN_LABEL, RULED, OWNED, NAMED, ELSEWHERE, LATENCIES, FIGURES];
