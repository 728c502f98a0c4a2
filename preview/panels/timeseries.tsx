/** Stands in for Grafana's time series panel: the same TimeSeries component, with annotations, tooltip and zoom. */
import {
  applyNullInsertThreshold,
  FieldType,
  type DataFrame,
  type Field,
  type PanelProps,
  type TimeRange,
} from '@grafana/data';
import { EventBusPlugin, KeyboardPlugin, TimeSeries, usePanelContext } from '@grafana/ui';
import React, { useMemo } from 'react';

import { AnnotationsLayer } from './AnnotationsLayer';
import { graphPanel, GraphTooltip, LEGEND, type GraphOptions } from './graph';
import { NoData } from './NoData';

const PLOTTED = [FieldType.time, FieldType.number, FieldType.boolean, FieldType.enum];

/**
 * Frames that have a time and numbers. As in Grafana, NaN and infinities are gaps, so are samples that are missing by the
 * interval of the times, and switches become 0 and 1.
 */
export function plottable(frames: DataFrame[], timeRange?: TimeRange): DataFrame[] {
  return frames
    .filter((frame) => frame.fields.some((field) => field.type === FieldType.time) && frame.length > 0)
    .map((frame) => ({ ...frame, fields: frame.fields.filter((field) => PLOTTED.includes(field.type)).map(toPlotted) }))
    .filter((frame) => frame.fields.some((field) => field.type !== FieldType.time))
    .map((frame) =>
      // TimeSeries does this for the first frame only.
      applyNullInsertThreshold({
        frame,
        refFieldPseudoMin: timeRange?.from.valueOf(),
        refFieldPseudoMax: timeRange?.to.valueOf(),
      })
    );
}

function toPlotted(field: Field): Field {
  if (field.type === FieldType.boolean) {
    return {
      ...field,
      type: FieldType.number,
      values: field.values.map((value) => (value === null ? null : Number(value))),
    };
  }
  if (field.type === FieldType.number && field.values.some((value) => value !== null && !Number.isFinite(value))) {
    return { ...field, values: field.values.map((value) => (Number.isFinite(value) ? value : null)) };
  }
  // A time is marked once its gaps are found: not in the data, which another chart may share.
  return field.type === FieldType.time ? { ...field, state: { ...field.state } } : field;
}

function TimeSeriesPanel({ fieldConfig, onChangeTimeRange, ...panel }: PanelProps<GraphOptions>) {
  const { data, timeRange, timeZone, width, height, options } = panel;
  const { sync, eventBus, eventsScope } = usePanelContext();
  const frames = useMemo(() => plottable(data.series, timeRange), [data.series, timeRange]);
  if (frames.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend ?? LEGEND}
      options={options}
    >
      {(config, aligned) => (
        <>
          <KeyboardPlugin config={config} />
          <EventBusPlugin config={config} eventBus={eventBus} frame={aligned} />
          <GraphTooltip
            config={config}
            frame={aligned}
            options={options.tooltip}
            timeZone={timeZone}
            queryZoom={onChangeTimeRange}
            clientZoom={true}
            syncMode={sync?.()}
            syncScope={eventsScope}
            getDataLinks={(seriesIdx, dataIdx) =>
              aligned.fields[seriesIdx]?.getLinks?.({ valueRowIndex: dataIdx }) ?? []
            }
          />
          <AnnotationsLayer config={config} annotations={data.annotations} timeZone={timeZone} />
        </>
      )}
    </TimeSeries>
  );
}

export const timeseries = graphPanel(TimeSeriesPanel).setDataSupport({ annotations: true, alertStates: true });
