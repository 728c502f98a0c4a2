import { Combobox, Field, Input, RadioButtonGroup, TextArea } from '@grafana/ui';
import React, { useId } from 'react';
import { useController, useFormContext } from 'react-hook-form';

import type { ParamSpec } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { ListField } from './ListField';
import type { ParamDraft, RunFormValues } from './model';
import { ObjectField } from './ObjectField';

interface Props {
  /** Place of the param in the form's values. */
  index: number;
  spec: ParamSpec;
}

/** One param of the Pipeline, by its kind. */
export function ParamField({ index, spec }: Props): React.ReactElement {
  const id = useId();
  const { control } = useFormContext<RunFormValues>();
  const { field, formState } = useController<RunFormValues, `params.${number}`>({ control, name: `params.${index}` });
  const error = formState.errors.params?.[index]?.text?.message;
  const set = (change: Partial<ParamDraft>) => field.onChange({ ...field.value, ...change });
  return (
    <Field
      noMargin
      label={spec.name}
      description={descriptionOf(spec)}
      required={spec.default === undefined}
      htmlFor={id}
      error={error}
      invalid={error !== undefined}
    >
      <ParamControl
        id={id}
        spec={spec}
        draft={field.value}
        set={set}
        onBlur={field.onBlur}
        invalid={error !== undefined}
      />
    </Field>
  );
}

interface ControlProps {
  id: string;
  spec: ParamSpec;
  draft: ParamDraft;
  set: (change: Partial<ParamDraft>) => void;
  onBlur: () => void;
  invalid: boolean;
}

function ParamControl({ id, spec, draft, set, onBlur, invalid }: ControlProps): React.ReactElement {
  switch (spec.type) {
    case 'array':
      return <ListField name={spec.name} items={draft.items} onChange={(items) => set({ items })} />;
    case 'object':
      return (
        <ObjectField
          name={spec.name}
          entries={draft.entries}
          properties={spec.properties ?? []}
          onChange={(entries) => set({ entries })}
        />
      );
    case 'string':
      return <TextControl {...{ id, spec, draft, set, onBlur, invalid }} />;
  }
}

function TextControl({ id, spec, draft, set, onBlur, invalid }: ControlProps): React.ReactElement {
  if (spec.enum) {
    // A preset may hold a value that is not allowed: it is shown, and said to be wrong, not dropped.
    const values = spec.enum.includes(draft.text) || draft.text === '' ? spec.enum : [draft.text, ...spec.enum];
    return (
      <Combobox
        id={id}
        value={draft.text === '' ? null : draft.text}
        options={values.map((value) => ({
          value,
          label: value === '' ? t('experiment.param.empty', '(empty)') : value,
        }))}
        placeholder={t('experiment.param.choose', 'Choose')}
        onChange={({ value }) => set({ text: value, given: true })}
        onBlur={onBlur}
        invalid={invalid}
      />
    );
  }
  if (isYesNo(spec, draft)) {
    return (
      <RadioButtonGroup
        id={id}
        value={draft.text}
        options={[
          { value: 'true', label: t('experiment.param.yes', 'Yes') },
          { value: 'false', label: t('experiment.param.no', 'No') },
        ]}
        onChange={(text) => set({ text })}
      />
    );
  }
  const common = { id, value: draft.text, onBlur, invalid, required: false };
  return draft.text.includes('\n') ? (
    <TextArea {...common} rows={6} onChange={(event) => set({ text: event.currentTarget.value })} />
  ) : (
    <Input {...common} onChange={(event) => set({ text: event.currentTarget.value })} />
  );
}

/** Tekton has no boolean: a param whose default is one of the two words is one. */
function isYesNo(spec: ParamSpec, draft: ParamDraft): boolean {
  const isWord = (value: unknown) => value === 'true' || value === 'false';
  return isWord(spec.default) && isWord(draft.text);
}

function descriptionOf(spec: ParamSpec): string | undefined {
  const fallback =
    typeof spec.default === 'string' && spec.default !== '' && !spec.default.includes('\n') ? spec.default : '';
  const usual = fallback && t('experiment.param.default', 'Default: {{value}}', { value: fallback });
  return [spec.description, usual].filter(Boolean).join(' · ') || undefined;
}
