/** Stands in for Grafana's heatmap panel: a lane a bucket or series, coloured by its value. */
import {
  colorManipulator,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
  getValueFormat,
  PanelPlugin,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
  type PanelProps,
} from '@grafana/data';
import { useTheme2, VizLayout } from '@grafana/ui';
import React, { useMemo } from 'react';

import { laneChart, laneData, timeField } from './cellChart';
import { fieldOptions } from './fieldOptions';
import { Lanes } from './Lanes';
import { NoData } from './NoData';

interface Options {
  color?: { scale?: string; exponent?: number; min?: number; max?: number; fill?: string };
  cellGap?: number;
  cellValues?: { unit?: string };
  yAxis?: { unit?: string };
}

interface Lane {
  name: string;
  field: Field;
  times: number[];
}

/** Every number field of every frame, with its times. */
function toLanes(frames: DataFrame[], unit: string | undefined): Lane[] {
  const inUnit = (name: string) => (unit === undefined || !/^[\d.]+$/.test(name) ? name : named(unit)(Number(name)));
  return frames.flatMap((frame) => {
    const time = timeField(frame);
    return time === undefined
      ? []
      : frame.fields
          .filter((field) => field.type === FieldType.number)
          .map((field) => ({
            name: inUnit(getFieldDisplayName(field, frame, frames)),
            field,
            times: time.values as number[],
          }));
  });
}

/** Grafana's colours by opacity, as every panel here asks for them: from the ground to the fill. */
function colorAt(share: number, fill: string, theme: GrafanaTheme2): string {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return colorManipulator.alpha(theme.visualization.getColorByName(fill), percent / 100);
}

const named = (unit: string | undefined) => (value: number) => formattedValueToString(getValueFormat(unit)(value, 0));

function HeatmapPanel({ fieldConfig, options, ...panel }: PanelProps<Options>) {
  const { data, timeRange, timeZone } = panel;
  const theme = useTheme2();
  const lanes = useMemo(() => toLanes(data.series, options.yAxis?.unit), [data.series, options.yAxis?.unit]);
  const { least, most } = useMemo(() => bounds(lanes, options.color), [lanes, options.color]);
  const fill = options.color?.fill ?? 'dark-orange';
  const gap = options.cellGap ?? 1;
  const config = useMemo(() => {
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
            u.ctx.fillStyle = colorAt(((value - least) / (most - least)) ** exponent, fill, theme);
            // Whole pixels, or two neighbours would mix in the one that they share.
            const [left, top] = [Math.round(from), Math.round(y)];
            const [right, bottom] = [Math.round(to), Math.round(y + cell)];
            u.ctx.fillRect(left, top, Math.max(1, right - left - gap), Math.max(1, bottom - top - gap));
          }
        }
      },
    });
  }, [lanes, theme, timeZone, options.color, least, most, fill, gap]);
  const plotData = useMemo(() => laneData(lanes[0]?.times ?? [], timeRange), [lanes, timeRange]);
  if (lanes.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  return (
    <Lanes
      {...panel}
      config={config}
      plotData={plotData}
      legend={
        <VizLayout.Legend placement="bottom">
          <ColorKey color={colorAt(1, fill, theme)} ends={[least, most].map(named(options.cellValues?.unit))} />
        </VizLayout.Legend>
      }
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

function ColorKey({ color, ends: [least, most] }: { color: string; ends: string[] }) {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 8, fontSize: 12, paddingLeft: 8 }}>
      {least}
      <span
        aria-hidden
        style={{ width: 96, height: 8, background: `linear-gradient(to right, transparent, ${color})` }}
      />
      {most}
    </div>
  );
}

/** What the ends of the colours stand for. */
function bounds(lanes: Lane[], color: Options['color']): { least: number; most: number } {
  const values = lanes
    .flatMap((lane) => lane.field.values as Array<number | null>)
    .filter((value): value is number => value !== null && Number.isFinite(value));
  const least = color?.min ?? Math.min(0, ...sample(values));
  return { least, most: color?.max ?? Math.max(...sample(values), least + 1e-9) };
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
