/** Charts of rectangles in lanes over time, shared by the heatmap and the state timeline. */
import {
  FieldType,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
  type TimeRange,
  type TimeZone,
} from '@grafana/data';
import { ScaleDirection, ScaleOrientation, AxisPlacement } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import type { AlignedData } from 'uplot';

/** A rectangle in the plot, in canvas pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface LaneChart {
  theme: GrafanaTheme2;
  timeZone: TimeZone;
  /** Names of the lanes, from the bottom up. */
  lanes: string[];
  /** Which lanes have a name on the axis; all when there is room. */
  draw: (u: uPlot, laneBox: (lane: number) => Pick<Box, 'y' | 'height'>) => void;
}

export function laneChart({ theme, timeZone, lanes, draw }: LaneChart): UPlotConfigBuilder {
  const builder = new UPlotConfigBuilder(timeZone);
  builder.addScale({
    scaleKey: 'x',
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    isTime: true,
    range: (_u, least, most) => [least, most],
  });
  builder.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: () => [0, lanes.length],
  });
  builder.addAxis({
    scaleKey: 'x',
    isTime: true,
    placement: AxisPlacement.Bottom,
    timeZone,
    theme,
    grid: { show: false },
  });
  builder.addAxis({
    scaleKey: 'y',
    placement: AxisPlacement.Left,
    theme,
    grid: { show: false },
    splits: (u: uPlot) => {
      const every = Math.max(1, Math.ceil((lanes.length * 16) / Math.max(1, u.bbox.height / devicePixelRatio)));
      return lanes.map((_lane, index) => index + 0.5).filter((_split, index) => index % every === 0);
    },
    values: (_u: uPlot, splits: number[]) => splits.map((split) => lanes[Math.floor(split)] ?? ''),
    size: Math.min(160, 24 + 7 * Math.max(0, ...lanes.map((lane) => lane.length))),
  });
  // A series that draws nothing: the cells are drawn below.
  builder.addSeries({
    scaleKey: 'y',
    theme,
    show: true,
    pathBuilder: () => null,
    pointsBuilder: () => undefined,
    lineColor: 'transparent',
  } as never);
  builder.addHook('draw', (u) => {
    const height = u.bbox.height / lanes.length;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    u.ctx.clip();
    draw(u, (lane) => ({ y: u.bbox.top + u.bbox.height - (lane + 1) * height, height }));
    u.ctx.restore();
  });
  return builder;
}

/** What the plot gets as data: nothing to draw, but times that begin and end with the range, so the axis does too. */
export function laneData(times: number[], { from, to }: TimeRange): AlignedData {
  const [start, end] = [from.valueOf(), to.valueOf()];
  const inside = [...new Set(times)].filter((time) => time > start && time < end).sort((a, b) => a - b);
  const all = [start, ...inside, end];
  return [all, all.map(() => 0)];
}

export function timeField(frame: DataFrame): Field | undefined {
  return frame.fields.find((field) => field.type === FieldType.time);
}
