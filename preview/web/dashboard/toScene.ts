/** A dashboard's JSON as a scene, after Grafana's transformSaveModelToScene. */
import { type DataSourceRef } from '@grafana/data';
import {
  behaviors,
  dataLayers,
  EmbeddedScene,
  SceneControlsSpacer,
  SceneDataLayerSet,
  SceneDataTransformer,
  SceneGridItem,
  SceneGridLayout,
  type SceneGridRow,
  SceneQueryRunner,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
  type SceneDataProvider,
  type SceneVariable,
} from '@grafana/scenes';

import { HeadedRow } from './HeadedRow';
import { LayerSwitches } from './LayerSwitches';
import { type DashboardJson, type PanelJson } from './model';
import { toVariable } from './variables';

export function toScene(json: DashboardJson): EmbeddedScene {
  const variables = (json.templating?.list ?? [])
    .map(toVariable)
    .filter((variable): variable is SceneVariable => variable !== undefined);
  return new EmbeddedScene({
    $timeRange: new SceneTimeRange({
      from: json.time?.from ?? 'now-1h',
      to: json.time?.to ?? 'now',
      timeZone: json.timezone === '' ? undefined : json.timezone,
    }),
    $variables: new SceneVariableSet({ variables }),
    $data: new SceneDataLayerSet({ layers: toLayers(json) }),
    $behaviors: [new behaviors.CursorSync({ key: 'dashboard', sync: json.graphTooltip })],
    controls: [
      new VariableValueSelectors({}),
      new LayerSwitches({}),
      new SceneControlsSpacer(),
      new SceneTimePicker({}),
      new SceneRefreshPicker({
        refresh: json.refresh === false ? '' : json.refresh,
        intervals: ['5s', '10s', '30s', '1m', '5m'],
        withText: true,
      }),
    ],
    body: new SceneGridLayout({ isLazy: false, children: toGrid(json.panels ?? []) }),
  });
}

function toLayers(json: DashboardJson) {
  return (json.annotations?.list ?? []).map(
    (query) =>
      new dataLayers.AnnotationsDataLayer({
        key: `annotations-${query.name}`,
        name: query.name,
        isEnabled: Boolean(query.enable),
        isHidden: Boolean(query.hide) || query.builtIn === 1,
        query,
      })
  );
}

/** Panels behind an open row stand in the list after it; those of a folded row are inside it. */
function toGrid(panels: PanelJson[]): Array<SceneGridItem | SceneGridRow> {
  const grid: Array<SceneGridItem | SceneGridRow> = [];
  let row: SceneGridRow | undefined;
  for (const panel of panels) {
    if (panel.type === 'row') {
      row = new HeadedRow({
        key: `row-${panel.id}`,
        title: panel.title,
        y: panel.gridPos?.y,
        isCollapsed: panel.collapsed === true,
        children: panel.collapsed === true ? (panel.panels ?? []).map(toItem) : [],
      });
      grid.push(row);
      if (panel.collapsed === true) {
        row = undefined;
      }
    } else if (row !== undefined) {
      row.setState({ children: [...row.state.children, toItem(panel)] });
    } else {
      grid.push(toItem(panel));
    }
  }
  return grid;
}

function toItem(panel: PanelJson): SceneGridItem {
  const { x = 0, y = 0, w = 12, h = 8 } = panel.gridPos ?? {};
  return new SceneGridItem({ key: `item-${panel.id}`, x, y, width: w, height: h, body: toPanel(panel) });
}

function toPanel(panel: PanelJson): VizPanel {
  return new VizPanel({
    key: `panel-${panel.id}`,
    pluginId: panel.type,
    title: panel.title ?? '',
    description: panel.description,
    options: panel.options ?? {},
    fieldConfig: panel.fieldConfig ?? { defaults: {}, overrides: [] },
    pluginVersion: panel.pluginVersion,
    displayMode: panel.transparent === true ? 'transparent' : 'default',
    hoverHeader: !panel.title,
    $data: toData(panel),
  });
}

function toData(panel: PanelJson): SceneDataProvider | undefined {
  if (panel.targets === undefined || panel.targets.length === 0) {
    return undefined;
  }
  const datasource = (typeof panel.datasource === 'string' ? { uid: panel.datasource } : panel.datasource) as
    DataSourceRef | undefined;
  const runner = new SceneQueryRunner({
    datasource: datasource ?? undefined,
    queries: panel.targets as never,
    maxDataPoints: panel.maxDataPoints,
    minInterval: panel.interval,
    dataLayerFilter: { panelId: panel.id },
  });
  return new SceneDataTransformer({ $data: runner, transformations: panel.transformations ?? [] });
}
