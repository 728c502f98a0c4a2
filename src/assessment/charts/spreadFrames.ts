/** One latency of one run over time: median, quartiles and deciles as bands, and where replicas were added or taken. */
import type { FieldConfigSource, DataFrame } from '@grafana/data';

import { t } from '../../i18n/t';
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { LatencyId, SeriesId, TimeSeries } from '../../domain/analysis/types';
import { spacing, type Alignment } from '../../domain/comparison/alignment';
import { CUSTOM, defaults, linesFrame, type NamedLine } from './runFrames';

const UP = t('assessment.spread.replicas-up', 'Replicas up');
const DOWN = t('assessment.spread.replicas-down', 'Replicas down');
const PARTS = ['P10', 'P25', 'P50', 'P75', 'P90'] as const;
type Part = (typeof PARTS)[number];

/** The axis of all runs' small charts, so that they can be compared: seconds. */
export interface SpreadScale {
  min: number;
  max: number;
}

function partOf({ measurements }: RunAnalysis, latency: LatencyId, part: Part): TimeSeries | undefined {
  const id: SeriesId = `${latency}${part}`;
  return measurements.series[id]?.[0];
}

/** From the lowest to the highest percentile that any run has; undefined when none has any. */
export function spreadScale(runs: readonly RunAnalysis[], latency: LatencyId): SpreadScale | undefined {
  const values = runs.flatMap((run) =>
    PARTS.flatMap((part) => [...(partOf(run, latency, part)?.values ?? [])]).filter((v) => Number.isFinite(v) && v > 0)
  );
  if (values.length === 0) {
    return undefined;
  }
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, 0]);
  // Room at the foot for the marks of scaling.
  return { min: low / 2, max: high * 1.2 };
}

/** Marks stand at the foot of the chart: their height says nothing. */
export function spreadFrame(run: RunAnalysis, latency: LatencyId, alignment: Alignment, scale: SpreadScale): DataFrame {
  const { window } = run.measurements;
  const median = partOf(run, latency, 'P50');
  const stepSeconds = median && spacing(median, window);
  const percentiles = PARTS.map((part): NamedLine => ({
    name: part.toLowerCase(),
    series: partOf(run, latency, part) ?? { labels: {}, times: [], values: [] },
    window,
    stepSeconds,
  }));
  const marks = (name: string, isUp: boolean): NamedLine => {
    const events = run.scalings.filter(({ from, to }) => to > from === isUp);
    return {
      name,
      series: { labels: {}, times: events.map(({ at }) => at), values: events.map(() => scale.min * 1.25) },
      window,
    };
  };
  return linesFrame([...percentiles, marks(UP, true), marks(DOWN, false)], alignment);
}

export function spreadConfig(color: string, { min, max }: SpreadScale): FieldConfigSource {
  return {
    defaults: {
      ...defaults({ unit: 's' }),
      min,
      max,
      color: { mode: 'fixed', fixedColor: color },
      custom: {
        ...CUSTOM,
        lineWidth: 0,
        axisSoftMin: undefined,
        // Lines of the decades' ninths would be denser than the bands.
        axisGridShow: false,
        scaleDistribution: { type: 'log', log: 10 },
      },
    },
    overrides: [
      named('p50', [{ id: 'custom.lineWidth', value: 2 }]),
      named('p75', [...band('p25', 35)]),
      named('p90', [...band('p10', 15)]),
      named(UP, mark('green')),
      named(DOWN, mark('purple')),
    ],
  };
}

type Properties = FieldConfigSource['overrides'][number]['properties'];

function named(name: string, properties: Properties): FieldConfigSource['overrides'][number] {
  return { matcher: { id: 'byName', options: name }, properties };
}

function band(below: string, opacity: number): Properties {
  return [
    { id: 'custom.fillBelowTo', value: below },
    { id: 'custom.fillOpacity', value: opacity },
  ];
}

function mark(color: string): Properties {
  return [
    { id: 'custom.drawStyle', value: 'points' },
    { id: 'custom.showPoints', value: 'always' },
    { id: 'custom.pointSize', value: 9 },
    { id: 'color', value: { mode: 'fixed', fixedColor: color } },
  ];
}
