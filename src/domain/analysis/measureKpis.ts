/** The figures of a run from what was measured, each as its definition in kpis.ts says. */
import type { RunAnalysis } from './analysis';
import { histogramQuantile } from './histogram';
import { KPI_IDS, KPIS, type KpiId } from './kpis';
import {
  GAUGE_PERCENTILES,
  LATENCY_PERCENTILES,
  type GaugeId,
  type GaugeKpiId,
  type LatencyKpiId,
} from './kpiDistributions';
import { Measured, product, ratio } from './measured';
import { changes, oscillations } from './replicas';
import { coverage, integral, mean, quantile, seconds, stddev, type Segment } from './segments';
import type { AnalysedRun, KpiValue, LatencyId, Measurements, SeriesId, Span } from './types';

/** A figure before it is known whether there is one. */
interface Figure {
  value: number | undefined;
  /** What it is made of, by the keys of {@link Measurements.queries}. */
  needs: string[];
  /** The time that went into it, for figures over time. */
  measured?: readonly Span[];
}

type Rule = (run: Measured) => Figure;

/** Below this share of the window a figure says how much was measured: the last sample before its end is no gap. */
const FULL_COVERAGE = 0.98;

/** @returns every figure: a value, or why there is none */
export function measureKpis(run: AnalysedRun, measurements: Measurements): Record<KpiId, KpiValue> {
  const measured = new Measured(run, measurements);
  const values = KPI_IDS.map((id): [KpiId, KpiValue] => [id, told(id, RULES[id](measured), measurements)]);
  return Object.fromEntries(values) as Record<KpiId, KpiValue>;
}

/** Everything that follows from a run's measurements. */
export function analysisOf(run: AnalysedRun, measurements: Measurements): RunAnalysis {
  const measured = new Measured(run, measurements);
  return {
    run,
    measurements,
    kpis: measureKpis(run, measurements),
    gaps: measured.gaps ?? [],
    scalings: changes(measured.of('ready')),
  };
}

function told(id: KpiId, { value, needs, measured }: Figure, { window, unread }: Measurements): KpiValue {
  if (value !== undefined && Number.isFinite(value)) {
    const share = measured === undefined ? 1 : coverage(measured, window);
    return share < FULL_COVERAGE ? { value, coverage: share } : { value };
  }
  if (window.to <= window.from) {
    return { why: 'the run ended before its load began' };
  }
  const missing = needs.filter((key) => unread?.includes(key));
  return { why: missing.length > 0 ? `Prometheus gave no answer for ${missing.join(', ')}` : KPIS[id].noData };
}

const ENDED = ['total:ended'];

const RULES: Record<KpiId, Rule> = {
  ...latencyRules('ttft'),
  ...latencyRules('itl'),
  ...latencyRules('e2e'),
  ...gaugeRules('kv', 'kvByPod', (run) => run.pool('kvByPod')),
  ...gaugeRules('queue', 'queueByPod', (run) => run.pool('queueByPod')),
  ...gaugeRules('power', 'power', (run) => run.of('power')),
  'requests-served': (run) => ({ value: run.total('succeeded'), needs: ENDED }),
  'requests-failed': (run) => ({ value: run.total('failed'), needs: ENDED }),
  'error-rate': (run) => ({ value: ratio(run.total('failed'), run.ended), needs: ENDED }),
  'served-share': (run) => ({ value: ratio(run.total('succeeded'), run.plannedRequests), needs: ENDED }),
  'requests-per-second': (run) => ({ value: ratio(run.total('succeeded'), run.windowSeconds), needs: ENDED }),
  'tokens-per-second': (run) => ({
    value: ratio(run.total('generatedTokens'), run.windowSeconds),
    needs: ['total:generatedTokens'],
  }),
  'prompt-tokens-per-second': (run) => ({
    value: ratio(run.total('promptTokens'), run.windowSeconds),
    needs: ['total:promptTokens'],
  }),
  preemptions: (run) => ({ value: run.total('preemptions'), needs: ['total:preemptions'] }),
  'idle-share': (run) => idle(run.pool('runningByPod'), run.sum('runningByPod')),
  'idle-share-fleet': (run) => idle(run.sum('runningByPod'), run.sum('runningByPod')),
  'replicas-mean': (run) => over(run, 'ready', mean),
  'replicas-peak': (run) => over(run, 'ready', peak),
  'replicas-mean-over-peak': (run) => over(run, 'ready', (ready) => ratio(mean(ready), peak(ready))),
  'scale-ups': (run) =>
    over(
      run,
      'created',
      changed((from, to) => to > from)
    ),
  'scale-downs': (run) =>
    over(
      run,
      'created',
      changed((from, to) => to < from)
    ),
  oscillations: (run) => over(run, 'created', (created) => ifAny(created, oscillations(changes(created)))),
  'over-provisioned': (run) => fit(run, run.provisioning?.over),
  'under-provisioned': (run) => fit(run, run.provisioning?.under),
  'gap-count': (run) => gaps(run, (all) => all.length),
  'gap-mean': (run) => gaps(run, (all) => ratio(seconds(all), all.length)),
  'gap-longest': (run) => gaps(run, (all) => all.reduce((most, gap) => Math.max(most, seconds([gap])), 0)),
  'gap-total': (run) => gaps(run, seconds),
  'lost-wva-hpa': (run) => lost(run, 'desired', 'hpaDesired'),
  'lost-hpa-created': (run) => lost(run, 'hpaDesired', 'created'),
  'lost-created-ready': (run) => lost(run, 'created', 'ready'),
  'gpu-hours': (run) => gpuTime(run, run.gpuHours),
  'requests-per-gpu-hour': (run) => gpuTime(run, ratio(run.total('succeeded'), run.gpuHours), ENDED),
  'replica-minutes-per-1000-requests': (run) => ({
    value: ratio(product(integral(run.of('created')), 1000 / 60), run.total('succeeded')),
    needs: ['created', ...ENDED],
    measured: run.of('created'),
  }),
  energy: (run) => over(run, 'power', wattHours),
  'energy-per-request': (run) => ({
    value: ratio(wattHours(run.of('power')), run.total('succeeded')),
    needs: ['power', ...ENDED],
    measured: run.of('power'),
  }),
};

type KpiOf<Id extends KpiId, Prefix extends string> = Extract<Id, `${Prefix}-${string}`>;

function latencyRules<Id extends LatencyId>(id: Id): Record<KpiOf<LatencyKpiId, Id>, Rule> {
  const rule =
    (p: number): Rule =>
    ({ m }) => ({ value: histogramQuantile(p / 100, m.latency[id]), needs: [`latency:${id}`] });
  const rules = LATENCY_PERCENTILES.map((p) => [`${id}-p${p}`, rule(p)]);
  return Object.fromEntries(rules) as Record<KpiOf<LatencyKpiId, Id>, Rule>;
}

function gaugeRules<Id extends GaugeId>(
  id: Id,
  series: SeriesId,
  segments: (run: Measured) => Segment[]
): Record<KpiOf<GaugeKpiId, Id>, Rule> {
  const rule =
    (figure: (all: Segment[]) => number | undefined): Rule =>
    (run) => ({ value: figure(segments(run)), needs: [series], measured: run.sum(series) });
  return Object.fromEntries([
    [`${id}-mean`, rule(mean)],
    [`${id}-stddev`, rule(stddev)],
    ...GAUGE_PERCENTILES.map((p) => [`${id}-p${p}`, rule((all) => quantile(all, p / 100))]),
  ]) as Record<KpiOf<GaugeKpiId, Id>, Rule>;
}

function over(run: Measured, id: SeriesId, figure: (segments: Segment[]) => number | undefined): Figure {
  return { value: figure(run.of(id)), needs: [id], measured: run.of(id) };
}

function idle(segments: Segment[], measured: Segment[]): Figure {
  const still = segments.filter(({ value }) => value === 0);
  return { value: ratio(seconds(still), seconds(segments)), needs: ['runningByPod'], measured };
}

function changed(is: (from: number, to: number) => boolean) {
  return (segments: Segment[]) => ifAny(segments, changes(segments).filter(({ from, to }) => is(from, to)).length);
}

function fit(run: Measured, replicas: Segment[] | undefined): Figure {
  const value = product(integral(replicas ?? []), 1 / 60);
  return { value, needs: ['kvByPod', 'runningByPod', 'queueByPod', 'ready'], measured: replicas };
}

function gaps(run: Measured, figure: (all: Span[]) => number | undefined): Figure {
  return { value: run.gaps && figure(run.gaps), needs: ['desired', 'ready'], measured: run.lost('desired', 'ready') };
}

function lost(run: Measured, upstream: SeriesId, downstream: SeriesId): Figure {
  const replicas = run.lost(upstream, downstream);
  return { value: replicas && integral(replicas), needs: [upstream, downstream], measured: replicas };
}

function gpuTime(run: Measured, value: number | undefined, needs: string[] = []): Figure {
  return { value, needs: ['created', 'gpusPerReplica', ...needs], measured: run.of('created') };
}

const wattHours = (power: Segment[]): number | undefined => product(integral(power), 1 / 3600);

function peak(segments: readonly Segment[]): number | undefined {
  return ifAny(
    segments,
    segments.reduce((most, { value }) => Math.max(most, value), -Infinity)
  );
}

function ifAny(segments: readonly Segment[], value: number): number | undefined {
  return segments.length === 0 ? undefined : value;
}
