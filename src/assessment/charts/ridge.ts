/** Distributions of several runs on one axis. Pure. */

import { durationSteps, roundSteps } from '../../domain/axisSteps';
import { formatQuantity } from '../../domain/format';
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { HistogramCounts, LatencyId } from '../../domain/analysis/types';
import { countValues, distribution, span, type DensityScale, type Distribution } from '../../domain/comparison/density';

export type RidgeId = LatencyId | 'kv' | 'queue';
export const RIDGES: readonly RidgeId[] = ['ttft', 'itl', 'e2e', 'kv', 'queue'];

export interface RidgeRow {
  shape: Distribution;
}

export interface Tick {
  value: number;
  /** From 0 to 1 of the axis. */
  at: number;
  text: string;
}

export interface Ridge {
  id: RidgeId;
  scale: DensityScale;
  /** Of each run; undefined where nothing was observed. */
  rows: Array<RidgeRow | undefined>;
  /** Place of a value, 0 to 1 of the axis. */
  at: (value: number) => number;
  ticks: Tick[];
}

/** Latencies differ by powers of ten between a calm and a saturated run; shares and queues do not. */
const SCALE: Record<RidgeId, DensityScale> = { ttft: 'log', itl: 'log', e2e: 'log', kv: 'linear', queue: 'linear' };
const KV_BOUNDS = Array.from({ length: 40 }, (_, i) => (i + 1) / 40);
const QUEUE_BINS = 40;

/** Undefined when no run has observations. */
export function ridgeOf(id: RidgeId, runs: readonly RunAnalysis[]): Ridge | undefined {
  const scale = SCALE[id];
  const rows = countsOf(id, runs).map((counts) => {
    const shape = counts && distribution(counts, scale);
    return shape && { shape };
  });
  const range = span(rows.flatMap((row) => row?.shape ?? []));
  if (!range) {
    return undefined;
  }
  const { from, to } = id === 'kv' ? { from: 0, to: 1 } : range;
  const at = (value: number): number =>
    scale === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return { id, scale, rows, at, ticks: ticksOf(id, from, to, scale, at) };
}

function countsOf(id: RidgeId, runs: readonly RunAnalysis[]): Array<HistogramCounts | undefined> {
  switch (id) {
    case 'ttft':
    case 'itl':
    case 'e2e':
      return runs.map(({ measurements }) => measurements.latency[id]);
    case 'kv':
      return runs.map(({ measurements }) => gauge(measurements.series.kvByPod, KV_BOUNDS));
    case 'queue': {
      const highest = Math.max(1, ...runs.flatMap((run) => (run.measurements.series.queueByPod ?? []).map(highestOf)));
      const width = Math.ceil(highest / QUEUE_BINS);
      const bounds = Array.from({ length: Math.ceil(highest / width) }, (_, i) => (i + 1) * width);
      return runs.map(({ measurements }) => gauge(measurements.series.queueByPod, bounds));
    }
  }
}

function gauge(
  series: RunAnalysis['measurements']['series']['kvByPod'],
  bounds: readonly number[]
): HistogramCounts | undefined {
  return (
    series &&
    countValues(
      series.flatMap(({ values }) => [...values]),
      bounds
    )
  );
}

function highestOf({ values }: { values: readonly number[] }): number {
  return values.reduce((highest, value) => (Number.isFinite(value) ? Math.max(highest, value) : highest), 0);
}

/** Most steps of a linear axis. */
const TICKS = 5;

function ticksOf(id: RidgeId, from: number, to: number, scale: DensityScale, at: (value: number) => number): Tick[] {
  const steps =
    scale === 'log'
      ? durationSteps(from, to)
      : roundSteps(from, to, TICKS).map((value) => ({ value, text: valueText(id, value) }));
  return steps.map((step) => ({ ...step, at: at(step.value) }));
}

function valueText(id: RidgeId, value: number): string {
  return formatQuantity(Math.max(0, value), id === 'kv' ? 'percentunit' : 'short', 0);
}
