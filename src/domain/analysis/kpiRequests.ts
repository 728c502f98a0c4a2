/** Figures of the work done and of how loaded the replicas were: requests, errors, throughput, idle time. */
import { t } from '../../i18n/t';
import { idle } from './figures';
import type { Figure, Kpi } from './kpi';
import { ratio, type Measured } from './measured';
import type { ClientOutcomes } from './types';
import { quotient } from './uncertain';

const seconds = (run: Measured) => ({ value: run.windowSeconds, error: 0 });

/** The client's own count, where no counter says how requests ended and its reports are of these requests. */
function byClient(run: Measured, value: (outcomes: ClientOutcomes) => number): Figure | undefined {
  const outcomes = run.clientOutcomes;
  return (
    outcomes && {
      value: value(outcomes),
      error: 0,
      source: t(
        'analysis.source.client',
        'by the client’s reports: vLLM does not count how {{missing}} requests ended',
        { missing: Math.round(run.withoutOutcome?.requests ?? 0) }
      ),
    }
  );
}

function requestsFailed(run: Measured): Figure {
  return byClient(run, ({ errored }) => errored) ?? { value: undefined, ...run.failed, problem: outcomesMissing(run) };
}

function errorRate(run: Measured): Figure {
  const ofClient = byClient(run, ({ errored, successful }) => errored / Math.max(1, errored + successful));
  if (ofClient) {
    return ofClient;
  }
  const [failed, served] = [run.failed, run.counted('succeeded')];
  const all = failed.value === undefined ? undefined : failed.value + (served.value ?? 0);
  const value = ratio(failed.value, all);
  const { error: failedError = 0 } = failed;
  const { error: servedError = 0 } = served;
  const error =
    value === undefined || !all ? undefined : ((1 - value) * failedError + value * servedError) / Math.max(1, all);
  return { value, error, problem: outcomesMissing(run) };
}

function outcomesMissing(run: Measured): string | undefined {
  const missing = run.withoutOutcome;
  return (
    missing &&
    t('analysis.problem.no-outcome', 'not known: {{missing}} of {{all}} requests have no outcome', {
      missing: Math.round(missing.requests),
      all: Math.round(missing.of),
    })
  );
}

/** More than this share of what was planned is another load, or one that was planned otherwise. */
const MOST_OF_PLANNED = 1.1;

function moreThanPlanned({ value, error = 0 }: Figure): string | undefined {
  return value !== undefined && value - error > MOST_OF_PLANNED
    ? t(
        'analysis.problem.more-than-planned',
        'implausible: more was served than the load profile plans. Another load may have run, or the profile may not be the one of this run'
      )
    : undefined;
}

const REQUESTS = {
  metrics: ['success'],
  needs: ['total:ended'],
  noData: t('kpi.vllm-counts-no', 'vLLM counts no ended request'),
} as const satisfies Partial<Kpi>;

export const ERROR_KPIS = [
  {
    ...REQUESTS,
    id: 'requests-served',
    title: t('kpi.requests-served.title', 'Requests served'),
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: t(
      'kpi.requests-served.formula',
      'requests counted in the window whose finish reason is stop or length (or repetition)'
    ),
    figure: (run) => ({ value: undefined, ...run.counted('succeeded') }),
  },
  {
    ...REQUESTS,
    id: 'requests-failed',
    title: t('kpi.requests-failed.title', 'Requests failed'),
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: t(
      'kpi.requests-failed.formula',
      'requests counted in the window with another finish reason, without requests-cut-off'
    ),
    figure: requestsFailed,
  },
  {
    ...REQUESTS,
    id: 'requests-cut-off',
    title: t('kpi.requests-cut-off.title', 'Requests cut off at the end of load'),
    group: 'errors',
    unit: 'short',
    decimals: 0,
    better: 'neither',
    formula: t(
      'kpi.requests-cut-off.formula',
      'requests that were aborted within 30 s of the end of a load step, by the client that ended: no errors'
    ),
    figure: (run) => ({ value: undefined, ...run.counted('cutOff') }),
  },
  {
    ...REQUESTS,
    id: 'error-rate',
    title: t('kpi.error-rate.title', 'Error rate'),
    group: 'errors',
    unit: 'percentunit',
    decimals: 2,
    better: 'lower',
    formula: t('kpi.error-rate.formula', 'requests-failed / (requests-served + requests-failed)'),
    noData: t('kpi.error-rate.noData', 'no request ended in the window'),
    figure: errorRate,
  },
  {
    ...REQUESTS,
    id: 'served-share',
    title: t('kpi.served-share.title', 'Served of planned'),
    group: 'errors',
    unit: 'percentunit',
    decimals: 1,
    better: 'higher',
    formula: t(
      'kpi.served-share.formula',
      'requests-served / ∫ planned over the window, by the load profile of the run'
    ),
    noData: t('kpi.served-share.noData', 'the run has no load profile, or vLLM counts no ended request'),
    figure: (run) => {
      const share = quotient(run.counted('succeeded'), { value: run.plannedRequests, error: 0 });
      return { ...share, problem: moreThanPlanned(share) };
    },
  },
] as const satisfies readonly Kpi[];

export const THROUGHPUT_KPIS = [
  {
    ...REQUESTS,
    id: 'requests-per-second',
    title: t('kpi.requests-per-second.title', 'Requests served per second'),
    group: 'throughput',
    unit: 'reqps',
    decimals: 2,
    better: 'higher',
    formula: t('kpi.requests-per-second.formula', 'requests-served / length of the window'),
    figure: (run) => quotient(run.counted('succeeded'), seconds(run)),
  },
  {
    id: 'tokens-per-second',
    title: t('kpi.tokens-per-second.title', 'Generated tokens per second'),
    group: 'throughput',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: t('kpi.tokens-per-second.formula', 'increase of generated tokens over the window / its length'),
    metrics: ['generationTokens'],
    needs: ['total:generatedTokens'],
    noData: t('kpi.tokens-per-second.noData', 'vLLM counts no token'),
    figure: (run) => quotient(run.counted('generatedTokens'), seconds(run)),
  },
  {
    id: 'prompt-tokens-per-second',
    title: t('kpi.prompt-tokens-per-second.title', 'Prompt tokens per second'),
    group: 'throughput',
    unit: 'short',
    decimals: 0,
    better: 'higher',
    formula: t('kpi.prompt-tokens-per-second.formula', 'increase of prompt tokens over the window / its length'),
    metrics: ['promptTokens'],
    needs: ['total:promptTokens'],
    noData: t('kpi.prompt-tokens-per-second.noData', 'vLLM counts no token'),
    figure: (run) => quotient(run.counted('promptTokens'), seconds(run)),
  },
] as const satisfies readonly Kpi[];

const BATCH = {
  metrics: ['running'],
  needs: ['runningByPod'],
  noData: t('kpi.vllm-reports-no', 'vLLM reports no batch in the window'),
} as const satisfies Partial<Kpi>;

export const LOAD_KPIS = [
  {
    id: 'preemptions',
    title: t('kpi.preemptions.title', 'Preemptions'),
    group: 'saturation',
    unit: 'short',
    decimals: 0,
    better: 'lower',
    formula: t(
      'kpi.preemptions.formula',
      'increase over the window of requests removed from the batch because the KV cache was full'
    ),
    metrics: ['preemptions'],
    needs: ['total:preemptions'],
    noData: t('kpi.preemptions.noData', 'vLLM does not count them'),
    figure: (run) => ({ value: undefined, ...run.counted('preemptions') }),
  },
  {
    ...BATCH,
    id: 'idle-share',
    title: t('kpi.idle-share.title', 'Idle share of replicas'),
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    better: 'lower',
    formula: t('kpi.idle-share.formula', 'replica time with runningByPod = 0 / all replica time that vLLM reports'),
    figure: (run) => idle(run, run.pool('runningByPod'), run.sum('runningByPod')),
  },
  {
    ...BATCH,
    id: 'idle-share-fleet',
    title: t('kpi.idle-share-fleet.title', 'Idle share of the fleet'),
    group: 'saturation',
    unit: 'percentunit',
    decimals: 1,
    better: 'lower',
    formula: t(
      'kpi.idle-share-fleet.formula',
      'time in which every replica has runningByPod = 0 / time in which vLLM reports any'
    ),
    figure: (run) => idle(run, run.sum('runningByPod'), run.sum('runningByPod')),
  },
] as const satisfies readonly Kpi[];
