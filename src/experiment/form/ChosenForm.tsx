import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { TektonApi } from '../../datasource/types';
import type { Listed } from '../../domain/listed';
import type { Pipeline } from '../../domain/pipeline';
import { runId, type RunSummary } from '../../domain/run';
import { t } from '../../i18n/t';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { ListGapNotice } from '../../shared/ListGapNotice';
import { takeFocus } from '../../shared/takeFocus';
import type { Loaded } from '../../shared/useLoad';
import type { RunFormProps } from '../runFormProps';
import { withAccount } from './accounts';
import { Fold } from './Fold';
import { knownValues } from './knownValues';
import { LoadField } from './LoadField';
import { presetLoads } from './loads';
import type { RunFormValues } from './model';
import { PipelineFields } from './PipelineFields';
import { RunFormBody } from './RunFormBody';
import type { useRunChoice } from './useRunChoice';

interface Props extends Omit<RunFormProps, 'pipeline'> {
  choice: ReturnType<typeof useRunChoice>;
  pipelines: Listed<Pipeline>;
  /** The one that is chosen, where it is there. */
  pipeline?: Pipeline;
  fromCluster: Loaded<Awaited<ReturnType<TektonApi['presets']>>>;
  /** Service accounts that the cluster lets in; undefined: any. */
  accounts?: string[];
  runs: readonly RunSummary[];
  login: string;
  onReview: (values: RunFormValues, pipeline: Pipeline) => void;
}

const NONE = { presets: [], broken: [] };

/** A load to begin with, and the form of the Pipeline that it is for. */
export function ChosenForm(props: Props): React.ReactElement {
  const { api, timeZone, gpusPerReplica = 1, choice, pipelines, pipeline, fromCluster, accounts, runs, login } = props;
  const { onReview } = props;
  const { namespace } = choice;
  const styles = useStyles2(getStyles);
  const cluster = fromCluster.value ?? NONE;
  const presets = useMemo(() => [...(props.presets ?? []), ...cluster.presets], [props.presets, cluster.presets]);
  // Read of many texts: not anew at each change of the runs.
  const loads = useMemo(() => presetLoads(presets), [presets]);
  const ofLoad = loads.find((load) => load.presets.some(({ id }) => id === choice.presetId));
  const where = (
    <PipelineFields
      namespaces={api.namespaces}
      namespace={namespace}
      pipelines={pipelines.items}
      pipeline={pipeline?.name}
      onNamespace={choice.chooseNamespace}
      onPipeline={(name) => choice.choosePipeline(name, pipeline)}
    />
  );
  return (
    <div
      className={styles.box}
      role="group"
      aria-label={t('experiment.form.label', 'Start an experiment')}
      tabIndex={-1}
      ref={props.takesFocus ? takeFocus : undefined}
    >
      {props.notice}
      <LoadField
        loads={loads}
        chosen={ofLoad}
        presetId={choice.presetId}
        broken={cluster.broken}
        onPreset={choice.choosePreset}
      />
      {!pipeline && where}
      {fromCluster.error !== undefined && (
        <ErrorNotice
          error={fromCluster.error}
          title={t('experiment.form.presets-failed', 'The cluster’s presets cannot be read')}
          onRetry={fromCluster.reload}
        />
      )}
      <ListGapNotice gap={pipelines.gap} what={t('experiment.form.pipelines', 'Pipelines')} />
      <Missing namespace={namespace} wanted={choice.pipelineName} pipelines={pipelines.items} found={pipeline} />
      {pipeline && choice.leftOut(pipeline).length > 0 && (
        <Alert severity="info" title={t('experiment.form.left-out', 'Not everything fits this pipeline')}>
          {t('experiment.form.left-out-names', 'Left out, since the pipeline does not have it: {{names}}', {
            names: choice.leftOut(pipeline).join(', '),
          })}
        </Alert>
      )}
      {pipeline && (
        <RunFormBody
          key={`${choice.version} ${pipeline.namespace}/${pipeline.name}`}
          pipeline={pipeline}
          accounts={accounts}
          defaults={() => withAccount(choice.valuesFor(pipeline), pipeline.name, accounts)}
          presets={ofLoad?.presets ?? NONE.presets}
          presetId={choice.presetId}
          known={knownValues(api.namespaces, runs, presets)}
          gpusPerReplica={gpusPerReplica}
          timeZone={timeZone}
          onKeep={(values) => choice.keep(pipeline, values)}
          onReview={(values) => onReview(values, pipeline)}
          manifest={(request) => api.manifest(request, { startedBy: login })}
          onLeave={props.onLeave}
        />
      )}
      {pipeline && (
        <Fold title={t('experiment.choose.pipeline', 'Pipeline')} says={[runId(pipeline)]}>
          {where}
        </Fold>
      )}
    </div>
  );
}

interface MissingProps {
  namespace: string;
  wanted?: string;
  pipelines: Pipeline[];
  found?: Pipeline;
}

/** Why there is no form yet. */
function Missing({ namespace, wanted, pipelines, found }: MissingProps) {
  if (found) {
    return null;
  }
  if (pipelines.length === 0) {
    return (
      <EmptyState title={t('experiment.form.no-pipelines', 'No Pipeline in {{namespace}}', { namespace })}>
        {t(
          'experiment.form.no-pipelines-help',
          'Apply a Tekton Pipeline to this namespace, or choose another namespace in the data source. The project’s deploy folder has one.'
        )}
      </EmptyState>
    );
  }
  return wanted === undefined ? null : (
    <Alert
      severity="warning"
      title={t('experiment.form.gone', 'The pipeline {{name}} is not in {{namespace}}', { name: wanted, namespace })}
    >
      {t('experiment.form.gone-help', 'Choose another one above. What was filled in is kept.')}
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    gridTemplateColumns: 'minmax(0, 1fr)',
    outline: 'none',
  }),
});
