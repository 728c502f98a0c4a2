/** A trend as a frame: runs at the time of their start, one line a mode, and marks where something changed. */
import { FieldType, type DataFrame, type FieldConfigSource, type TimeRange } from '@grafana/data';

import { t } from '../../i18n/t';
import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import type { TrendLine, TrendPoint } from '../../domain/comparison/trend';
import { colorOf } from '../../assessment/charts/runLook';
import { timeRangeOf } from '../../shared/timeRange';

export const VERSION_MARK = t('trend.version-changed', 'Version changed');
export const PARAM_MARK = t('trend.parameter-changed', 'Parameter changed');

/** All points of all lines, oldest first. */
export function inOrder(lines: readonly TrendLine[]): TrendPoint[] {
  return lines.flatMap(({ points }) => points).sort((a, b) => a.run.startedAt - b.run.startedAt);
}

/** @param nameOf what the legend calls a line */
export function trendFrame(lines: readonly TrendLine[], nameOf: (line: TrendLine) => string): DataFrame {
  const all = inOrder(lines);
  const marked = (isMarked: (point: TrendPoint) => boolean) =>
    all.map((point) => (isMarked(point) ? (point.value ?? null) : null));
  const isVersion = ({ changes }: TrendPoint) => changes.some(({ kind }) => kind === 'version');
  const number = (name: string, values: Array<number | null>) => ({ name, type: FieldType.number, config: {}, values });
  const marks = [
    number(VERSION_MARK, marked(isVersion)),
    number(
      PARAM_MARK,
      marked((point) => point.changes.length > 0 && !isVersion(point))
    ),
  ];
  return {
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: all.map(({ run }) => run.startedAt) },
      ...lines.map((line) =>
        number(
          nameOf(line),
          all.map((point) => (line.points.includes(point) ? (point.value ?? null) : null))
        )
      ),
      // A mark that no run has would only be in the legend.
      ...marks.filter(({ values }) => values.some((value) => value !== null)),
    ],
    length: all.length,
  };
}

/** From before the first run to after the last, so that no point lies on the edge; undefined without runs. */
export function trendRange(lines: readonly TrendLine[]): TimeRange | undefined {
  const all = inOrder(lines);
  const [first, last] = [all[0]?.run.startedAt, all.at(-1)?.run.startedAt];
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const margin = Math.max(30 * 60_000, (last - first) * 0.05);
  return timeRangeOf({ from: first - margin, to: last + margin });
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
        // Between two runs of a mode lie runs of another: the line continues to the next of its own.
        spanNulls: true,
        axisSoftMin: 0,
      },
    },
    overrides: [
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
