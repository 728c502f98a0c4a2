import {
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  type DataFrame,
  type FieldConfigSource,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { behaviors, SceneDataNode, SceneTimeRange, VizPanel } from '@grafana/scenes';
import { DashboardCursorSync } from '@grafana/schema';
import { Button } from '@grafana/ui';
import React, { useEffect, useMemo } from 'react';

import { t } from '../../i18n/t';
import { panelMenu } from '../../scenes/menu/panelMenu';
import { PanelPlace } from '../../scenes/menu/PanelPlace';
import { chartTime } from './chartTime';
import { useZoom } from './useZoom';

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

/**
 * One of Grafana's own panels over a frame that is already here. Charts over the same time share their crosshair, and what one is
 * zoomed to.
 */
export function DataPanel({ spec, frame, timeRange, height }: Props): React.ReactElement {
  const time = useMemo(() => chartTime(frame, timeRange), [frame, timeRange]);
  const { group, timeZone } = time;
  const [zoom, setZoom] = useZoom(group);
  const shown = zoom ?? time.timeRange;
  const text = JSON.stringify({ ...spec, pluginId: group === undefined ? spec.pluginId : 'timeseries' });
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
      $timeRange: new SceneTimeRange({ ...rawRange(undefined), timeZone }),
      $data: new SceneDataNode({ data: panelData(EMPTY, undefined) }),
      $behaviors: group === undefined ? [] : [crosshair(group)],
    });
  }, [text, timeZone, group]);
  useEffect(() => {
    panel.state.$timeRange?.setState({ ...rawRange(shown), value: shown ?? getDefaultTimeRange() });
    panel.state.$data?.setState({ data: panelData(time.frame, shown, timeZone) });
    const sub = panel.state.$timeRange?.subscribeToState(({ value }) => setZoom(value));
    return () => sub?.unsubscribe();
  }, [panel, time, shown, timeZone, setZoom]);
  const isZoomed = zoom !== undefined;
  useEffect(() => {
    panel.setState({ headerActions: isZoomed ? <WholeTime onClick={() => setZoom(undefined)} /> : undefined });
  }, [panel, isZoomed, setZoom]);
  return (
    <div style={{ height, minWidth: 0 }}>
      <PanelPlace panel={panel} />
    </div>
  );
}

function WholeTime({ onClick }: { onClick: () => void }): React.ReactElement {
  return (
    <Button size="sm" variant="secondary" icon="search-minus" onClick={onClick}>
      {t('assessment.chart.whole', 'Whole time')}
    </Button>
  );
}

/** Grafana joins the crosshairs of charts whose scope has the same name. */
const crosshair = (group: string) =>
  new behaviors.CursorSync({ key: `charts ${group}`, sync: DashboardCursorSync.Crosshair });

/** By what the chart is called: as it stands in the URL of its view. */
const panelKey = (title: string): string => `chart-${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;

const EMPTY: DataFrame = { fields: [{ name: 'x', type: FieldType.number, config: {}, values: [] }], length: 0 };

function panelData(frame: DataFrame, timeRange: TimeRange | undefined, timezone?: 'utc'): PanelData {
  return {
    // Times are written in the zone that a request names.
    ...(timezone && { request: { timezone } as PanelData['request'] }),
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
