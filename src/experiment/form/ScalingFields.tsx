import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, Input, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useController, useFormContext } from 'react-hook-form';

import { t } from '../../i18n/t';

import type { RunFormValues } from './model';
import { scalingProblems, type ScalingDraft } from './scaling';

/** The choice between a fixed number of replicas and the autoscaler. */
export function ScalingFields(): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const { control } = useFormContext<RunFormValues>();
  const { field, formState } = useController<RunFormValues, 'scaling'>({ control, name: 'scaling' });
  const draft = field.value;
  if (!draft) {
    return null;
  }
  const problems = scalingProblems(draft);
  const set = (change: Partial<ScalingDraft>) => field.onChange({ ...draft, ...change });
  const number = (key: 'replicas' | 'min' | 'max' | 'initial', label: string) => (
    <Field
      noMargin
      label={label}
      error={problems[key]}
      invalid={problems[key] !== undefined}
      htmlFor={`scaling-${key}`}
    >
      <Input
        id={`scaling-${key}`}
        inputMode="numeric"
        width={12}
        value={draft[key]}
        onChange={(event) => set({ [key]: event.currentTarget.value })}
        onBlur={field.onBlur}
      />
    </Field>
  );
  const error = formState.errors.scaling?.message;
  return (
    <fieldset className={styles.box}>
      <legend className={styles.legend}>{t('experiment.scaling.title', 'Replicas')}</legend>
      <RadioButtonGroup
        aria-label={t('experiment.scaling.label', 'Who decides on the number of replicas')}
        value={draft.mode}
        options={[
          { value: 'static' as const, label: t('experiment.scaling.static', 'Static') },
          { value: 'wva' as const, label: t('experiment.scaling.wva', 'Autoscaler (WVA)') },
          ...(draft.mode === 'custom'
            ? [{ value: 'custom' as const, label: t('experiment.scaling.custom', 'Own ScaledObject') }]
            : []),
        ]}
        onChange={(mode) => set({ mode })}
      />
      <div className={styles.numbers}>
        {draft.mode === 'static' && number('replicas', t('experiment.scaling.replicas', 'Replicas'))}
        {draft.mode === 'wva' && number('min', t('experiment.scaling.min', 'Minimum'))}
        {draft.mode === 'wva' && number('max', t('experiment.scaling.max', 'Maximum'))}
        {draft.mode !== 'static' && number('initial', t('experiment.scaling.initial', 'To begin with'))}
      </div>
      {draft.mode === 'custom' && (
        <Field noMargin label="scaled-object" htmlFor="scaling-base">
          <TextArea
            id="scaling-base"
            rows={8}
            value={draft.base}
            onChange={(event) => set({ base: event.currentTarget.value })}
          />
        </Field>
      )}
      {error && Object.keys(problems).length === 0 && (
        <div role="alert" className={styles.error}>
          {error}
        </div>
      )}
    </fieldset>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    border: 0,
    padding: 0,
    margin: 0,
    display: 'grid',
    gap: theme.spacing(1),
    minWidth: 0,
    justifyItems: 'start',
  }),
  legend: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  numbers: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }),
  error: css({ color: theme.colors.error.text }),
});
