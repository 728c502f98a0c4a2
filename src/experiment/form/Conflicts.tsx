import { Alert, TextLink } from '@grafana/ui';
import React from 'react';

import { runId } from '../../domain/run';
import { t } from '../../i18n/t';
import { runPath } from '../../routes';
import type { RunPlan } from './plan';

/** Runs in progress that the new one would disturb, or would wait for. */
export function Conflicts({ plan, isKnown }: { plan: RunPlan; isKnown: boolean }): React.ReactElement {
  if (plan.disturbs.length === 0) {
    return (
      <div>
        {isKnown
          ? t('experiment.plan.undisturbed', 'It affects no other run that is in progress.')
          : t(
              'experiment.plan.unknown',
              'The list of runs is not up to date: whether this affects another run is not known.'
            )}
      </div>
    );
  }
  return (
    <Alert
      severity="warning"
      title={t('experiment.plan.disturbs', 'This gets in the way of {{count}} runs in progress', {
        count: plan.disturbs.length,
      })}
    >
      <ul>
        {plan.disturbs.map(({ run, because }) => (
          <li key={run.uid}>
            <TextLink href={runPath(run)} inline>
              {runId(run)}
            </TextLink>
            {': '}
            {because === 'variant'
              ? t('experiment.plan.same-variant', 'loads the same workload; the results of both are spoiled.')
              : t('experiment.plan.same-pipeline', 'is a run of the same pipeline; one may wait for the other.')}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
