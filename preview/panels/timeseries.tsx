/** Stands in for Grafana's time series panel: the same TimeSeries component, with annotations, tooltip and zoom. */
import {
  applyNullInsertThreshold,
  FieldColorModeId,
  FieldType,
  PanelPlugin,
  type DataFrame,
  type Field,
  type PanelProps,
  type TimeRange,
} from '@grafana/data';
import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema';
import { EventBusPlugin, KeyboardPlugin, TimeSeries, TooltipPlugin2, usePanelContext } from '@grafana/ui';
import React, { useMemo } from 'react';

import { AnnotationsLayer } from './AnnotationsLayer';
import { ChartTooltip } from './ChartTooltip';
import { fieldOptions } from './fieldOptions';
import { NoData } from './NoData';

interface Options {
  legend: VizLegendOptions;
  tooltip: VizTooltipOptions;
}

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

function TimeSeriesPanel({
  data,
  timeRange,
  timeZone,
  width,
  height,
  options,
  fieldConfig,
  onChangeTimeRange,
}: PanelProps<Options>) {
  const { sync, eventBus, eventsScope } = usePanelContext();
  const frames = useMemo(() => plottable(data.series, timeRange), [data.series, timeRange]);
  const legend = options.legend ?? {
    showLegend: true,
    displayMode: LegendDisplayMode.List,
    placement: 'bottom',
    calcs: [],
  };
  const tooltip = options.tooltip ?? { mode: TooltipDisplayMode.Single, sort: SortOrder.None };
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
      legend={legend}
      options={options}
    >
      {(config, aligned) => (
        <>
          <KeyboardPlugin config={config} />
          <EventBusPlugin config={config} eventBus={eventBus} frame={aligned} />
          {tooltip.mode !== TooltipDisplayMode.None && (
            <TooltipPlugin2
              config={config}
              // 1 shows all series at the pointer's time, 2 the one that is nearest.
              hoverMode={tooltip.mode === TooltipDisplayMode.Multi ? 1 : 2}
              queryZoom={onChangeTimeRange}
              clientZoom={true}
              syncMode={sync?.()}
              syncScope={eventsScope}
              getDataLinks={(seriesIdx, dataIdx) =>
                aligned.fields[seriesIdx]?.getLinks?.({ valueRowIndex: dataIdx }) ?? []
              }
              render={(_u, dataIdxs, seriesIdx, _pinned, _dismiss, _range, _viaSync, links) => (
                <ChartTooltip
                  frame={aligned}
                  dataIdxs={dataIdxs}
                  seriesIdx={seriesIdx}
                  options={tooltip}
                  timeZone={timeZone}
                  links={links}
                />
              )}
            />
          )}
          <AnnotationsLayer config={config} annotations={data.annotations} timeZone={timeZone} />
        </>
      )}
    </TimeSeries>
  );
}

/** Defaults of the graph's field options; packages/grafana-schema and the panel's module.tsx in grafana/grafana. */
export const GRAPH_FIELD_DEFAULTS: Record<string, unknown> = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  barAlignment: 0,
  barWidthFactor: 0.6,
  lineWidth: 1,
  fillOpacity: 0,
  gradientMode: 'none',
  fillBelowTo: undefined,
  lineColor: undefined,
  lineStyle: undefined,
  spanNulls: false,
  insertNulls: false,
  showPoints: 'auto',
  pointSize: 5,
  pointSymbol: undefined,
  stacking: { mode: 'none', group: 'A' },
  transform: undefined,
  axisPlacement: 'auto',
  axisLabel: '',
  axisWidth: undefined,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  axisGridShow: undefined,
  axisCenteredZero: false,
  axisBorderShow: false,
  axisColorMode: 'text',
  scaleDistribution: { type: 'linear' },
  hideFrom: { tooltip: false, viz: false, legend: false },
  thresholdsStyle: { mode: 'off' },
};

export const timeseries = new PanelPlugin<Options>(TimeSeriesPanel)
  .useFieldConfig(fieldOptions(GRAPH_FIELD_DEFAULTS, FieldColorModeId.PaletteClassic))
  .setDataSupport({ annotations: true, alertStates: true })
  .setPanelOptions((builder) => {
    builder
      .addCustomEditor({
        id: 'legend',
        path: 'legend',
        name: 'Legend',
        editor: () => null,
        defaultValue: { showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] },
      })
      .addCustomEditor({
        id: 'tooltip',
        path: 'tooltip',
        name: 'Tooltip',
        editor: () => null,
        defaultValue: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
      });
  });
