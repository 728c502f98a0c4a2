import type { SceneComponentProps } from '@grafana/scenes';
import React from 'react';

import { t } from '../i18n/t';
import { gpusOfVariantPath } from '../routes';
import { PageButton } from '../shared/PageButton';
import { WorkloadObject, type WorkloadState } from './WorkloadObject';

/** Leads to the GPUs that the pods of the page's variant hold, once it is known which that is. */
export class VariantGpusLink extends WorkloadObject<WorkloadState> {
  static Component = VariantGpusLinkView;
}

function VariantGpusLinkView({ model }: SceneComponentProps<VariantGpusLink>): React.ReactElement | null {
  const { namespace, variant: name } = model.useNames();
  return name === '' ? null : (
    <PageButton href={gpusOfVariantPath({ namespace, name })} icon="gf-grid" variant="secondary" fill="outline">
      {t('scenes.variant-gpus.text', 'GPUs')}
    </PageButton>
  );
}
