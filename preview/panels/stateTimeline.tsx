/** Stands in for Grafana's state timeline panel: a lane a field, equal neighbours drawn as one span with its text. */
import {
  FieldColorModeId,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
  PanelPlugin,
  type DataFrame,
  type Field,
  type PanelProps,
} from '@grafana/data';
import { getTextColorForBackground, useTheme2, VizLayout, VizLegend, type VizLegendItem } from '@grafana/ui';
import React, { useMemo } from 'react';

import { laneChart, laneData, timeField } from './cellChart';
import { fieldOptions } from './fieldOptions';
import { Lanes } from './Lanes';
import { NoData } from './NoData';

interface Span {
  from: number;
  to: number;
  text: string;
  color: string;
}

interface Lane {
  name: string;
  spans: Span[];
}

function toLanes(frames: DataFrame[], end: number): Lane[] {
  return frames.flatMap((frame) => {
    const time = timeField(frame);
    if (time === undefined) {
      return [];
    }
    return frame.fields
      .filter((field) => field !== time && field.type !== FieldType.time)
      .map((field) => ({
        name: getFieldDisplayName(field, frame, frames),
        spans: toSpans(field, time.values as number[], end),
      }));
  });
}

/** A value holds until the next one; null ends it. */
function toSpans(field: Field, times: number[], end: number): Span[] {
  const spans: Span[] = [];
  for (const [row, from] of times.entries()) {
    const value: unknown = field.values[row];
    const last = spans[spans.length - 1];
    if (last !== undefined && last.to === Infinity) {
      last.to = from;
    }
    if (value === null || value === undefined) {
      continue;
    }
    const shown = field.display?.(value);
    const text = shown === undefined ? String(value) : formattedValueToString(shown);
    if (last !== undefined && last.to === from && last.text === text) {
      last.to = Infinity;
    } else {
      spans.push({ from, to: Infinity, text, color: shown?.color ?? '#888' });
    }
  }
  return spans.map((span) => ({ ...span, to: Math.min(span.to, end) }));
}

function StateTimelinePanel({ fieldConfig, options, ...panel }: PanelProps<{ legend?: { showLegend?: boolean } }>) {
  const { data, timeRange, timeZone } = panel;
  const theme = useTheme2();
  // The last state holds until now, which is when the answer came.
  const end = Math.min(timeRange.to.valueOf(), data.request?.endTime ?? Infinity);
  const lanes = useMemo(() => toLanes(data.series, end).reverse(), [data.series, end]);
  const config = useMemo(() => {
    return laneChart({
      theme,
      timeZone,
      lanes: lanes.map((lane) => lane.name),
      draw: (u, laneBox) => {
        u.ctx.font = `${12 * devicePixelRatio}px ${theme.typography.fontFamily}`;
        u.ctx.textBaseline = 'middle';
        u.ctx.textAlign = 'left';
        for (const [index, lane] of lanes.entries()) {
          const { y, height: cell } = laneBox(index);
          for (const span of lane.spans) {
            const from = Math.max(u.bbox.left, u.valToPos(span.from, 'x', true));
            const width = u.valToPos(span.to, 'x', true) - from;
            u.ctx.fillStyle = span.color;
            u.ctx.fillRect(from, y + cell * 0.05, Math.max(1, width), cell * 0.9);
            if (width > u.ctx.measureText(span.text).width + 8 * devicePixelRatio) {
              u.ctx.fillStyle = getTextColorForBackground(span.color);
              u.ctx.fillText(span.text, from + 4 * devicePixelRatio, y + cell / 2);
            }
          }
        }
      },
    });
  }, [lanes, theme, timeZone]);
  const plotData = useMemo(
    () =>
      laneData(
        lanes.flatMap((lane) => lane.spans.map((span) => span.from)),
        timeRange
      ),
    [lanes, timeRange]
  );
  if (lanes.every((lane) => lane.spans.length === 0)) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const colors = new Map(lanes.flatMap((lane) => lane.spans.map((span) => [span.text, span.color] as const)));
  const items: VizLegendItem[] = [...colors].map(([label, color]) => ({ label, color, yAxis: 1 }));
  const legend =
    options.legend?.showLegend === false ? null : (
      <VizLayout.Legend placement="bottom">
        <VizLegend placement="bottom" items={items} displayMode={'list' as never} />
      </VizLayout.Legend>
    );
  return (
    <Lanes
      {...panel}
      config={config}
      plotData={plotData}
      legend={legend}
      textAt={(index, at) => {
        const lane = lanes[index];
        const span = lane?.spans.find((one) => one.from <= at && at < one.to);
        return lane && span && `${lane.name}: ${span.text}`;
      }}
    />
  );
}

export const stateTimeline = new PanelPlugin(StateTimelinePanel as never)
  .useFieldConfig(
    fieldOptions(
      {
        lineWidth: 0,
        fillOpacity: 70,
        spanNulls: false,
        insertNulls: false,
        hideFrom: { tooltip: false, viz: false, legend: false },
      },
      FieldColorModeId.ContinuousGrYlRd
    )
  )
  .setDataSupport({ annotations: true, alertStates: true });
