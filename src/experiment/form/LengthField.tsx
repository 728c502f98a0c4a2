import { Field, Input } from '@grafana/ui';
import React, { useState } from 'react';

import { t } from '../../i18n/t';
import { useFormState } from './formState';
import { loadLength, stretched, type StepDraft } from './steps';

/** Minutes with at most two digits behind the point. */
const minutesText = (seconds: number): string => String(Math.round((seconds / 60) * 100) / 100);

/** How long the load is: another length stretches or shortens all of its steps. */
export function LengthField(): React.ReactElement | null {
  const { values, edit } = useFormState();
  // What is typed, and the steps as they were before: half a number must not round them away.
  const [typed, setTyped] = useState<{ text: string; steps: StepDraft[] }>();
  const { steps } = values;
  const seconds = steps ? loadLength(steps) : 0;
  if (steps === null || seconds === 0) {
    return null;
  }
  return (
    <Field noMargin label={t('experiment.length.label', 'Length of the load')} htmlFor="run-length">
      <Input
        id="run-length"
        inputMode="decimal"
        suffix={t('experiment.length.minutes', 'min')}
        value={typed?.text ?? minutesText(seconds)}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const before = typed?.steps ?? steps;
          const minutes = Number(text.trim().replace(',', '.'));
          setTyped({ text, steps: before });
          edit(() => ({ steps: minutes > 0 ? stretched(before, minutes * 60) : before }));
        }}
        onBlur={() => setTyped(undefined)}
      />
    </Field>
  );
}
