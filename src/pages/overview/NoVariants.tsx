import React from 'react';

import { t } from '../../i18n/t';
import { configPath } from '../../routes';
import { EmptyState } from '../../shared/EmptyState';
import { PageButton } from '../../shared/PageButton';

/** Nothing is scaled, or nobody says so. */
export function NoVariants(): React.ReactElement {
  return (
    <EmptyState
      title={t('overview.empty.title', 'No variant found')}
      action={
        <PageButton href={configPath()} variant="secondary" icon="cog">
          {t('overview.empty.action', 'See what was detected')}
        </PageButton>
      }
    >
      <p>
        {t(
          'overview.empty.why',
          'No series of WVA names a variant in this time range. Either WVA manages none (no VariantAutoscaling, no HPA or ScaledObject with llm-d.ai/managed), or Prometheus does not scrape the controller. A longer time range shows variants that are gone.'
        )}
      </p>
    </EmptyState>
  );
}
