/** A trend as a frame of the trend panel: runs in the order of time, one line a mode, and marks where something changed. */
import { FieldType, type DataFrame, type FieldConfigSource } from '@grafana/data';

import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import type { TrendLine, TrendPoint } from '../../domain/comparison/trend';
import { colorOf } from '../compare/runLook';

export const AXIS = 'Run';
export const VERSION_MARK = 'Version changed';
export const PARAM_MARK = 'Parameter changed';

/** All points of all lines, oldest first: the number of a run on the axis is its place here, from 1. */
export function inOrder(lines: readonly TrendLine[]): TrendPoint[] {
  return lines.flatMap(({ points }) => points).sort((a, b) => a.run.startedAt - b.run.startedAt);
}

/** @param nameOf what the legend calls a line */
export function trendFrame(lines: readonly TrendLine[], nameOf: (line: TrendLine) => string): DataFrame {
  const all = inOrder(lines);
  const places = all.map((_, i) => i + 1);
  const marked = (isMarked: (point: TrendPoint) => boolean) =>
    all.map((point) => (isMarked(point) ? (point.value ?? null) : null));
  const isVersion = ({ changes }: TrendPoint) => changes.some(({ kind }) => kind === 'version');
  const number = (name: string, values: Array<number | null>) => ({ name, type: FieldType.number, config: {}, values });
  return {
    fields: [
      { name: AXIS, type: FieldType.number, config: { decimals: 0, min: 0.5, max: all.length + 0.5 }, values: places },
      ...lines.map((line) =>
        number(
          nameOf(line),
          all.map((point) => (line.points.includes(point) ? (point.value ?? null) : null))
        )
      ),
      number(VERSION_MARK, marked(isVersion)),
      number(
        PARAM_MARK,
        marked((point) => point.changes.length > 0 && !isVersion(point))
      ),
    ],
    length: all.length,
  };
}

export function trendConfig(kpi: KpiId, names: readonly string[]): FieldConfigSource {
  const { unit, decimals } = KPIS[kpi];
  return {
    defaults: {
      unit,
      decimals,
      color: { mode: 'fixed' },
      custom: {
        drawStyle: 'line',
        lineWidth: 1,
        showPoints: 'always',
        pointSize: 8,
        // Between two runs of a mode lie runs of another: the line goes on to the next of its own.
        spanNulls: true,
        axisSoftMin: 0,
      },
    },
    overrides: [
      { matcher: { id: 'byName', options: AXIS }, properties: [{ id: 'unit', value: 'none' }] },
      ...names.map((name, i) => ({
        matcher: { id: 'byName', options: name },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: colorOf(i) } }],
      })),
      mark(VERSION_MARK, 'red', 18),
      mark(PARAM_MARK, 'dark-yellow', 18),
    ],
  };
}

/** A ring round the run's own point. */
function mark(name: string, color: string, size: number): FieldConfigSource['overrides'][number] {
  return {
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'custom.drawStyle', value: 'points' },
      { id: 'custom.pointSize', value: size },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'color', value: { mode: 'fixed', fixedColor: color } },
    ],
  };
}
