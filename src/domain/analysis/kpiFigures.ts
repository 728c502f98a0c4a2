/** Figures of the work done and of its price: errors, throughput, load of the replicas, cost, energy. */
import type { KpiDefinition } from './kpi';
import { BATCH, CREATED, NO_REPLICAS, NOTHING_RUNNING } from './kpiWords';

const NO_GPUS = 'DCGM leads no GPU to a pod of the workload';
const ENDED = 'vllm:request_success_total';
const POWER = 'DCGM_FI_DEV_POWER_USAGE';
/** Which GPUs a pod holds is on every series of DCGM; this one is read. */
const HELD = 'DCGM_FI_DEV_GPU_UTIL';

export const ERROR_KPIS = {
  'requests-served': {
    title: 'Requests served',
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: 'increase over the window of requests whose finish reason is stop or length',
    source: ENDED,
    noData: 'vLLM counts no ended request',
  },
  'requests-failed': {
    title: 'Requests failed',
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: 'increase over the window of requests whose finish reason is neither stop nor length',
    source: ENDED,
    noData: 'vLLM counts no ended request',
  },
  'error-rate': {
    title: 'Error rate',
    group: 'errors',
    unit: 'percentunit',
    decimals: 2,
    better: 'lower',
    formula: 'requests-failed / (requests-served + requests-failed)',
    source: ENDED,
    noData: 'no request ended in the window',
  },
  'served-share': {
    title: 'Served of planned',
    group: 'errors',
    unit: 'percentunit',
    decimals: 1,
    better: 'higher',
    formula: 'requests-served / ∫ planned over the window',
    source: `${ENDED}, load profile of the run`,
    noData: 'the run tells no load profile, or vLLM counts no ended request',
  },
} as const satisfies Record<string, KpiDefinition>;

export const THROUGHPUT_KPIS = {
  'requests-per-second': {
    title: 'Requests served per second',
    group: 'throughput',
    unit: 'reqps',
    decimals: 2,
    better: 'higher',
    formula: 'requests-served / length of the window',
    source: ENDED,
    noData: 'vLLM counts no ended request',
  },
  'tokens-per-second': {
    title: 'Generated tokens per second',
    group: 'throughput',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: 'increase of generated tokens over the window / its length',
    source: 'vllm:generation_tokens_total',
    noData: 'vLLM counts no token',
  },
  'prompt-tokens-per-second': {
    title: 'Prompt tokens per second',
    group: 'throughput',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: 'increase of prompt tokens over the window / its length',
    source: 'vllm:prompt_tokens_total',
    noData: 'vLLM counts no token',
  },
} as const satisfies Record<string, KpiDefinition>;

export const LOAD_KPIS = {
  preemptions: {
    title: 'Preemptions',
    group: 'saturation',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: 'increase over the window of requests thrown out of the batch for want of KV cache',
    source: 'vllm:num_preemptions_total',
    noData: 'vLLM does not count them',
  },
  'idle-share': {
    title: 'Idle share of replicas',
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    better: 'lower',
    formula: 'replica time with runningByPod = 0 / all replica time that vLLM reports',
    source: BATCH,
    noData: NOTHING_RUNNING,
  },
  'idle-share-fleet': {
    title: 'Idle share of the fleet',
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    better: 'lower',
    formula: 'time in which every replica has runningByPod = 0 / time in which vLLM reports any',
    source: BATCH,
    noData: NOTHING_RUNNING,
  },
} as const satisfies Record<string, KpiDefinition>;

export const COST_KPIS = {
  'gpu-hours': {
    title: 'GPU-hours',
    group: 'cost',
    unit: 'suffix: GPU-h',
    decimals: 2,
    better: 'lower',
    formula:
      '∫ created dt × GPUs of a replica: a replica holds its GPUs from the start of its pod, long before it is ready',
    source: `${CREATED}, ${HELD}`,
    noData: `${NO_REPLICAS}, or ${NO_GPUS}`,
  },
  'requests-per-gpu-hour': {
    title: 'Requests per GPU-hour',
    group: 'cost',
    unit: 'short',
    decimals: 1,
    better: 'higher',
    formula: 'requests-served / gpu-hours',
    source: `${ENDED}, ${CREATED}, ${HELD}`,
    noData: 'either has no data, or no GPU was held',
  },
  'replica-minutes-per-1000-requests': {
    title: 'Replica-minutes per 1,000 requests',
    group: 'cost',
    unit: 'm',
    decimals: 1,
    better: 'lower',
    formula: '∫ created dt in minutes / requests-served × 1,000',
    source: `${CREATED}, ${ENDED}`,
    noData: `${NO_REPLICAS}, or no request was served`,
  },
} as const satisfies Record<string, KpiDefinition>;

export const ENERGY_KPIS = {
  energy: {
    title: 'Energy',
    group: 'energy',
    unit: 'watth',
    decimals: 1,
    better: 'lower',
    formula: '∫ power dt, of the GPUs that the workload holds',
    source: POWER,
    noData: NO_GPUS,
  },
  'energy-per-request': {
    title: 'Energy per request',
    group: 'energy',
    unit: 'watth',
    decimals: 3,
    better: 'lower',
    formula: 'energy / requests-served',
    source: `${POWER}, ${ENDED}`,
    noData: 'energy has no data, or no request was served',
  },
} as const satisfies Record<string, KpiDefinition>;
