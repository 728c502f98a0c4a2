import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, Input, Label, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import type { ParamSpec } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { paramWords } from '../../shared/paramWords';
import { useListed } from './formState';
import { ListField } from './ListField';
import type { ParamDraft } from './model';
import { ObjectField } from './ObjectField';

interface Props {
  /** Place of the param in the form's values. */
  index: number;
  spec: ParamSpec;
  /** Values to choose among where the Pipeline names none; another may be typed. */
  known?: string[];
}

/** One param of the Pipeline, by its kind. */
export function ParamField({ index, spec, known }: Props): React.ReactElement {
  const id = useId();
  const styles = useStyles2(getStyles);
  const { draft, problem, set, onBlur } = useListed('params', index);
  const words = paramWords(spec.name);
  return (
    <Field
      noMargin
      label={
        <Label htmlFor={id} description={descriptionOf(spec)}>
          <span className={styles.label}>
            {words}
            {words.toLowerCase() !== spec.name.toLowerCase() && <code className={styles.name}>{spec.name}</code>}
            {spec.default === undefined && <span aria-hidden>*</span>}
          </span>
        </Label>
      }
      error={problem}
      invalid={problem !== undefined}
    >
      <ParamControl {...{ id, spec, known, draft, set, onBlur }} invalid={problem !== undefined} />
    </Field>
  );
}

interface ControlProps {
  id: string;
  spec: ParamSpec;
  known?: string[];
  draft: ParamDraft;
  set: (change: Partial<ParamDraft>) => void;
  onBlur: () => void;
  invalid: boolean;
}

function ParamControl({ id, spec, known, draft, set, onBlur, invalid }: ControlProps): React.ReactElement {
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
      return <TextControl {...{ id, spec, known, draft, set, onBlur, invalid }} />;
  }
}

function TextControl({ id, spec, known, draft, set, onBlur, invalid }: ControlProps): React.ReactElement {
  const offered = spec.enum ?? known;
  if (offered && offered.length > 0) {
    // A preset may hold a value that is not allowed: it is shown, and said to be wrong, not dropped.
    const values = offered.includes(draft.text) || draft.text === '' ? offered : [draft.text, ...offered];
    return (
      <Combobox
        id={id}
        value={draft.text === '' ? null : draft.text}
        createCustomValue={!spec.enum}
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

const getStyles = (theme: GrafanaTheme2) => ({
  label: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: theme.spacing(0.75) }),
  name: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
    overflowWrap: 'anywhere',
  }),
});
