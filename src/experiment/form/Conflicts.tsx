import { Alert, Checkbox, TextLink } from '@grafana/ui';
import React from 'react';

import { runId } from '../../domain/run';
import { t } from '../../i18n/t';
import { runPath } from '../../routes';
import type { Conflict, RunPlan } from './plan';

interface Props {
  plan: Pick<RunPlan, 'conflicts'>;
  /** Every run in progress has been read in full. */
  known: boolean;
  loading: boolean;
  /** The second yes, for what is not known. */
  agreed: boolean;
  onAgree: (agreed: boolean) => void;
}

/** Whether a start needs a second yes: what it does to another run is not known. */
export function needsAgreement(plan: Pick<RunPlan, 'conflicts'>, known: boolean): boolean {
  return !known || plan.conflicts.some(({ kind }) => kind === 'unknown');
}

/** Runs in progress that the new one would disturb, or would wait for. */
export function Conflicts({ plan, known, loading, agreed, onAgree }: Props): React.ReactElement {
  if (loading && !known) {
    return <div role="status">{t('experiment.plan.reading', 'Reading the runs in progress…')}</div>;
  }
  return (
    <>
      {plan.conflicts.length === 0 ? (
        <div>
          {known
            ? t('experiment.plan.undisturbed', 'It affects no other run that is in progress.')
            : t(
                'experiment.plan.unknown',
                'The runs in progress cannot be read: whether this affects one is not known.'
              )}
        </div>
      ) : (
        <Alert
          severity={plan.conflicts.every(({ kind }) => kind === 'waits') ? 'info' : 'warning'}
          title={t('experiment.plan.in-progress', 'Runs in progress that matter: {{count}}', {
            count: plan.conflicts.length,
          })}
        >
          <ul>
            {plan.conflicts.map((conflict) => (
              <li key={conflict.run.uid}>
                <TextLink href={runPath(conflict.run)} inline>
                  {runId(conflict.run)}
                </TextLink>
                {': '}
                {conflictText(conflict)}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {needsAgreement(plan, known) && (
        <Checkbox
          label={t('experiment.plan.agree', 'Start without knowing which runs this affects')}
          value={agreed}
          onChange={(event) => onAgree(event.currentTarget.checked)}
        />
      )}
    </>
  );
}

function conflictText({ kind }: Conflict): string {
  switch (kind) {
    case 'spoils':
      return t('experiment.plan.spoils', 'it puts load on the same workload; neither would measure correctly.');
    case 'waits':
      return t('experiment.plan.waits', 'it is a run of the same Pipeline; the new run waits until it has ended.');
    case 'unknown':
      return t('experiment.plan.conflict-unknown', 'which workload it loads is not known.');
  }
}
