import {
  sceneGraph,
  SceneObjectBase,
  VariableDependencyConfig,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import React from 'react';

import { MarkWindowButton } from './MarkWindowButton';

interface MarkWindowControlState extends SceneObjectState {
  /** Its names, or the variables that hold them. */
  workload: { namespace: string; variant: string };
}

/** Among the controls of a page: the time and the workload that it shows, as a run. */
export class MarkWindowControl extends SceneObjectBase<MarkWindowControlState> {
  static Component = MarkWindowControlRenderer;

  protected override _variableDependency = new VariableDependencyConfig(this, { statePaths: ['workload'] });
}

function MarkWindowControlRenderer({ model }: SceneComponentProps<MarkWindowControl>): React.ReactElement {
  const { workload: shown } = model.useState();
  const namespace = sceneGraph.interpolate(model, shown.namespace);
  const workload = sceneGraph.interpolate(model, shown.variant);
  const initial = () => {
    const { from, to } = sceneGraph.getTimeRange(model).state.value;
    return { namespace, workload, from: from.valueOf(), to: Math.min(to.valueOf(), Date.now()) };
  };
  // Which workload is shown is not known before the page's choices are.
  return <MarkWindowButton initial={initial} disabled={workload === ''} />;
}
