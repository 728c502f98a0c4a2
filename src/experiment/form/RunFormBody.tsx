import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import React, { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';

import { totalSeconds } from '../../domain/loadProfile';
import { PARAMS } from '../../domain/params';
import { formatDuration } from '../../domain/format';
import type { Pipeline, Preset, RunRequest } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { intensityText } from '../LoadProfileChart';
import { AdvancedFields } from './AdvancedFields';
import { Fold } from './Fold';
import { FormFoot } from './FormFoot';
import { FormProvider, useFormState, useNewForm } from './formState';
import { LengthField } from './LengthField';
import { LineField } from './LineField';
import { LoadStepsEditor } from './LoadStepsEditor';
import { formRequest, type RunFormValues } from './model';
import { ParamField } from './ParamField';
import { PlanLine } from './PlanLine';
import { ScalerField } from './ScalerField';
import { ScalingFields } from './ScalingFields';
import { scalingText } from './scalingTexts';
import { profileOf } from './steps';

interface Props {
  pipeline: Pipeline;
  /** Service accounts that the cluster lets in; undefined: any. */
  accounts?: string[];
  /** What the form begins with; asked once. */
  defaults: () => RunFormValues;
  /** Presets of the chosen load. */
  presets: readonly Preset[];
  presetId?: string;
  /** Values to choose among, by param. */
  known: Readonly<Record<string, string[]>>;
  gpusPerReplica: number;
  timeZone: TimeZone;
  /** Called with what is in the form soon after each change, and when it goes away. */
  onKeep: (values: RunFormValues) => void;
  onReview: (values: RunFormValues) => void;
  manifest: (request: RunRequest) => unknown;
  onLeave?: () => void;
}

/** The fields of one Pipeline: who scales and how long first, the rest folded. */
export function RunFormBody(props: Props): React.ReactElement {
  const { pipeline, accounts, presets, presetId, gpusPerReplica, timeZone } = props;
  const styles = useStyles2(getStyles);
  const { state, tried, submit } = useNewForm(props);
  const form = useRef<HTMLFormElement>(null);
  // What is to be put right first has the keyboard; what was folded has been opened by then.
  useEffect(() => {
    if (tried > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    }
  }, [tried]);
  return (
    <FormProvider value={state}>
      <form
        ref={form}
        className={styles.form}
        data-testid={testIds.start.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(props.onReview);
        }}
        noValidate
      >
        <div className={styles.grid}>
          <ScalerField presets={presets} presetId={presetId} gpusPerReplica={gpusPerReplica} />
          <LengthField />
        </div>
        <Params {...props} shown="needed" />
        <PlanLine pipeline={pipeline} gpusPerReplica={gpusPerReplica} />
        <FormFoot
          wrong={Object.keys(state.errors).length > 0}
          request={() => formRequest(state.values, pipeline)}
          manifest={props.manifest}
          onLeave={props.onLeave}
        />
        <div>
          <StepsFold timeZone={timeZone} open={presets.length === 0} />
          {state.values.scaling && (
            <Fold
              title={t('experiment.scaling.title', 'Replicas')}
              says={[scalingText(state.values.scaling)]}
              open={state.errors.scaling !== undefined}
            >
              <ScalingFields />
            </Fold>
          )}
          <Params {...props} shown="settled" />
          <AdvancedFields pipeline={pipeline} accounts={accounts} />
        </div>
      </form>
    </FormProvider>
  );
}

function StepsFold({ timeZone, open }: { timeZone: TimeZone; open: boolean }) {
  const { values, errors, edit } = useFormState();
  const { steps } = values;
  const drawn = useDeferredValue(steps);
  const profile = useMemo(() => profileOf(drawn ?? []), [drawn]);
  return steps === null ? null : (
    <Fold
      title={t('experiment.steps.title', 'Load steps')}
      says={[
        profile.steps.length === 0
          ? undefined
          : t('experiment.steps.says', '{{count}}, {{total}} in all, at most {{peak}}', {
              count: profile.steps.length,
              total: formatDuration(totalSeconds(profile)),
              peak: intensityText(profile),
            }),
      ]}
      open={open || errors.steps !== undefined}
    >
      <LoadStepsEditor
        steps={steps}
        onEdit={(change) => edit((now) => ({ steps: change(now.steps ?? []) }))}
        timeZone={timeZone}
        error={errors.steps}
      />
    </Fold>
  );
}

const TOLD: readonly string[] = [PARAMS.experiment, PARAMS.variant, PARAMS.model];

/** Params that nothing has settled stand open, the others are folded. */
function Params({ pipeline, known, shown }: Pick<Props, 'pipeline' | 'known'> & { shown: 'needed' | 'settled' }) {
  const styles = useStyles2(getStyles);
  const { values, errors, edit } = useFormState();
  // Told once: a field that is being filled in does not go away.
  const [needed] = useState(() =>
    values.params.filter(({ type, text, given }) => type === 'string' && !given && text === '').map(({ name }) => name)
  );
  const namesExperiment = pipeline.params.some(({ name }) => name === PARAMS.experiment);
  const own = values.params.flatMap((draft, index) => {
    const spec = pipeline.params.find(({ name }) => name === draft.name);
    return spec && needed.includes(draft.name) === (shown === 'needed') ? [{ draft, spec, index }] : [];
  });
  const fields = (
    <div className={styles.grid}>
      {shown === 'settled' && !namesExperiment && (
        <LineField
          id="run-experiment"
          place="experiment"
          label={t('experiment.form.experiment', 'Experiment')}
          description={t('experiment.form.experiment-help', 'Runs of one experiment are compared with one another.')}
          value={values.experiment}
          onChange={(experiment) => edit(() => ({ experiment }))}
        />
      )}
      {own.map(({ spec, index }) => (
        <ParamField key={spec.name} index={index} spec={spec} known={known[spec.name]} />
      ))}
    </div>
  );
  if (shown === 'needed') {
    return own.length === 0 ? null : fields;
  }
  return (
    <>
      {pipeline.params.length === 0 && <p>{t('experiment.form.no-params', 'This pipeline takes no parameters.')}</p>}
      <Fold
        title={t('experiment.form.params', 'Parameters')}
        says={own.filter(({ spec }) => TOLD.includes(spec.name)).map(({ draft }) => draft.text)}
        open={errors.experiment !== undefined || own.some(({ index }) => errors[`params.${index}`] !== undefined)}
      >
        {fields}
      </Fold>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'grid', gap: theme.spacing(2), minWidth: 0, gridTemplateColumns: 'minmax(0, 1fr)' }),
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
});
