/** Figures of the work done and of how loaded the replicas were: requests, errors, throughput, idle time. */
import { idle } from './figures';
import type { Kpi } from './kpi';
import { ratio } from './measured';

const REQUESTS = {
  metrics: ['success'],
  needs: ['total:ended'],
  noData: 'vLLM counts no ended request',
} as const satisfies Partial<Kpi>;

export const ERROR_KPIS = [
  {
    ...REQUESTS,
    id: 'requests-served',
    title: 'Requests served',
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: 'increase over the window of requests whose finish reason is stop or length',
    figure: (run) => ({ value: run.total('succeeded') }),
  },
  {
    ...REQUESTS,
    id: 'requests-failed',
    title: 'Requests failed',
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: 'increase over the window of requests whose finish reason is neither stop nor length',
    figure: (run) => ({ value: run.total('failed') }),
  },
  {
    ...REQUESTS,
    id: 'error-rate',
    title: 'Error rate',
    group: 'errors',
    unit: 'percentunit',
    decimals: 2,
    better: 'lower',
    formula: 'requests-failed / (requests-served + requests-failed)',
    noData: 'no request ended in the window',
    figure: (run) => ({ value: ratio(run.total('failed'), run.ended) }),
  },
  {
    ...REQUESTS,
    id: 'served-share',
    title: 'Served of planned',
    group: 'errors',
    unit: 'percentunit',
    decimals: 1,
    better: 'higher',
    formula: 'requests-served / ∫ planned over the window, by the load profile of the run',
    noData: 'the run has no load profile, or vLLM counts no ended request',
    figure: (run) => ({ value: ratio(run.total('succeeded'), run.plannedRequests) }),
  },
] as const satisfies readonly Kpi[];

export const THROUGHPUT_KPIS = [
  {
    ...REQUESTS,
    id: 'requests-per-second',
    title: 'Requests served per second',
    group: 'throughput',
    unit: 'reqps',
    decimals: 2,
    better: 'higher',
    formula: 'requests-served / length of the window',
    figure: (run) => ({ value: ratio(run.total('succeeded'), run.windowSeconds) }),
  },
  {
    id: 'tokens-per-second',
    title: 'Generated tokens per second',
    group: 'throughput',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: 'increase of generated tokens over the window / its length',
    metrics: ['generationTokens'],
    needs: ['total:generatedTokens'],
    noData: 'vLLM counts no token',
    figure: (run) => ({ value: ratio(run.total('generatedTokens'), run.windowSeconds) }),
  },
  {
    id: 'prompt-tokens-per-second',
    title: 'Prompt tokens per second',
    group: 'throughput',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: 'increase of prompt tokens over the window / its length',
    metrics: ['promptTokens'],
    needs: ['total:promptTokens'],
    noData: 'vLLM counts no token',
    figure: (run) => ({ value: ratio(run.total('promptTokens'), run.windowSeconds) }),
  },
] as const satisfies readonly Kpi[];

const BATCH = {
  metrics: ['running'],
  needs: ['runningByPod'],
  noData: 'vLLM reports no batch in the window',
} as const satisfies Partial<Kpi>;

export const LOAD_KPIS = [
  {
    id: 'preemptions',
    title: 'Preemptions',
    group: 'saturation',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: 'increase over the window of requests removed from the batch because the KV cache was full',
    metrics: ['preemptions'],
    needs: ['total:preemptions'],
    noData: 'vLLM does not count them',
    figure: (run) => ({ value: run.total('preemptions') }),
  },
  {
    ...BATCH,
    id: 'idle-share',
    title: 'Idle share of replicas',
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    better: 'lower',
    formula: 'replica time with runningByPod = 0 / all replica time that vLLM reports',
    figure: (run) => idle(run.pool('runningByPod'), run.sum('runningByPod')),
  },
  {
    ...BATCH,
    id: 'idle-share-fleet',
    title: 'Idle share of the fleet',
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    better: 'lower',
    formula: 'time in which every replica has runningByPod = 0 / time in which vLLM reports any',
    figure: (run) => idle(run.sum('runningByPod'), run.sum('runningByPod')),
  },
] as const satisfies readonly Kpi[];
