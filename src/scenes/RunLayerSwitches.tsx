import {
  SceneObjectBase,
  sceneGraph,
  SceneDataLayerSet,
  type SceneComponentProps,
  type SceneDataLayerProvider,
  type SceneObjectState,
} from '@grafana/scenes';
import { InlineSwitch } from '@grafana/ui';
import React from 'react';

/** A named switch for each layer of runs. Scenes' own control shows a set of layers as one, with switches that have no name. */
export class RunLayerSwitches extends SceneObjectBase<SceneObjectState> {
  static Component = RunLayerSwitchesRenderer;
}

function RunLayerSwitchesRenderer({ model }: SceneComponentProps<RunLayerSwitches>): React.ReactElement {
  const layers = sceneGraph
    .getDataLayers(model, true)
    .flatMap((layer) => (layer instanceof SceneDataLayerSet ? layer.state.layers : [layer]));
  return (
    <>
      {layers.map((layer) => (
        <LayerSwitch key={layer.state.key} layer={layer} />
      ))}
    </>
  );
}

function LayerSwitch({ layer }: { layer: SceneDataLayerProvider }): React.ReactElement {
  const { name, isEnabled } = layer.useState();
  return (
    <InlineSwitch
      id={`wva-layer-${layer.state.key}`}
      label={name}
      showLabel
      value={isEnabled ?? false}
      onChange={() => layer.setState({ isEnabled: !isEnabled })}
    />
  );
}
