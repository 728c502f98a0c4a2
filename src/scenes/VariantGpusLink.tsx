import {
  sceneGraph,
  SceneObjectBase,
  VariableDependencyConfig,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import React from 'react';

import { t } from '../i18n/t';
import { gpusOfVariantPath } from '../routes';
import { PageButton } from '../shared/PageButton';

interface VariantGpusLinkState extends SceneObjectState {
  /** Its names, or the variables that hold them. */
  workload: { namespace: string; variant: string };
}

/** Leads to the GPUs that the pods of the page's variant hold, once it is known which that is. */
export class VariantGpusLink extends SceneObjectBase<VariantGpusLinkState> {
  static Component = VariantGpusLinkView;

  protected override _variableDependency = new VariableDependencyConfig(this, { statePaths: ['workload'] });
}

function VariantGpusLinkView({ model }: SceneComponentProps<VariantGpusLink>): React.ReactElement | null {
  const { workload } = model.useState();
  const namespace = sceneGraph.interpolate(model, workload.namespace);
  const name = sceneGraph.interpolate(model, workload.variant);
  return name === '' ? null : (
    <PageButton href={gpusOfVariantPath({ namespace, name })} icon="gf-grid" variant="secondary" fill="outline">
      {t('scenes.variant-gpus.text', 'GPUs')}
    </PageButton>
  );
}
