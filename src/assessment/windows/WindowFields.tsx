import { css } from '@emotion/css';
import { dateTime, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { DateTimePicker, Field, Input, Switch, useStyles2 } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

import type { AnnotatedRun } from '../../domain/runAnnotation';
import { LoadStepsEditor } from '../../experiment/form/LoadStepsEditor';
import { nextStep, type StepDraft } from '../../experiment/form/steps';
import { t } from '../../i18n/t';
import type { WindowDraft, WindowField } from './windowDraft';

interface Props {
  draft: WindowDraft;
  problems: Partial<Record<WindowField, string>>;
  /** Runs whose names are proposed. */
  known: readonly AnnotatedRun[];
  timeZone: TimeZone;
  onChange: (part: Partial<WindowDraft>) => void;
}

/** What a window is about: experiment, workload, time, and the load where it is known. */
export function WindowFields({ draft, problems, known, timeZone, onChange }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const names = useMemo(
    () => ({
      experiments: unique(known.map(({ experiment }) => experiment)),
      namespaces: unique(known.map(({ namespace }) => namespace)),
      workloads: unique(known.map(({ variant }) => variant)),
    }),
    [known]
  );
  return (
    <div className={styles.fields}>
      <Name
        label={t('assessment.window.experiment', 'Experiment')}
        description={t('assessment.window.experiment-about', 'Runs of one experiment are compared as repeats.')}
        value={draft.experiment}
        names={names.experiments}
        problem={problems.experiment}
        onChange={(experiment) => onChange({ experiment })}
      />
      <div className={styles.pair}>
        <Name
          label={t('assessment.window.namespace', 'Namespace')}
          value={draft.namespace}
          names={names.namespaces}
          problem={problems.namespace}
          onChange={(namespace) => onChange({ namespace })}
        />
        <Name
          label={t('assessment.window.workload', 'Workload')}
          value={draft.workload}
          names={names.workloads}
          problem={problems.workload}
          onChange={(workload) => onChange({ workload })}
        />
      </div>
      <div className={styles.pair}>
        <Time
          label={t('assessment.window.from', 'Load began')}
          at={draft.from}
          timeZone={timeZone}
          problem={problems.from}
          onChange={(from) => onChange({ from })}
        />
        <Time
          label={t('assessment.window.to', 'Load ended')}
          at={draft.to}
          timeZone={timeZone}
          problem={problems.to}
          onChange={(to) => onChange({ to })}
        />
      </div>
      <Load draft={draft} timeZone={timeZone} problem={problems.steps} onChange={onChange} />
    </div>
  );
}

const unique = (names: ReadonlyArray<string | undefined>): string[] =>
  [...new Set(names)].filter((name) => name !== undefined && name !== '') as string[];

interface NameProps {
  label: string;
  description?: string;
  value: string;
  names: readonly string[];
  problem: string | undefined;
  onChange: (value: string) => void;
}

function Name({ label, description, value, names, problem, onChange }: NameProps): React.ReactElement {
  const id = useId();
  return (
    <Field
      label={label}
      description={description}
      htmlFor={id}
      invalid={problem !== undefined}
      error={problem}
      noMargin
    >
      <>
        <Input
          id={id}
          list={`${id}-names`}
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <datalist id={`${id}-names`}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </>
    </Field>
  );
}

interface TimeProps {
  label: string;
  at: number | undefined;
  timeZone: TimeZone;
  problem: string | undefined;
  onChange: (at: number | undefined) => void;
}

function Time({ label, at, timeZone, problem, onChange }: TimeProps): React.ReactElement {
  return (
    <Field label={label} invalid={problem !== undefined} error={problem} noMargin>
      <DateTimePicker
        date={at === undefined ? undefined : dateTime(at)}
        timeZone={timeZone}
        onChange={(date) => onChange(date?.valueOf())}
      />
    </Field>
  );
}

function Load({
  draft: { from, to, steps },
  timeZone,
  problem,
  onChange,
}: Pick<Props, 'draft' | 'timeZone' | 'onChange'> & { problem: string | undefined }): React.ReactElement {
  const id = useId();
  return (
    <>
      <Field
        label={t('assessment.window.load', 'The load is known')}
        description={t(
          'assessment.window.load-about',
          'With it, requests served are compared with what was planned, and runs with the same load are recognised.'
        )}
        htmlFor={id}
        noMargin
      >
        <Switch
          id={id}
          value={steps !== undefined}
          onChange={(event) => onChange({ steps: event.currentTarget.checked ? [wholeWindow(from, to)] : undefined })}
        />
      </Field>
      {steps && (
        <LoadStepsEditor
          steps={steps}
          onEdit={(edit) => onChange({ steps: edit(steps) })}
          timeZone={timeZone}
          error={problem}
        />
      )}
    </>
  );
}

/** One step over all of the window. */
function wholeWindow(from: number | undefined, to: number | undefined): StepDraft {
  const step = nextStep([]);
  const seconds = Math.floor(((to ?? NaN) - (from ?? NaN)) / 1000);
  return seconds > 0 ? { ...step, duration: String(seconds) } : step;
}

const getStyles = (theme: GrafanaTheme2) => ({
  fields: css({ display: 'grid', gap: theme.spacing(2), marginTop: theme.spacing(2) }),
  pair: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    alignItems: 'start',
  }),
});
