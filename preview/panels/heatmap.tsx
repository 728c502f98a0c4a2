/** Stands in for Grafana's heatmap panel: a lane a bucket or series, coloured by its value. */
import {
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
  PanelPlugin,
  type DataFrame,
  type Field,
  type PanelProps,
} from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { laneChart, laneData, timeField } from './cellChart';
import { fieldOptions } from './fieldOptions';
import { Lanes } from './Lanes';
import { NoData } from './NoData';

interface Options {
  color?: { scale?: string; exponent?: number; min?: number; max?: number };
}

interface Lane {
  name: string;
  field: Field;
  times: number[];
}

/** Every number field of every frame, with its times. */
function toLanes(frames: DataFrame[]): Lane[] {
  return frames.flatMap((frame) => {
    const time = timeField(frame);
    return time === undefined
      ? []
      : frame.fields
          .filter((field) => field.type === FieldType.number)
          .map((field) => ({ name: getFieldDisplayName(field, frame, frames), field, times: time.values as number[] }));
  });
}

/** ColorBrewer's Blues from little to much, as red, green and blue: the scheme that every panel here asks for. */
const BLUES = [
  [247, 251, 255],
  [222, 235, 247],
  [198, 219, 239],
  [158, 202, 225],
  [107, 174, 214],
  [66, 146, 198],
  [33, 113, 181],
  [8, 81, 156],
  [8, 48, 107],
];

/** Grafana turns the scheme around on a dark ground, so that little is near the ground in both themes. */
function colorAt(share: number, isDark: boolean): string {
  const at = Math.min(1, Math.max(0, isDark ? 1 - share : share)) * (BLUES.length - 1);
  const [low, high] = [BLUES[Math.floor(at)] ?? [], BLUES[Math.ceil(at)] ?? []];
  return `rgb(${low.map((part, i) => Math.round(part + ((high[i] ?? part) - part) * (at % 1))).join(' ')})`;
}

function HeatmapPanel({ fieldConfig, options, ...panel }: PanelProps<Options>) {
  const { data, timeRange, timeZone } = panel;
  const theme = useTheme2();
  const lanes = useMemo(() => toLanes(data.series), [data.series]);
  const config = useMemo(() => {
    const values = lanes
      .flatMap((lane) => lane.field.values as Array<number | null>)
      .filter((value): value is number => value !== null && Number.isFinite(value));
    const least = options.color?.min ?? Math.min(0, ...sample(values));
    const most = options.color?.max ?? Math.max(...sample(values), least + 1e-9);
    const exponent = options.color?.scale === 'exponential' ? (options.color.exponent ?? 0.5) : 1;
    return laneChart({
      theme,
      timeZone,
      lanes: lanes.map((lane) => lane.name),
      draw: (u, laneBox) => {
        for (const [index, lane] of lanes.entries()) {
          const { y, height: cell } = laneBox(index);
          const step = lane.times.length > 1 ? (lane.times[1] ?? 0) - (lane.times[0] ?? 0) : 60_000;
          for (const [row, time] of lane.times.entries()) {
            const value = lane.field.values[row] as number | null;
            if (value === null || !Number.isFinite(value) || value <= Math.max(0, least - 1)) {
              continue;
            }
            const from = u.valToPos(time - step, 'x', true);
            const to = u.valToPos(time, 'x', true);
            u.ctx.fillStyle = colorAt(((value - least) / (most - least)) ** exponent, theme.isDark);
            u.ctx.fillRect(from, y + 0.5, Math.max(1, to - from - 1), Math.max(1, cell - 1));
          }
        }
      },
    });
  }, [lanes, theme, timeZone, options.color]);
  const plotData = useMemo(() => laneData(lanes[0]?.times ?? [], timeRange), [lanes, timeRange]);
  if (lanes.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  return (
    <Lanes
      {...panel}
      config={config}
      plotData={plotData}
      textAt={(index, at) => {
        const lane = lanes[index];
        // A cell ends at its time.
        const value: unknown = lane?.field.values[lane.times.findIndex((time) => time >= at)];
        const shown = lane?.field.display?.(value);
        return lane && `${lane.name}: ${shown === undefined ? String(value) : formattedValueToString(shown)}`;
      }}
    />
  );
}

/** Enough values for the bounds of the colours; spreading many into a call would overflow the stack. */
function sample(values: number[]): number[] {
  const every = Math.ceil(values.length / 20_000);
  return values.filter((_value, index) => index % Math.max(1, every) === 0);
}

export const heatmap = new PanelPlugin<Options>(HeatmapPanel)
  .useFieldConfig(
    fieldOptions({ scaleDistribution: { type: 'linear' }, hideFrom: { tooltip: false, viz: false, legend: false } })
  )
  .setDataSupport({ annotations: true, alertStates: true });
