/** From a PanelSpec to a panel that asks Prometheus. */
import type { DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import { SceneDataTransformer, SceneQueryRunner, VizPanel, type SceneDataProvider } from '@grafana/scenes';

import type { PanelSpec } from '../panels/spec';
import { maxDataPoints, toQuery, toVizConfig } from '../panels/viz';
import type { Transformation } from '../panels/vizConfig';
import { panelMenu } from './menu/panelMenu';
import { asksWhatFits } from './recordedQueries';

export function vizPanel(spec: PanelSpec, prometheusUid: string): VizPanel {
  const { pluginId, options, fieldConfig, transformations } = toVizConfig(spec);
  return new VizPanel({
    key: spec.id,
    title: spec.title,
    description: spec.description,
    pluginId,
    options,
    fieldConfig: asFieldConfig(fieldConfig),
    menu: panelMenu(),
    $data: data(spec, prometheusUid, transformations),
  });
}

function data(spec: PanelSpec, uid: string, transformations: Transformation[]): SceneDataProvider {
  const runner = new SceneQueryRunner({
    datasource: { type: 'prometheus', uid },
    queries: spec.targets.map(toQuery),
    maxDataPoints: maxDataPoints(spec),
    $behaviors: spec.targets.some(({ recorded, apart }) => recorded ?? apart) ? [asksWhatFits(spec, uid)] : undefined,
  });
  return transformations.length === 0
    ? runner
    : new SceneDataTransformer({ $data: runner, transformations: transformations.map(asTransformer) });
}

function asTransformer({ id, options, filter }: Transformation): DataTransformerConfig {
  return { id, options, filter: filter && { id: filter.id, options: filter.options } };
}

/** The spec's types are plain data, Grafana's the same with more names. */
function asFieldConfig({ defaults, overrides }: ReturnType<typeof toVizConfig>['fieldConfig']): FieldConfigSource {
  return {
    defaults,
    overrides: overrides.map(({ matcher, properties }) => ({ matcher: { ...matcher }, properties })),
  };
}
