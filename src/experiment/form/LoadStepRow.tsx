import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, Input, useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';

import { t } from '../../i18n/t';

import { duplicateStep, STEP_FIELDS, stepProblems, type StepDraft, type StepField } from './steps';

export type EditSteps = (edit: (steps: StepDraft[]) => StepDraft[]) => void;

interface Props {
  step: StepDraft;
  index: number;
  autoFocus: boolean;
  onEdit: EditSteps;
}

/** One load step: its fields and what can be done with it. Ctrl+Enter duplicates, Ctrl+Delete removes. */
export const LoadStepRow = memo(function LoadStepRow({ step, index, autoFocus, onEdit }: Props) {
  const styles = useStyles2(getStyles);
  const problems = stepProblems(step);
  const labels = stepLabels();
  const number = index + 1;
  const set = (field: StepField, value: string) =>
    onEdit((steps) => steps.map((other) => (other.key === step.key ? { ...other, [field]: value } : other)));
  const duplicate = () => onEdit((steps) => duplicateStep(steps, indexOf(steps, step)));
  const remove = () => onEdit((steps) => steps.filter((other) => other.key !== step.key));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = { Enter: duplicate, Delete: remove, Backspace: remove }[event.key];
    if (action && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      action();
    }
  };
  return (
    <div
      className={styles.row}
      role="group"
      aria-label={t('experiment.steps.row', 'Step {{number}}', { number })}
      onKeyDown={onKeyDown}
    >
      {STEP_FIELDS.map((field) => (
        <div key={field} className={styles.cell}>
          <span className={styles.label} aria-hidden>
            {labels[field].label}
          </span>
          <Input
            aria-label={t('experiment.steps.field', '{{label}} of step {{number}}', {
              label: labels[field].label,
              number,
            })}
            aria-invalid={problems[field] !== undefined}
            value={step[field]}
            inputMode={field === 'name' ? undefined : 'decimal'}
            suffix={field === 'rate' ? intensityUnit(step) : labels[field].unit}
            disabled={field === 'rate' && step.setBy === 'neither'}
            invalid={problems[field] !== undefined}
            autoFocus={autoFocus && field === 'name'}
            onChange={(event) => set(field, event.currentTarget.value)}
          />
        </div>
      ))}
      <div className={styles.actions}>
        <IconButton
          name="copy"
          tooltip={t('experiment.steps.duplicate', 'Duplicate step {{number}}', { number })}
          onClick={duplicate}
        />
        <IconButton
          name="trash-alt"
          tooltip={t('experiment.steps.remove', 'Remove step {{number}}', { number })}
          onClick={remove}
        />
      </div>
      {Object.keys(problems).length > 0 && (
        <div className={styles.problems} role="alert">
          {Object.values(problems).join(' ')}
        </div>
      )}
    </div>
  );
});

function indexOf(steps: StepDraft[], step: StepDraft): number {
  return steps.findIndex((other) => other.key === step.key);
}

/** A profile without a rate is shown by its name. */
function intensityUnit({ setBy, profile }: StepDraft): string | undefined {
  switch (setBy) {
    case 'rate':
      return 'req/s';
    case 'users':
      return t('experiment.steps.users', 'at a time');
    case 'neither':
      return profile;
  }
}

export function stepLabels(): Record<StepField, { label: string; unit?: string }> {
  return {
    name: { label: t('experiment.steps.name', 'Name') },
    delay: { label: t('experiment.steps.delay', 'Delay'), unit: 's' },
    duration: { label: t('experiment.steps.duration', 'Duration'), unit: 's' },
    rate: { label: t('experiment.steps.rate', 'Rate'), unit: 'req/s' },
    promptTokens: { label: t('experiment.steps.prompt', 'Prompt tokens') },
    outputTokens: { label: t('experiment.steps.output', 'Output tokens') },
  };
}

/** Columns of the wide layout, shared with the head of the list. */
export const STEP_COLUMNS = 'minmax(90px, 1.6fr) repeat(3, minmax(84px, 1fr)) repeat(2, minmax(70px, 0.9fr)) 48px';

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'grid',
    gridTemplateColumns: STEP_COLUMNS,
    gap: theme.spacing(0.5, 1),
    alignItems: 'center',
    '@container (max-width: 620px)': {
      gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))',
      padding: theme.spacing(1),
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    },
  }),
  cell: css({ minWidth: 0 }),
  label: css({
    display: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '@container (max-width: 620px)': { display: 'block' },
  }),
  actions: css({ display: 'flex', gap: theme.spacing(0.5), alignSelf: 'center', justifySelf: 'end' }),
  problems: css({
    gridColumn: '1 / -1',
    color: theme.colors.error.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
