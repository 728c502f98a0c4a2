/**
 * Every figure of a run from the world's own state. The definitions are those of src/domain/analysis/kpis.ts; the
 * arithmetic is another: sums over seconds, and sorted observations instead of buckets.
 */
import {
  GAUGE_PERCENTILES,
  KPI_IDS,
  LATENCY_PERCENTILES,
  OSCILLATION_MINUTES,
  type KpiId,
} from '../../src/domain/analysis/kpis';
import type { AnalysedRun, Span } from '../../src/domain/analysis/types';
import { rateAt } from '../../src/domain/loadProfile';
import { THRESHOLD_DEFAULTS } from '../../src/domain/thresholds';
import { modelFigures, type TrueVariant } from './model';
import { countsAt, LATENCIES, type Counts, type Observation, type ObservedLatency, type Second } from './observer';

export interface Observed {
  seconds: readonly Second[];
  observations: Readonly<Record<ObservedLatency, readonly Observation[]>>;
}

/** Undefined: there is none, as without a request or without an HPA. */
export type Truth = Record<KpiId, number | undefined>;

interface Facts {
  run: AnalysedRun;
  /** Of the window; each stands for one second. */
  seconds: Second[];
  counted: Counts;
  /** Requests that their client broke off because its load had ended. */
  cutOff: number;
  observations: Record<ObservedLatency, Observation[]>;
  gpusPerReplica: number;
}

/**
 * @param span the run's window, epoch ms
 * @param model all variants of the run's model, where they are known
 */
export function trueFigures(
  run: AnalysedRun,
  span: Span,
  observed: Observed,
  gpusPerReplica: number,
  model: readonly TrueVariant[] = []
): Truth {
  const facts = factsOf(run, span, observed, gpusPerReplica);
  const found: Partial<Truth> = {
    ...latencies(facts),
    ...gauge(
      'kv',
      facts.seconds.flatMap(({ replicas }) => replicas.map(({ kv }) => kv))
    ),
    ...gauge(
      'queue',
      facts.seconds.flatMap(({ replicas }) => replicas.map(({ waiting }) => waiting))
    ),
    ...gauge(
      'power',
      facts.seconds.map(({ watts }) => watts)
    ),
    ...work(facts),
    ...replicaFigures(facts),
    ...chain(facts),
    ...price(facts),
    ...modelFigures(model, span),
  };
  return Object.fromEntries(KPI_IDS.map((id) => [id, clean(found[id])])) as Truth;
}

function factsOf(run: AnalysedRun, { from, to }: Span, observed: Observed, gpusPerReplica: number): Facts {
  const [before, after] = [from, to].map((moment) => countsAt(observed.seconds, moment));
  const difference = (key: keyof Counts) => (after?.[key] ?? 0) - (before?.[key] ?? 0);
  const inWindow = (all: readonly Observation[]) => all.filter(({ at }) => at > from && at <= to);
  return {
    run,
    gpusPerReplica,
    seconds: observed.seconds.filter(({ at }) => at >= from && at < to),
    cutOff: cutOffIn(run, { from, to }, observed.seconds),
    counted: {
      arrived: difference('arrived'),
      served: difference('served'),
      failed: difference('failed'),
      generatedTokens: difference('generatedTokens'),
      promptTokens: difference('promptTokens'),
      preemptions: difference('preemptions'),
    },
    observations: {
      ttft: inWindow(observed.observations.ttft),
      itl: inWindow(observed.observations.itl),
      e2e: inWindow(observed.observations.e2e),
    },
  };
}

/** What failed from 5 s before to 30 s after each end of a load step. */
function cutOffIn({ loadProfile, loadStartedAt }: AnalysedRun, { from, to }: Span, seconds: readonly Second[]): number {
  const planned = (loadProfile?.steps ?? []).map((s) => loadStartedAt + (s.delaySeconds + s.durationSeconds) * 1000);
  const ends = [...new Set(planned)].filter((at) => at > from && at <= to);
  const failedAt = (moment: number) => countsAt(seconds, Math.min(moment, to))?.failed ?? 0;
  return ends.reduce((sum, at) => sum + failedAt(at + 30_000) - failedAt(at - 5000), 0);
}

function latencies({ observations }: Facts): Partial<Truth> {
  return Object.fromEntries(
    LATENCIES.flatMap((id) =>
      LATENCY_PERCENTILES.map((p) => [`${id}-p${p}`, observedQuantile(observations[id], p / 100)])
    )
  );
}

/** The least observation that a share `q` of all does not exceed. */
export function observedQuantile(observations: readonly Observation[], q: number): number | undefined {
  const sorted = [...observations].sort((a, b) => a.value - b.value);
  let left = q * sorted.reduce((sum, { times }) => sum + times, 0);
  for (const { value, times } of sorted) {
    left -= times;
    if (left <= 1e-9) {
      return value;
    }
  }
  return sorted.at(-1)?.value;
}

function gauge(id: 'kv' | 'queue' | 'power', values: number[]): Partial<Truth> {
  const sorted = [...values].sort((a, b) => a - b);
  const mean = total(values) / values.length;
  const spread = Math.sqrt(total(values.map((value) => (value - mean) ** 2)) / values.length);
  const at = (p: number) => sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)];
  return Object.fromEntries([
    [`${id}-mean`, mean],
    [`${id}-stddev`, spread],
    ...GAUGE_PERCENTILES.map((p) => [`${id}-p${p}`, at(p)]),
  ]);
}

function work({ run, seconds, counted, cutOff }: Facts): Partial<Truth> {
  const { served, failed, generatedTokens, promptTokens, preemptions } = counted;
  const replicas = seconds.flatMap((second) => second.replicas);
  const withReplicas = seconds.filter((second) => second.replicas.length > 0);
  const isIdle = ({ running }: { running: number }) => running === 0;
  const planned = total(
    seconds.map(({ at }) => (run.loadProfile ? rateAt(run.loadProfile, (at - run.loadStartedAt) / 1000) : 0))
  );
  const errors = failed - cutOff;
  return {
    'requests-served': served,
    'requests-failed': errors,
    'requests-cut-off': cutOff,
    'error-rate': errors / (served + errors),
    'served-share': served / planned,
    'requests-per-second': served / seconds.length,
    'tokens-per-second': generatedTokens / seconds.length,
    'prompt-tokens-per-second': promptTokens / seconds.length,
    preemptions,
    'idle-share': replicas.filter(isIdle).length / replicas.length,
    'idle-share-fleet': withReplicas.filter((second) => second.replicas.every(isIdle)).length / withReplicas.length,
  };
}

function replicaFigures({ seconds }: Facts): Partial<Truth> {
  const ready = seconds.map((second) => second.ready);
  const mean = total(ready) / ready.length;
  const peak = Math.max(...ready);
  const steps = seconds.flatMap(({ at, created }, i) => {
    const by = i === 0 ? 0 : created - (seconds[i - 1]?.created ?? created);
    return by === 0 ? [] : [{ at, by }];
  });
  const turns = steps.filter(({ at, by }, i) => {
    const last = steps[i - 1];
    return last !== undefined && last.by * by < 0 && at - last.at <= OSCILLATION_MINUTES * 60_000;
  });
  const judged = seconds
    .filter(({ replicas }) => replicas.length > 0)
    .map((second) => ({ n: second.ready, d: demandOf(second) }));
  const { scaleUpThreshold, scaleDownBoundary } = THRESHOLD_DEFAULTS;
  return {
    'replicas-mean': mean,
    'replicas-peak': peak,
    'replicas-mean-over-peak': mean / peak,
    'scale-ups': steps.filter(({ by }) => by > 0).length,
    'scale-downs': steps.filter(({ by }) => by < 0).length,
    oscillations: turns.length,
    'over-provisioned': total(judged.map(({ n, d }) => Math.max(0, n - Math.max(1, d / scaleDownBoundary)))) / 60,
    'under-provisioned': total(judged.map(({ n, d }) => Math.max(0, d / scaleUpThreshold - n))) / 60,
  };
}

/** KV caches that all requests in the replicas would fill. */
function demandOf({ replicas }: Second): number {
  const kv = total(replicas.map((replica) => replica.kv));
  const running = total(replicas.map((replica) => replica.running));
  return total(
    replicas.map((replica) => {
      const each = replica.running > 0 ? replica.kv / replica.running : running > 0 ? kv / running : 0;
      return replica.kv + replica.waiting * each;
    })
  );
}

function chain({ seconds }: Facts): Partial<Truth> {
  const gaps: number[] = [];
  const isMissing = ({ desired, ready }: Second) => desired !== undefined && desired > ready;
  seconds.forEach((second, i) => {
    const last = seconds[i - 1];
    if (isMissing(second)) {
      gaps.push(last !== undefined && isMissing(last) ? (gaps.pop() ?? 0) + 1 : 1);
    }
  });
  const scaled = seconds.some(({ hpaDesired }) => hpaDesired !== undefined);
  const isSteady = new Set(seconds.map(({ created }) => created)).size <= 1;
  // What WVA wants while nothing carries it out is no figure of the run.
  const wanted = seconds.some(({ desired }) => desired !== undefined) && (scaled || !isSteady);
  const lost = (missing: (second: Second) => number) => total(seconds.map((second) => Math.max(0, missing(second))));
  return {
    'gap-count': wanted ? gaps.length : undefined,
    'gap-mean': wanted ? total(gaps) / gaps.length : undefined,
    'gap-longest': wanted ? Math.max(0, ...gaps) : undefined,
    'gap-total': wanted ? total(gaps) : undefined,
    'lost-wva-hpa':
      scaled && wanted
        ? lost(({ desired = 0, hpaDesired }) => (hpaDesired === undefined ? 0 : desired - hpaDesired))
        : undefined,
    'lost-hpa-created': scaled ? lost(({ hpaDesired, created }) => (hpaDesired ?? created) - created) : undefined,
    'lost-created-ready': lost(({ created, ready }) => created - ready),
    'pod-startup': meanStart(seconds),
  };
}

/** Seconds from a second with more created replicas than before to the first with as many ready, unless they are taken back. */
function meanStart(seconds: readonly Second[]): number | undefined {
  const starts: number[] = [];
  let waiting: Array<{ since: number; target: number }> = [];
  seconds.forEach(({ created, ready }, i) => {
    const before = seconds[i - 1]?.created ?? created;
    waiting = [...waiting, ...(created > before ? [{ since: i, target: created }] : [])].filter(
      ({ target }) => created >= target
    );
    starts.push(...waiting.filter(({ target }) => ready >= target).map(({ since }) => i - since));
    waiting = waiting.filter(({ target }) => ready < target);
  });
  return starts.length === 0 ? undefined : total(starts) / starts.length;
}

function price({ seconds, counted, gpusPerReplica }: Facts): Partial<Truth> {
  const created = total(seconds.map((second) => second.created));
  const gpuHours = (created * gpusPerReplica) / 3600;
  const wattHours = total(seconds.map(({ watts }) => watts)) / 3600;
  return {
    'gpu-hours': gpuHours,
    'requests-per-gpu-hour': counted.served / gpuHours,
    'replica-minutes-per-1000-requests': created / 60 / (counted.served / 1000),
    energy: wattHours,
    'energy-per-request': wattHours / counted.served,
  };
}

/** GPU-hours by the GPUs that pods did hold: from their place on a node to their end, draining and all. */
export function heldGpuHours({ seconds }: Observed, { from, to }: Span): number {
  return total(seconds.filter(({ at }) => at >= from && at < to).map(({ gpus }) => gpus)) / 3600;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const clean = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;
