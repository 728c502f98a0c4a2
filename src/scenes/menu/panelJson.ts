/** A panel of a page as a panel of a dashboard: the same drawing, its variables filled in. */
import { dataFrameToJSON, type DataFrame, type DataSourceApi } from '@grafana/data';
import {
  SafeSerializableSceneObject,
  SceneDataTransformer,
  sceneGraph,
  SceneQueryRunner,
  type VizPanel,
} from '@grafana/scenes';
import type { DataQuery, Panel } from '@grafana/schema';

import { getDataSourceInstance } from '../../shared/dataSources';
import { OVER_NUMBERS } from './overNumbers';

/** How Grafana keeps frames in a panel, without a data source to ask. */
const SNAPSHOT = { datasource: { type: 'datasource', uid: 'grafana' }, queryType: 'snapshot', refId: 'A' } as const;
/** Half of a dashboard's width, as high as Grafana makes a new panel. */
const GRID_POS = { x: 0, y: 0, w: 12, h: 8 };

/** Whether a data source is asked; other panels show what was measured before. */
export const asksQueries = (panel: VizPanel): boolean => runnerOf(panel) !== undefined;

function runnerOf(panel: VizPanel): SceneQueryRunner | undefined {
  const data = panel.state.$data;
  const inner = data instanceof SceneDataTransformer ? data.state.$data : data;
  return inner instanceof SceneQueryRunner ? inner : undefined;
}

/** What the panel asks, with the values of the page's variables in place of their names. @throws what the data source throws */
export async function askedQueries(panel: VizPanel): Promise<DataQuery[]> {
  const runner = runnerOf(panel);
  if (!runner) {
    return [];
  }
  const { datasource, queries } = runner.state;
  const source = await getDataSourceInstance<DataSourceApi>(datasource?.uid ?? '');
  const own = queries.map((query): DataQuery => ({ ...query, datasource: query.datasource ?? datasource }));
  const scopedVars = { __sceneObject: new SafeSerializableSceneObject(panel) };
  return source.interpolateVariablesInQueries?.(own, scopedVars) ?? own;
}

/** @param queries of {@link askedQueries}; a panel that asks nothing keeps what it shows */
export function panelJson(panel: VizPanel, queries: readonly DataQuery[]): Panel {
  const { pluginId, title, description, options, fieldConfig, $data } = panel.state;
  const filled = (text: string | undefined): string | undefined => text && sceneGraph.interpolate(panel, text);
  const runner = runnerOf(panel);
  const transformations = $data instanceof SceneDataTransformer ? $data.state.transformations : [];
  const series = $data?.state.data?.series ?? [];
  const overNumbers = series.flatMap(({ meta }) => (meta?.custom?.[OVER_NUMBERS] as DataFrame | undefined) ?? []);
  const kept = overNumbers.length > 0 ? overNumbers : series;
  return {
    type: overNumbers.length > 0 ? 'trend' : pluginId,
    title: filled(title),
    description: filled(description),
    gridPos: GRID_POS,
    options,
    fieldConfig: fieldConfig as Panel['fieldConfig'],
    transformations: transformations.flatMap((one) => ('id' in one ? [one as { id: string; options: unknown }] : [])),
    ...(runner
      ? {
          datasource: runner.state.datasource ?? undefined,
          targets: queries.map((query) => ({ ...query })),
          maxDataPoints: runner.state.maxDataPoints,
        }
      : { datasource: SNAPSHOT.datasource, targets: [snapshot(kept)] }),
  };
}

function snapshot(series: readonly DataFrame[]) {
  return { ...SNAPSHOT, snapshot: series.map((frame) => dataFrameToJSON(frame)) };
}
