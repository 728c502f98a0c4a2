import { SceneDataTransformer, SceneQueryRunner, type VizPanel } from '@grafana/scenes';

import { gpusBoard, overviewBoard, panelsOf } from '../panels/boards';
import type { PanelSpec } from '../panels/spec';
import { toVizConfig } from '../panels/viz';
import { VARIABLE_DIALECT } from '../queries/dialect';
import { vizPanel } from './vizPanel';

const scope = { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant' };
const all: Array<[string, PanelSpec]> = [
  ...panelsOf(overviewBoard({ scope })),
  ...panelsOf(gpusBoard({ scope: { dialect: VARIABLE_DIALECT } })),
].map((spec) => [spec.id, spec]);

function runnerOf(panel: VizPanel): SceneQueryRunner {
  const data = panel.state.$data;
  const runner = data instanceof SceneDataTransformer ? data.state.$data : data;
  if (!(runner instanceof SceneQueryRunner)) {
    throw new Error('no query runner');
  }
  return runner;
}

describe.each(all)('%s', (_, spec) => {
  const panel = vizPanel(spec, 'prom-1');

  test('is the panel that a dashboard would show', () => {
    const { pluginId, options, fieldConfig } = toVizConfig(spec);
    expect(panel.state).toMatchObject({
      pluginId,
      options,
      title: spec.title,
      description: spec.description,
      fieldConfig,
    });
  });

  test('asks the chosen Prometheus every query of the spec, once', () => {
    const runner = runnerOf(panel);
    expect(runner.state.datasource).toEqual({ type: 'prometheus', uid: 'prom-1' });
    expect(runner.state.queries.map(({ refId, expr, instant }) => ({ refId, expr, instant }))).toEqual(
      spec.targets.map(({ refId, expr, instant = false }) => ({ refId, expr, instant }))
    );
  });

  test('carries the transformations, in order', () => {
    const ids = toVizConfig(spec).transformations.map(({ id }) => id);
    const data = panel.state.$data;
    const given = data instanceof SceneDataTransformer ? data.state.transformations : [];
    expect(given.map((transformation) => ('id' in transformation ? transformation.id : ''))).toEqual(ids);
  });
});
