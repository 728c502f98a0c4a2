/**
 * Goodput: requests that were answered within limits of TTFT and ITL that the user sets, as in the benchmarks of vLLM and
 * GuideLLM. There each request is looked at; here only the histograms are, so a share is known to a bucket, and how two
 * shares overlap is known to the bounds of Fréchet.
 */
import { t } from '../../i18n/t';
import { gpuHours } from './figures';
import type { Figure, Kpi } from './kpi';
import type { Measured } from './measured';
import type { Counted, HistogramCounts, LatencyId, LatencyLimits } from './types';
import { quotient } from './uncertain';

/** A share, 0 to 1, that is known to lie between two values. */
export interface ShareBetween {
  low: number;
  high: number;
  /** The best estimate. */
  value: number;
}

/** Share of the observations that no scrape saw, as for percentiles. */
const UNSEEN = 0.015;

/**
 * Share of the observations at or below a limit: linear within its bucket, and somewhere between the bucket's bounds.
 *
 * @param limit in the metric's unit
 * @returns undefined without an observation, or without the bucket +Inf
 */
export function shareWithin(limit: number, histogram: HistogramCounts | undefined): ShareBetween | undefined {
  const total = histogram?.counts.at(-1) ?? 0;
  if (!histogram || histogram.bounds.at(-1) !== Infinity || !(total > 0)) {
    return undefined;
  }
  const { bounds, counts } = histogram;
  const above = bounds.findIndex((bound) => bound >= limit);
  const share = (i: number): number => (i < 0 ? 0 : Math.max(...counts.slice(0, i + 1)) / total);
  const [low, high] = bounds[above] === limit ? [share(above), share(above)] : [share(above - 1), share(above)];
  const [from, to] = [bounds[above - 1] ?? 0, bounds[above]!];
  // The last bucket has no upper bound: nothing says where in it the limit lies.
  const within = to === Infinity ? 0.5 : to === from ? 1 : (limit - from) / (to - from);
  return { low, high, value: low + (high - low) * Math.min(1, Math.max(0, within)) };
}

/** Share of what has two properties, of which only each one's share is known: Fréchet's bounds, and their middle. */
export function both(a: ShareBetween, b: ShareBetween): ShareBetween {
  const [low, high] = [Math.max(0, a.low + b.low - 1), Math.min(a.high, b.high)];
  const least = Math.max(0, a.value + b.value - 1);
  return { low, high, value: (least + Math.min(a.value, b.value)) / 2 };
}

/** Of the requests that were answered, the share within the limits; undefined without the histograms that it takes. */
export function answeredWithin(
  { ttftSeconds, itlSeconds }: LatencyLimits,
  latency: Partial<Record<LatencyId, HistogramCounts>>
): ShareBetween | undefined {
  const ttft = ttftSeconds === undefined ? EVERY : shareWithin(ttftSeconds, latency.ttft);
  const itl = itlSeconds === undefined ? EVERY : shareWithin(itlSeconds, latency.itl);
  return ttft && itl && both(ttft, itl);
}

const EVERY: ShareBetween = { low: 1, high: 1, value: 1 };

/** Requests that were served within the limits. */
function goodRequests(run: Measured): Partial<Counted> {
  const share = answeredWithin(run.m.limits ?? {}, run.m.latency);
  const { value: served, error } = run.counted('succeeded');
  if (share === undefined || served === undefined) {
    return {};
  }
  const unknown = Math.max(share.high - share.value, share.value - share.low) + UNSEEN;
  return { value: share.value * served, error: served * unknown + share.value * (error ?? 0) };
}

function goodShare(run: Measured): Figure {
  const [served, failed] = [run.counted('succeeded'), run.failed];
  const all = {
    value: served.value === undefined ? undefined : served.value + (failed.value ?? 0),
    error: (served.error ?? 0) + (failed.error ?? 0),
  };
  const { value, error } = quotient(goodRequests(run), all);
  return {
    value,
    error: value === undefined || error === undefined ? undefined : Math.min(error, Math.max(value, 1 - value)),
  };
}

export const hasLimits = ({ ttftSeconds, itlSeconds }: LatencyLimits): boolean =>
  ttftSeconds !== undefined || itlSeconds !== undefined;

const GOOD = {
  group: 'throughput',
  better: 'higher',
  noData: t('kpi.goodput.noData', 'vLLM reports no TTFT, no ITL or no ended request in the window'),
  inapplicable: ({ m }) =>
    hasLimits(m.limits ?? {})
      ? undefined
      : t('analysis.why.no-limits', 'does not apply: no limit of TTFT or ITL is set for goodput'),
} as const satisfies Partial<Kpi>;

export const GOODPUT_KPIS = [
  {
    ...GOOD,
    id: 'goodput-share',
    title: t('kpi.goodput-share.title', 'Requests within the limits'),
    unit: 'percentunit',
    decimals: 1,
    metrics: ['ttft', 'itl', 'success'],
    needs: ['latency:ttft', 'latency:itl', 'total:ended'],
    formula: t(
      'kpi.goodput-share.formula',
      'share of ttft ≤ its limit and share of itl ≤ its limit, linear within a bucket; of both together the middle between a + b − 1 and the smaller; × requests-served / (requests-served + requests-failed)'
    ),
    figure: goodShare,
  },
  {
    ...GOOD,
    id: 'goodput',
    title: t('kpi.goodput.title', 'Goodput'),
    unit: 'reqps',
    decimals: 2,
    metrics: ['ttft', 'itl', 'success'],
    needs: ['latency:ttft', 'latency:itl', 'total:ended'],
    formula: t('kpi.goodput.formula', 'requests served within the limits / length of the window'),
    figure: (run) => quotient(goodRequests(run), { value: run.windowSeconds, error: 0 }),
  },
  {
    ...GOOD,
    id: 'goodput-per-gpu-hour',
    title: t('kpi.goodput-per-gpu-hour.title', 'Goodput per GPU-hour'),
    unit: 'short',
    decimals: 1,
    metrics: ['ttft', 'itl', 'success', 'created', 'gpuUtil'],
    needs: ['latency:ttft', 'latency:itl', 'total:ended', 'created', 'gpusPerReplica'],
    formula: t('kpi.goodput-per-gpu-hour.formula', 'requests served within the limits / gpu-hours'),
    figure: (run) => ({ ...quotient(goodRequests(run), gpuHours(run)), measured: run.of('created') }),
  },
] as const satisfies readonly Kpi[];
