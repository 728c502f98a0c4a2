/** Stands in for Grafana's trend panel: the time series' lines over a numeric axis. */
import { FieldMatcherID, fieldMatchers, FieldType, type DataFrame, type PanelProps } from '@grafana/data';
import { preparePlotFrame, TimeSeries } from '@grafana/ui';
import React from 'react';

import { graphPanel, GraphTooltip, type GraphOptions } from './graph';
import { NoData } from './NoData';

interface Options extends GraphOptions {
  /** Field of the axis; the first numeric one without it. */
  xField?: string;
}

/** As in Grafana: one frame, whose axis is a number that rises. */
function TrendPanel({ fieldConfig, ...panel }: PanelProps<Options>) {
  const { data, timeRange, timeZone, width, height, options } = panel;
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
      {(config, aligned) => (
        <GraphTooltip config={config} frame={aligned} options={options.tooltip} timeZone={timeZone} />
      )}
    </TimeSeries>
  );
}

export const trend = graphPanel(TrendPanel);
