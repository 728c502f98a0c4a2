/** A named switch for each annotation query of a dashboard, as Grafana's controls have. */
import {
  SceneDataLayerSet,
  SceneObjectBase,
  type SceneComponentProps,
  type SceneDataLayerProvider,
} from '@grafana/scenes';
import { InlineField, InlineSwitch } from '@grafana/ui';
import React from 'react';

export class LayerSwitches extends SceneObjectBase {
  static Component = ({ model }: SceneComponentProps<LayerSwitches>) => {
    const set = model.parent?.state.$data;
    const layers = set instanceof SceneDataLayerSet ? set.state.layers : [];
    return (
      <>
        {layers.map((layer) => (
          <LayerSwitch key={layer.state.key} layer={layer} />
        ))}
      </>
    );
  };
}

function LayerSwitch({ layer }: { layer: SceneDataLayerProvider }) {
  const { isEnabled, isHidden, name } = layer.useState();
  const id = `layer-${layer.state.key}`;
  return isHidden ? null : (
    <InlineField label={name} htmlFor={id} transparent>
      <InlineSwitch id={id} value={isEnabled} onChange={() => layer.setState({ isEnabled: !isEnabled })} />
    </InlineField>
  );
}
