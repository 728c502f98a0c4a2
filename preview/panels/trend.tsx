/** Stands in for Grafana's trend panel: the time series' lines over a numeric axis. */
import {
  FieldColorModeId,
  FieldMatcherID,
  fieldMatchers,
  FieldType,
  PanelPlugin,
  type DataFrame,
  type PanelProps,
} from '@grafana/data';
import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema';
import { preparePlotFrame, TimeSeries, TooltipPlugin2 } from '@grafana/ui';
import React from 'react';

import { ChartTooltip } from './ChartTooltip';
import { fieldOptions } from './fieldOptions';
import { NoData } from './NoData';
import { GRAPH_FIELD_DEFAULTS } from './timeseries';

interface Options {
  legend: VizLegendOptions;
  tooltip: VizTooltipOptions;
  /** Field of the axis; the first numeric one without it. */
  xField?: string;
}

/** As in Grafana: one frame, whose axis is a number that rises. */
function TrendPanel({ data, timeRange, timeZone, width, height, options, fieldConfig }: PanelProps<Options>) {
  const [frame, ...others] = data.series;
  const x = frame?.fields.find(
    (field) => field.type === FieldType.number && (options.xField === undefined || field.name === options.xField)
  );
  if (!frame || !x || frame.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  if (others.length > 0) {
    return <>Only one frame is supported, consider adding a join transformation</>;
  }
  const byAxis = (frames: DataFrame[], fields: Parameters<typeof preparePlotFrame>[1]) =>
    preparePlotFrame(frames, { ...fields, x: fieldMatchers.get(FieldMatcherID.byName).get(x.name) });
  return (
    <TimeSeries
      frames={[frame]}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend}
      options={options}
      preparePlotFrame={byAxis}
    >
      {(config, aligned) =>
        options.tooltip.mode === TooltipDisplayMode.None ? (
          <></>
        ) : (
          <TooltipPlugin2
            config={config}
            hoverMode={options.tooltip.mode === TooltipDisplayMode.Multi ? 1 : 2}
            render={(_u, dataIdxs, seriesIdx) => (
              <ChartTooltip
                frame={aligned}
                dataIdxs={dataIdxs}
                seriesIdx={seriesIdx}
                options={options.tooltip}
                timeZone={timeZone}
                links={[]}
              />
            )}
          />
        )
      }
    </TimeSeries>
  );
}

export const trend = new PanelPlugin<Options>(TrendPanel)
  .useFieldConfig(fieldOptions(GRAPH_FIELD_DEFAULTS, FieldColorModeId.PaletteClassic))
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
