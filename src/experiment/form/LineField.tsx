import { Field, Input } from '@grafana/ui';
import React from 'react';

import { useFormState } from './formState';

interface Props {
  id: string;
  /** Where the form has what is wrong with it. */
  place: string;
  label: string;
  description: string;
  value: string;
  onChange: (text: string) => void;
}

/** A line of text, with what is wrong with it. */
export function LineField({ id, place, label, description, value, onChange }: Props): React.ReactElement {
  const { errors, leave } = useFormState();
  const problem = errors[place];
  return (
    <Field noMargin label={label} description={description} error={problem} invalid={problem !== undefined}>
      <Input
        id={id}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => leave(place)}
      />
    </Field>
  );
}
