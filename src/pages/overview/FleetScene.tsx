import type { DataFrame } from '@grafana/data';
import {
  SceneDataTransformer,
  SceneObjectBase,
  sceneGraph,
  type SceneComponentProps,
  type SceneDataProvider,
  type SceneObjectState,
} from '@grafana/scenes';
import React, { Suspense, lazy, useEffect, useMemo } from 'react';

import type { TimeSeries } from '../../domain/analysis/types';
import { hasSiblings } from '../../domain/fleetSiblings';
import { samplesOf } from '../../prometheus/samples';
import type { BoardRow } from '../../scenes/BoardLayout';

// Lazy: brought only where a model has several variants, and after the page.
const ModelsTable = lazy(() => import(/* webpackChunkName: "models" */ './ModelsTable'));

interface FleetSceneState extends SceneObjectState {
  uid: string;
  /** The row of the table of variants. */
  row: BoardRow;
  variantUrl: (namespace: string, variant: string) => string;
}

/** The table of variants; where a model has several of them, by model, from what the table has asked. */
export class FleetScene extends SceneObjectBase<FleetSceneState> {
  static Component = FleetRenderer;
}

function FleetRenderer({ model }: SceneComponentProps<FleetScene>): React.ReactElement {
  const { uid, row, variantUrl } = model.useState();
  const asked = askedOf(row);
  // In place of its panel's, which is not there while models are.
  useEffect(() => asked.activate(), [asked]);
  const { data } = asked.useState();
  const rows = useMemo(() => data?.series.flatMap(rowsOf) ?? [], [data]);
  const panel = <row.Component model={row} />;
  if (!hasSiblings(rows)) {
    return panel;
  }
  const { value: range } = sceneGraph.getTimeRange(model).state;
  return (
    <Suspense fallback={panel}>
      <ModelsTable
        uid={uid}
        rows={rows}
        range={range}
        title={row.state.title ?? ''}
        variantUrl={(namespace, variant) => sceneGraph.interpolate(model, variantUrl(namespace, variant))}
      />
    </Suspense>
  );
}

/** What asks for the table: its transformations are the panel's own. */
function askedOf(row: BoardRow): SceneDataProvider {
  const data = sceneGraph.getData(row.state.items[0]!.state.body);
  return (data instanceof SceneDataTransformer && data.state.$data) || data;
}

/** The last number of each series, which says of what it is; what is asked by itself is of its query. */
function rowsOf(frame: DataFrame): TimeSeries[] {
  return samplesOf(frame)
    .filter(({ labels }) => labels.variant !== undefined)
    .map(({ labels, value }) => ({ labels: { series: frame.refId ?? '', ...labels }, times: [0], values: [value] }));
}
