import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, Input, TextArea, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import type { TriggerKey } from '../../kube/scalers';
import { PARAMS } from '../../domain/params';
import { useFormState } from './formState';
import { isWrittenAnew, scalingProblems, type ScalingDraft, type ScalingField } from './scaling';
import { targetLabels } from './scalingTexts';

type TextKey =
  'replicas' | 'min' | 'max' | 'initial' | 'up' | 'down' | 'prometheus' | 'authentication' | 'pool' | 'model';

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

type TextOf = (key: TextKey, label: string, more?: Pick<TextFieldProps, 'width' | 'placeholder'>) => React.ReactElement;

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

/** The numbers of who scales the workload. */
export function ScalingFields(): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const { values, errors, edit } = useFormState();
  const draft = values.scaling;
  if (!draft) {
    return null;
  }
  const problems = scalingProblems(draft);
  const set = (change: Partial<ScalingDraft>) =>
    edit(({ scaling }) => ({ scaling: scaling && { ...scaling, ...change } }));
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
  const error = errors.scaling;
  const isScaled = draft.mode !== 'static' && draft.mode !== 'custom';
  const lacksModel = !values.params.some(({ name }) => name === PARAMS.model);
  return (
    <div className={styles.box}>
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
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'grid', gap: theme.spacing(1), minWidth: 0, justifyItems: 'start' }),
  numbers: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) }),
  error: css({ color: theme.colors.error.text }),
});
