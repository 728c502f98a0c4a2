import React from 'react';

import { t } from '../../i18n/t';
import { configPath } from '../../routes';
import { EmptyState } from '../../shared/EmptyState';
import { PageButton } from '../../shared/PageButton';

/** Nothing is served or scaled, or no one says so. */
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
          'In this time range WVA names no variant, and no pod of a workload reports metrics of vLLM. Either nothing is served, or Prometheus scrapes neither WVA’s controller (ServiceMonitor) nor the pods of vLLM (PodMonitor). A longer time range shows variants that are gone.'
        )}
      </p>
    </EmptyState>
  );
}
