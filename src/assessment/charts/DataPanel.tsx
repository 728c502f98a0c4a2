import {
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  type DataFrame,
  type FieldConfigSource,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { SceneDataNode, SceneTimeRange, VizPanel } from '@grafana/scenes';
import React, { useEffect, useMemo } from 'react';

import { panelMenu } from '../../scenes/menu/panelMenu';
import { PanelPlace } from '../../scenes/menu/PanelPlace';

export interface DataPanelSpec {
  /** `trend` where the axis is a number, `timeseries` where it is a time. */
  pluginId: 'trend' | 'timeseries';
  title: string;
  description: string;
  options: Record<string, unknown>;
  fieldConfig: FieldConfigSource;
}

interface Props {
  spec: DataPanelSpec;
  frame: DataFrame;
  /** Of the axis, where that is a time. */
  timeRange?: TimeRange;
  /** Pixels. */
  height: number;
}

let revision = 0;

/** One of Grafana's own panels over a frame that is already here. */
export function DataPanel({ spec, frame, timeRange, height }: Props): React.ReactElement {
  const text = JSON.stringify(spec);
  const panel = useMemo(() => {
    const { pluginId, title, description, options, fieldConfig } = JSON.parse(text) as DataPanelSpec;
    return new VizPanel({
      key: panelKey(title),
      menu: panelMenu(),
      pluginId,
      title,
      description,
      options,
      fieldConfig,
      $timeRange: new SceneTimeRange(rawRange(undefined)),
      $data: new SceneDataNode({ data: panelData(EMPTY, undefined) }),
    });
  }, [text]);
  useEffect(() => {
    panel.state.$timeRange?.setState({ ...rawRange(timeRange), value: timeRange ?? getDefaultTimeRange() });
    panel.state.$data?.setState({ data: panelData(frame, timeRange) });
  }, [panel, frame, timeRange]);
  return (
    <div style={{ height, minWidth: 0 }}>
      <PanelPlace panel={panel} />
    </div>
  );
}

/** By what the chart is called: as it stands in the URL of its view. */
const panelKey = (title: string): string => `chart-${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;

const EMPTY: DataFrame = { fields: [{ name: 'x', type: FieldType.number, config: {}, values: [] }], length: 0 };

function panelData(frame: DataFrame, timeRange: TimeRange | undefined): PanelData {
  return {
    state: LoadingState.Done,
    series: frame.length === 0 ? [] : [frame],
    timeRange: timeRange ?? getDefaultTimeRange(),
    structureRev: ++revision,
  };
}

function rawRange(timeRange: TimeRange | undefined): { from: string; to: string } {
  return timeRange
    ? { from: timeRange.from.toISOString(), to: timeRange.to.toISOString() }
    : { from: 'now-6h', to: 'now' };
}
