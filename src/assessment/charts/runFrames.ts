/** Measurements of several runs as frames and options of Grafana's panels. Pure. */
import { FieldType, type DataFrame, type Field, type FieldConfigSource, type TimeRange } from '@grafana/data';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { SeriesId, TimeSeries, Window } from '../../domain/analysis/types';
import { align, axisRange, spacing, type Alignment, type Line } from '../../domain/comparison/alignment';
import { t } from '../../i18n/t';
import { timeRangeOf } from '../../shared/timeRange';
import { MINUTES } from './chartTime';
import { axisWidth } from './plotEdges';
import type { RunLook } from './runLook';

/** A measured run and how it looks. */
export interface ChartRun {
  analysis: RunAnalysis;
  look: RunLook;
}

/** A line of a chart: its name, which overrides find it by, and what it shows. */
export interface NamedLine extends Line {
  name: string;
  /** What Prometheus said beside it. */
  warnings?: readonly string[];
}

/** Name of the axis' field. */
const AXIS = 'Load';

/** Lines over one axis; a line without samples is an empty one, so that the legend still names it. */
export function linesFrame(lines: readonly NamedLine[], alignment: Alignment): DataFrame {
  const { x, ys } = align(lines, alignment);
  const range = axisRange(
    alignment,
    lines.map(({ window }) => window)
  );
  const values = lines.map(({ name }, i): Field => ({
    name,
    type: FieldType.number,
    config: {},
    values: ys[i] ?? [],
  }));
  return { fields: [axisField(alignment, x, range), ...values], length: x.length, ...noticesOn(lines) };
}

/** Warnings as notices of the frame, which Grafana shows at the panel's title. */
function noticesOn(lines: readonly NamedLine[]): Pick<DataFrame, 'meta'> {
  const notices = lines.flatMap(({ name, warnings = [] }) =>
    warnings.map((words) => ({
      severity: 'warning' as const,
      text: `${name}: ${t('analysis.problem.warned', 'Prometheus warns: {{words}}', { words })}`,
    }))
  );
  return notices.length > 0 ? { meta: { notices } } : {};
}

/** What the axis does not say itself, it would take from the lines' defaults: their bounds, their logarithm. */
function axisField(alignment: Alignment, x: number[], range: { from: number; to: number } | undefined): Field {
  const config = (axisLabel: string, unit = 'none'): Field['config'] => ({
    min: range?.from,
    max: range?.to,
    unit,
    custom: { scaleDistribution: { type: 'linear' }, axisLabel, axisGridShow: true },
  });
  switch (alignment) {
    case 'elapsed':
      return {
        name: AXIS,
        type: FieldType.number,
        config: config(t('pages.compare.axis.elapsed', 'time of load, hh:mm'), MINUTES),
        values: x,
      };
    case 'progress':
      return {
        name: AXIS,
        type: FieldType.number,
        config: config(t('pages.compare.axis.progress', '% of the load')),
        values: x,
      };
    case 'absolute':
      return { name: AXIS, type: FieldType.time, config: {}, values: x };
  }
}

/**
 * One line a run.
 *
 * @param from the measured series that `pick` makes a line of
 */
export function runLines(
  runs: readonly ChartRun[],
  from: SeriesId,
  pick = (run: RunAnalysis): TimeSeries | undefined => seriesOf(run, from)
): NamedLine[] {
  return runs.flatMap(({ analysis, look }) => {
    const series = pick(analysis);
    const { window } = analysis.measurements;
    return series
      ? [
          {
            name: look.label,
            series,
            window,
            stepSeconds: spacing(series, window),
            warnings: warningsOn(analysis, from),
          },
        ]
      : [];
  });
}

/** The first, usually only, series of a kind. */
export function seriesOf({ measurements }: RunAnalysis, id: SeriesId): TimeSeries | undefined {
  return measurements.series[id]?.[0];
}

/** Prometheus' warnings on a series. */
export function warningsOn({ measurements }: RunAnalysis, id: SeriesId): readonly string[] | undefined {
  return measurements.warnings?.[id];
}

export interface LineOptions {
  unit: string;
  decimals?: number;
  max?: number;
  step?: boolean;
}

const LEGEND = { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] };
const TOOLTIP = { mode: 'multi', sort: 'desc' };

export const PANEL_OPTIONS: Record<string, unknown> = { legend: LEGEND, tooltip: TOOLTIP, xField: AXIS };

/** A line a run in its colour; the baseline's is dashed and in front. */
export function linesConfig(runs: ReadonlyArray<Pick<ChartRun, 'look'>>, options: LineOptions): FieldConfigSource {
  return {
    defaults: {
      ...defaults(options),
      custom: { ...CUSTOM, lineInterpolation: options.step ? 'stepAfter' : 'linear' },
    },
    overrides: runs.map(({ look }) => lineOverride(look)),
  };
}

export function defaults({ unit, decimals, max }: LineOptions): FieldConfigSource['defaults'] {
  return { unit, decimals, min: 0, max, color: { mode: 'fixed' }, noValue: '–' };
}

/** What all lines share; a gap is a gap. */
export const CUSTOM = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 2,
  fillOpacity: 0,
  showPoints: 'never',
  spanNulls: false,
  insertNulls: false,
  axisSoftMin: 0,
  axisWidth: axisWidth(),
};

function lineOverride({ label, color, isBaseline }: RunLook): FieldConfigSource['overrides'][number] {
  return {
    matcher: { id: 'byName', options: label },
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: color } },
      ...(isBaseline ? [{ id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 6] } }] : []),
    ],
  };
}

/** The time that an absolute axis shows; undefined for the others, whose axis is a number. */
export function absoluteRange(alignment: Alignment, windows: readonly Window[]): TimeRange | undefined {
  const range = alignment === 'absolute' ? axisRange(alignment, windows) : undefined;
  return range && timeRangeOf(range);
}
