/** A chart of rectangles in lanes, with zoom, annotations and the text of the rectangle under the pointer. */
import { type PanelProps } from '@grafana/data';
import { TooltipPlugin2, UPlotChart, VizLayout, type UPlotConfigBuilder } from '@grafana/ui';
import React from 'react';
import type { AlignedData } from 'uplot';

import { AnnotationsLayer } from './AnnotationsLayer';

interface Props extends Pick<PanelProps, 'width' | 'height' | 'data' | 'timeZone' | 'onChangeTimeRange'> {
  config: UPlotConfigBuilder;
  plotData: AlignedData;
  legend?: React.ComponentProps<typeof VizLayout>['legend'];
  /** What stands in a lane, counted from the bottom, at a time in epoch ms; undefined where nothing does. */
  textAt: (lane: number, at: number) => string | undefined;
}

export function Lanes({ config, plotData, legend, textAt, ...panel }: Props) {
  const { width, height, data, timeZone, onChangeTimeRange } = panel;
  return (
    <VizLayout width={width} height={height} legend={legend}>
      {(w: number, h: number) => (
        <UPlotChart config={config} data={plotData} width={w} height={h}>
          <TooltipPlugin2
            config={config}
            hoverMode={1}
            queryZoom={onChangeTimeRange}
            render={(u) => {
              const lane = Math.floor(u.posToVal(u.cursor.top ?? 0, 'y'));
              const text = textAt(lane, u.posToVal(u.cursor.left ?? 0, 'x'));
              return text === undefined ? null : <div style={{ padding: 8 }}>{text}</div>;
            }}
          />
          <AnnotationsLayer config={config} annotations={data.annotations} timeZone={timeZone} />
        </UPlotChart>
      )}
    </VizLayout>
  );
}
