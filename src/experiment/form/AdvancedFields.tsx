import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CollapsableSection, Combobox, Field, Input, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';

import type { Pipeline } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import type { RunFormValues } from './model';
import { WorkspaceField } from './WorkspaceField';

interface Props {
  pipeline: Pipeline;
  /** Service accounts that the cluster lets in; undefined: any. */
  accounts?: string[];
}

/** Workspaces, service account, timeouts and the run's name: what a preset usually settles. */
export function AdvancedFields({ pipeline, accounts }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { register, formState } = useFormContext<RunFormValues>();
  const { errors } = formState;
  const hasError = Boolean(errors.workspaces ?? errors.serviceAccountName ?? errors.timeouts ?? errors.generateName);
  const [opened, setOpened] = useState(false);
  const timeouts = {
    pipeline: t('experiment.advanced.timeout-pipeline', 'Timeout of the run'),
    tasks: t('experiment.advanced.timeout-tasks', 'Timeout of its tasks'),
    finally: t('experiment.advanced.timeout-finally', 'Timeout of its final tasks'),
  };
  return (
    <CollapsableSection
      label={t('experiment.advanced.title', 'Advanced')}
      isOpen={opened || hasError}
      onToggle={setOpened}
      contentClassName={styles.box}
    >
      {pipeline.workspaces.map((spec, i) => (
        <WorkspaceField key={spec.name} index={i} spec={spec} />
      ))}
      <div className={styles.grid}>
        <AccountField accounts={accounts} />
        <Field
          noMargin
          label={t('experiment.advanced.prefix', 'Prefix of the run’s name')}
          description={t('experiment.advanced.prefix-help', 'Lower-case letters, digits and hyphens')}
          error={errors.generateName?.message}
          invalid={errors.generateName !== undefined}
        >
          <Input id="run-prefix" {...register('generateName')} />
        </Field>
        {(['pipeline', 'tasks', 'finally'] as const).map((key) => (
          <Field
            key={key}
            noMargin
            label={timeouts[key]}
            description={t('experiment.advanced.timeout-help', 'Such as 12h or 90m; empty: the cluster’s default')}
            error={errors.timeouts?.[key]?.message}
            invalid={errors.timeouts?.[key] !== undefined}
          >
            <Input id={`run-timeout-${key}`} {...register(`timeouts.${key}`)} />
          </Field>
        ))}
      </div>
    </CollapsableSection>
  );
}

/** Free text where any account may do, else a choice of those that are let in. */
function AccountField({ accounts }: Pick<Props, 'accounts'>): React.ReactElement {
  const { field, formState } = useController<RunFormValues, 'serviceAccountName'>({ name: 'serviceAccountName' });
  const problem = formState.errors.serviceAccountName?.message;
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
          value={field.value === '' ? null : field.value}
          options={accounts.map((value) => ({ value }))}
          onChange={({ value }) => field.onChange(value)}
        />
      ) : (
        <Input id="run-service-account" {...field} />
      )}
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'grid', gap: theme.spacing(2), padding: theme.spacing(1, 0) }),
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'end',
  }),
});
