import { MultiValueVariable, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import React, { Suspense, lazy } from 'react';

import { WorkloadObject, type WorkloadState } from '../../scenes/WorkloadObject';

// Lazy: no chart waits for it.
const OfThisUser = lazy(() => import(/* webpackChunkName: "of-this-user" */ './OfThisUser'));

interface OfThisUserState extends WorkloadState {
  variantUrl: (namespace: string, variant: string) => string;
}

/** The overview's part for whoever looks. */
export class OfThisUserScene extends WorkloadObject<OfThisUserState> {
  static Component = OfThisUserRenderer;
}

function OfThisUserRenderer({ model }: SceneComponentProps<OfThisUserScene>): React.ReactElement {
  const { workload, variantUrl } = model.useState();
  const named = (variable: string): string => {
    const text = sceneGraph.interpolate(model, variable);
    return text === variable ? '' : text;
  };
  // A favourite is a choice among several.
  const variants = sceneGraph.lookupVariable('variant', model);
  const hasChoice = variants instanceof MultiValueVariable && variants.state.options.length > 1;
  return (
    <Suspense fallback={null}>
      <OfThisUser
        namespace={named(workload.namespace)}
        variant={hasChoice ? named(workload.variant) : ''}
        variantUrl={(namespace, variant) => sceneGraph.interpolate(model, variantUrl(namespace, variant))}
      />
    </Suspense>
  );
}
