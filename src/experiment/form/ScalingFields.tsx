import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, Input, TextArea, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useController, useFormContext } from 'react-hook-form';

import { t } from '../../i18n/t';
import type { TriggerKey } from '../../kube/scalers';
import { PARAMS } from '../../domain/params';
import type { RunFormValues } from './model';
import {
  isWrittenAnew,
  scalingProblems,
  withMode,
  type ScalingDraft,
  type ScalingField,
  type ScalingMode,
} from './scaling';
import { modeOptions, targetLabels } from './scalingTexts';

type TextKey = 'replicas' | 'min' | 'max' | 'initial' | 'up' | 'down' | 'prometheus' | 'authentication' | 'pool' | 'model';

interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  problem: string | undefined;
  width?: number;
  placeholder?: string;
  onChange: (text: string) => void;
}

function TextField({ id, label, value, problem, width = 12, placeholder, onChange }: TextFieldProps) {
  return (
    <Field noMargin label={label} error={problem} invalid={problem !== undefined} htmlFor={`scaling-${id}`}>
      <Input
        id={`scaling-${id}`}
        inputMode={width > 12 ? 'text' : 'decimal'}
        width={width}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

type TextOf = (
  key: TextKey,
  label: string,
  more?: Pick<TextFieldProps, 'width' | 'placeholder'>
) => React.ReactElement;

/** Where the numbers of a ScaledObject come from that is written anew. */
function SourceFields({ draft, text, lacksModel }: { draft: ScalingDraft; text: TextOf; lacksModel: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.numbers}>
      {text('prometheus', t('experiment.scaling.prometheus', 'Prometheus that KEDA asks'), { width: 60 })}
      {text('authentication', t('experiment.scaling.authentication', 'TriggerAuthentication'), {
        width: 24,
        placeholder: t('experiment.scaling.none', 'none'),
      })}
      {draft.mode === 'keda-saturation' &&
        text('pool', t('experiment.scaling.pool', 'Inference pool'), {
          width: 24,
          placeholder: t('experiment.scaling.any-pool', 'all of the namespace'),
        })}
      {lacksModel && text('model', t('experiment.scaling.model', 'Model'), { width: 40 })}
    </div>
  );
}

/** The choice of who scales the workload, with the numbers of each. */
export function ScalingFields(): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const { control, getValues } = useFormContext<RunFormValues>();
  const { field, formState } = useController<RunFormValues, 'scaling'>({ control, name: 'scaling' });
  const draft = field.value;
  if (!draft) {
    return null;
  }
  const problems = scalingProblems(draft);
  const set = (change: Partial<ScalingDraft>) => field.onChange({ ...draft, ...change });
  const text: TextOf = (key, label, more = {}) => (
    <TextField
      id={key}
      label={label}
      value={draft[key]}
      problem={problems[key as ScalingField]}
      onChange={(value) => set({ [key]: value })}
      {...more}
    />
  );
  const error = formState.errors.scaling?.message;
  const isScaled = draft.mode !== 'static' && draft.mode !== 'custom';
  const lacksModel = !getValues('params').some(({ name }) => name === PARAMS.model);
  return (
    <fieldset className={styles.box}>
      <legend className={styles.legend}>{t('experiment.scaling.title', 'Replicas')}</legend>
      <Field noMargin label={t('experiment.scaling.label', 'Who decides on the number of replicas')} htmlFor="scaling-mode">
        <Combobox<ScalingMode>
          id="scaling-mode"
          width={40}
          value={draft.mode}
          options={modeOptions(draft.mode)}
          onChange={({ value }) => field.onChange(withMode(draft, value))}
        />
      </Field>
      <div className={styles.numbers}>
        {draft.mode === 'static' && text('replicas', t('experiment.scaling.replicas', 'Replicas'))}
        {isScaled && text('min', t('experiment.scaling.min', 'Minimum'))}
        {isScaled && text('max', t('experiment.scaling.max', 'Maximum'))}
        {draft.mode !== 'static' && text('initial', t('experiment.scaling.initial', 'To begin with'))}
      </div>
      {isScaled && (
        <div className={styles.numbers}>
          {(Object.entries(draft.thresholds) as Array<[TriggerKey, string]>).map(([key, value]) => (
            <TextField
              key={key}
              id={key}
              label={targetLabels()[key]}
              value={value}
              problem={problems[key]}
              onChange={(next) => set({ thresholds: { ...draft.thresholds, [key]: next } })}
            />
          ))}
          {text('up', t('experiment.scaling.up', 'Window up (s)'))}
          {text('down', t('experiment.scaling.down', 'Window down (s)'))}
        </div>
      )}
      {isWrittenAnew(draft) && <SourceFields draft={draft} text={text} lacksModel={lacksModel} />}
      {draft.mode === 'custom' && (
        <Field noMargin label={PARAMS.scaledObject} htmlFor="scaling-base">
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
