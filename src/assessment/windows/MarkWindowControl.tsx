import { sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import React from 'react';

import { WorkloadObject, type WorkloadState } from '../../scenes/WorkloadObject';
import { MarkWindowButton } from './MarkWindowButton';

/** Among the controls of a page: the time and the workload that it shows, as a run. */
export class MarkWindowControl extends WorkloadObject<WorkloadState> {
  static Component = MarkWindowControlRenderer;
}

function MarkWindowControlRenderer({ model }: SceneComponentProps<MarkWindowControl>): React.ReactElement {
  const { namespace, variant: workload } = model.useNames();
  const initial = () => {
    const { from, to } = sceneGraph.getTimeRange(model).state.value;
    return { namespace, workload, from: from.valueOf(), to: Math.min(to.valueOf(), Date.now()) };
  };
  // Which workload is shown is not known before the page's choices are.
  return <MarkWindowButton initial={initial} disabled={workload === ''} />;
}
