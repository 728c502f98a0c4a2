import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, Input, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { Pipeline } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { Fold } from './Fold';
import { useFormState } from './formState';
import { LineField } from './LineField';
import type { WorkspaceDraft } from './model';
import { WorkspaceField } from './WorkspaceField';

interface Props {
  pipeline: Pipeline;
  /** Service accounts that the cluster lets in; undefined: any. */
  accounts?: string[];
}

/** Workspaces, service account, timeouts and the run's name: what a preset usually settles. */
export function AdvancedFields({ pipeline, accounts }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { values, errors, edit } = useFormState();
  const { serviceAccountName, timeouts } = values;
  const labels = {
    pipeline: t('experiment.advanced.timeout-pipeline', 'Timeout of the run'),
    tasks: t('experiment.advanced.timeout-tasks', 'Timeout of its tasks'),
    finally: t('experiment.advanced.timeout-finally', 'Timeout of its final tasks'),
  };
  return (
    <Fold
      title={t('experiment.advanced.title', 'Advanced')}
      says={[
        ...values.workspaces.map(volumeText),
        serviceAccountName && t('experiment.advanced.says-account', 'account {{name}}', { name: serviceAccountName }),
        timeouts.pipeline && t('experiment.advanced.says-timeout', 'timeout {{time}}', { time: timeouts.pipeline }),
      ]}
      open={Object.keys(errors).some((place) => /^(workspaces|serviceAccountName|timeouts|generateName)/.test(place))}
    >
      {pipeline.workspaces.map((spec, i) => (
        <WorkspaceField key={spec.name} index={i} spec={spec} />
      ))}
      <div className={styles.grid}>
        <AccountField accounts={accounts} />
        <LineField
          id="run-prefix"
          place="generateName"
          label={t('experiment.advanced.prefix', 'Prefix of the run’s name')}
          description={t('experiment.advanced.prefix-help', 'Lower-case letters, digits and hyphens')}
          value={values.generateName}
          onChange={(generateName) => edit(() => ({ generateName }))}
        />
        {(['pipeline', 'tasks', 'finally'] as const).map((key) => (
          <LineField
            key={key}
            id={`run-timeout-${key}`}
            place={`timeouts.${key}`}
            label={labels[key]}
            description={t('experiment.advanced.timeout-help', 'Such as 12h or 90m; empty: the cluster’s default')}
            value={timeouts[key]}
            onChange={(text) => edit((now) => ({ timeouts: { ...now.timeouts, [key]: text } }))}
          />
        ))}
      </div>
    </Fold>
  );
}

function volumeText({ kind, size, claimName }: WorkspaceDraft): string | undefined {
  switch (kind) {
    case 'volumeClaimTemplate':
      return t('experiment.advanced.says-volume', 'new volume of {{size}}', { size });
    case 'persistentVolumeClaim':
      return t('experiment.advanced.says-claim', 'volume claim {{name}}', { name: claimName });
    case 'emptyDir':
      return t('experiment.advanced.says-empty', 'empty directory');
    default:
      return undefined;
  }
}

/** Free text where any account may do, else a choice of those that are let in. */
function AccountField({ accounts }: Pick<Props, 'accounts'>): React.ReactElement {
  const { values, errors, edit, leave } = useFormState();
  const problem = errors.serviceAccountName;
  const value = values.serviceAccountName;
  const set = (serviceAccountName: string) => edit(() => ({ serviceAccountName }));
  return (
    <Field
      noMargin
      label={t('experiment.advanced.service-account', 'Service account')}
      description={
        accounts
          ? t('experiment.advanced.service-account-allowed', 'Those that the cluster’s policy allows')
          : t('experiment.advanced.service-account-help', 'Empty: the namespace’s default')
      }
      error={problem}
      invalid={problem !== undefined}
      htmlFor="run-service-account"
    >
      {accounts ? (
        <Combobox
          id="run-service-account"
          value={value === '' ? null : value}
          options={accounts.map((account) => ({ value: account }))}
          onChange={(option) => set(option.value)}
        />
      ) : (
        <Input
          id="run-service-account"
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
          onBlur={() => leave('serviceAccountName')}
        />
      )}
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'end',
  }),
});
