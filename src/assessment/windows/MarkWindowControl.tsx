import { sceneGraph, SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React from 'react';

import { MarkWindowButton } from './MarkWindowButton';

interface MarkWindowControlState extends SceneObjectState {
  /** Its names, or the variables that hold them. */
  workload: { namespace: string; variant: string };
}

/** Among the controls of a page: the time and the workload that it shows, as a run. */
export class MarkWindowControl extends SceneObjectBase<MarkWindowControlState> {
  static Component = MarkWindowControlRenderer;
}

function MarkWindowControlRenderer({ model }: SceneComponentProps<MarkWindowControl>): React.ReactElement {
  const initial = () => {
    const { namespace, variant } = model.state.workload;
    const { from, to } = sceneGraph.getTimeRange(model).state.value;
    return {
      namespace: sceneGraph.interpolate(model, namespace),
      workload: sceneGraph.interpolate(model, variant),
      from: from.valueOf(),
      to: Math.min(to.valueOf(), Date.now()),
    };
  };
  return <MarkWindowButton initial={initial} />;
}
