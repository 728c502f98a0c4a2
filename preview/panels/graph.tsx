/** What Grafana's time series and trend panels share: options, their defaults, and the tooltip. */
import { FieldColorModeId, PanelPlugin, type DataFrame, type LinkModel, type PanelProps } from '@grafana/data';
import {
  LegendDisplayMode,
  SortOrder,
  TooltipDisplayMode,
  type VizLegendOptions,
  type VizTooltipOptions,
} from '@grafana/schema';
import { TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import React, { type ComponentProps, type ComponentType } from 'react';

import { ChartTooltip } from './ChartTooltip';
import { fieldOptions } from './fieldOptions';

export interface GraphOptions {
  legend: VizLegendOptions;
  tooltip: VizTooltipOptions;
}

export const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};
const TOOLTIP: VizTooltipOptions = { mode: TooltipDisplayMode.Single, sort: SortOrder.None };

interface TooltipProps extends Pick<
  ComponentProps<typeof TooltipPlugin2>,
  'queryZoom' | 'clientZoom' | 'syncMode' | 'syncScope'
> {
  config: UPlotConfigBuilder;
  frame: DataFrame;
  options: VizTooltipOptions | undefined;
  timeZone: string;
  /** Data links of a point; none without it. */
  getDataLinks?: (seriesIdx: number, dataIdx: number) => LinkModel[];
}

/** The values under the pointer, unless the panel wants no tooltip. */
export function GraphTooltip({ config, frame, options = TOOLTIP, timeZone, ...rest }: TooltipProps) {
  if (options.mode === TooltipDisplayMode.None) {
    return <></>;
  }
  return (
    <TooltipPlugin2
      config={config}
      // 1 shows all series at the pointer's place, 2 the one that is nearest.
      hoverMode={options.mode === TooltipDisplayMode.Multi ? 1 : 2}
      {...rest}
      render={(_u, dataIdxs, seriesIdx, _pinned, _dismiss, _range, _viaSync, links) => (
        <ChartTooltip
          frame={frame}
          dataIdxs={dataIdxs}
          seriesIdx={seriesIdx}
          options={options}
          timeZone={timeZone}
          links={links}
        />
      )}
    />
  );
}

/** Defaults of the graph's field options; packages/grafana-schema and the panel's module.tsx in grafana/grafana. */
const GRAPH_FIELD_DEFAULTS: Record<string, unknown> = {
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

/** The panel of a chart of lines, with the options that all of them have. */
export function graphPanel<Options extends GraphOptions>(
  panel: ComponentType<PanelProps<Options>>
): PanelPlugin<Options> {
  const editor = () => null;
  return new PanelPlugin<Options>(panel)
    .useFieldConfig(fieldOptions(GRAPH_FIELD_DEFAULTS, FieldColorModeId.PaletteClassic))
    .setPanelOptions((builder) => {
      builder
        .addCustomEditor({ id: 'legend', path: 'legend', name: 'Legend', editor, defaultValue: LEGEND })
        .addCustomEditor({ id: 'tooltip', path: 'tooltip', name: 'Tooltip', editor, defaultValue: TOOLTIP });
    });
}
