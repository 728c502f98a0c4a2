import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, Field, Input, useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useRef, useState } from 'react';
import { FormProvider, useController, useForm, type FieldErrors } from 'react-hook-form';

import type { Pipeline, RunRequest } from '../../domain/pipeline';
import { PARAMS } from '../../domain/params';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { AdvancedFields } from './AdvancedFields';
import { formErrors } from './formErrors';
import { LoadStepsEditor } from './LoadStepsEditor';
import type { EditSteps } from './LoadStepRow';
import { formRequest, type RunFormValues } from './model';
import { ParamField } from './ParamField';
import { ScalingFields } from './ScalingFields';
import { YamlView } from './YamlView';

interface Props {
  pipeline: Pipeline;
  /** Service accounts that the cluster lets in; undefined: any. */
  accounts?: string[];
  /** What the form begins with; asked once. */
  defaults: () => RunFormValues;
  timeZone: TimeZone;
  /** Called with what is in the form soon after each change, and when it goes away. */
  onKeep: (values: RunFormValues) => void;
  onReview: (values: RunFormValues) => void;
  manifest: (request: RunRequest) => unknown;
  onLeave?: () => void;
}

const KEEP_AFTER_MS = 300;

/** The fields of one Pipeline. */
export function RunFormBody(props: Props): React.ReactElement {
  const { pipeline, accounts, onKeep, onReview, timeZone } = props;
  const styles = useStyles2(getStyles);
  const [defaults] = useState(props.defaults);
  const form = useForm<RunFormValues>({
    defaultValues: defaults,
    mode: 'onTouched',
    resolver: (values) => {
      const errors = formErrors(values, pipeline, accounts);
      return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors };
    },
  });
  useKeep(form, onKeep);
  const namesExperiment = pipeline.params.some(({ name }) => name === PARAMS.experiment);
  const { errors } = form.formState;
  return (
    <FormProvider {...form}>
      <form
        className={styles.form}
        data-testid={testIds.start.form}
        onSubmit={(event) => void form.handleSubmit(onReview)(event)}
        noValidate
      >
        {!namesExperiment && (
          <Field
            noMargin
            label={t('experiment.form.experiment', 'Experiment')}
            description={t('experiment.form.experiment-help', 'Runs of one experiment are compared with one another.')}
            error={errors.experiment?.message}
            invalid={errors.experiment !== undefined}
          >
            <Input id="run-experiment" {...form.register('experiment')} />
          </Field>
        )}
        {defaults.steps && <StepsField timeZone={timeZone} />}
        {defaults.scaling && <ScalingFields />}
        {defaults.params.length > 0 && (
          <div className={styles.params}>
            {defaults.params.map((draft, i) => {
              const spec = pipeline.params.find(({ name }) => name === draft.name);
              return spec && <ParamField key={draft.name} index={i} spec={spec} />;
            })}
          </div>
        )}
        {pipeline.params.length === 0 && <p>{t('experiment.form.no-params', 'This pipeline takes no parameters.')}</p>}
        <AdvancedFields pipeline={pipeline} accounts={accounts} />
        <Foot {...props} errors={errors} request={() => formRequest(form.getValues(), pipeline)} />
      </form>
    </FormProvider>
  );
}

function StepsField({ timeZone }: { timeZone: TimeZone }) {
  const { field, formState } = useController<RunFormValues, 'steps'>({ name: 'steps' });
  const { value, onChange } = field;
  // Edits build on the latest rows, so rows that are not touched need not be drawn again.
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  const edit = useCallback<EditSteps>(
    (change) => {
      latest.current = change(latest.current ?? []);
      onChange(latest.current);
    },
    [onChange]
  );
  return (
    <LoadStepsEditor steps={value ?? []} onEdit={edit} timeZone={timeZone} error={formState.errors.steps?.message} />
  );
}

interface FootProps extends Pick<Props, 'manifest' | 'onLeave'> {
  errors: FieldErrors<RunFormValues>;
  request: () => RunRequest;
}

function Foot({ errors, request, manifest, onLeave }: FootProps) {
  const styles = useStyles2(getStyles);
  const [yaml, setYaml] = useState<unknown>();
  const places = Object.keys(errors).length;
  return (
    <>
      {yaml !== undefined && <YamlView manifest={yaml} />}
      {places > 0 && (
        <div role="alert" className={styles.error}>
          {t(
            'experiment.form.attention',
            'Some fields need attention before the run can be reviewed: they are marked above.'
          )}
        </div>
      )}
      <div className={styles.foot}>
        <Button type="submit" data-testid={testIds.start.toReview}>
          {t('experiment.form.review', 'Review')}
        </Button>
        <Button
          type="button"
          variant="secondary"
          aria-expanded={yaml !== undefined}
          onClick={() => setYaml((shown: unknown) => (shown === undefined ? manifest(request()) : undefined))}
        >
          {yaml === undefined ? t('experiment.form.yaml', 'Show YAML') : t('experiment.form.yaml-hide', 'Hide YAML')}
        </Button>
        {onLeave && (
          <Button type="button" variant="secondary" fill="text" onClick={onLeave}>
            {t('experiment.form.leave', 'Close')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Hands on what is typed, a moment after the last key, and at the latest when the form goes away. */
function useKeep(form: ReturnType<typeof useForm<RunFormValues>>, onKeep: (values: RunFormValues) => void): void {
  const { subscribe, getValues } = form;
  const keep = useRef(onKeep);
  useEffect(() => {
    keep.current = onKeep;
  }, [onKeep]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          timer = undefined;
          keep.current(getValues());
        }, KEEP_AFTER_MS);
      },
    });
    return () => {
      unsubscribe();
      if (timer !== undefined) {
        clearTimeout(timer);
        keep.current(getValues());
      }
    };
  }, [subscribe, getValues]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'grid', gap: theme.spacing(3), minWidth: 0 }),
  params: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 280px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
  foot: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  error: css({ color: theme.colors.error.text }),
});
