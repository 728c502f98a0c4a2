import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import type { Pipeline } from '../domain/pipeline';
import { t } from '../i18n/t';
import { EmptyState } from '../shared/EmptyState';
import { ErrorNotice } from '../shared/ErrorNotice';
import { ListGapNotice } from '../shared/ListGapNotice';
import { currentAccess } from './access';
import { withAccount } from './form/accounts';
import { Chooser } from './form/Chooser';
import { Skeleton } from './form/FormSkeleton';
import { Review } from './form/Review';
import { RunFormBody } from './form/RunFormBody';
import { useRunChoice } from './form/useRunChoice';
import { useStart } from './form/useStart';
import type { RunFormProps } from './runFormProps';
import { useLoad } from '../shared/useLoad';
import { useRuns } from './useRuns';

export type { RunFormProps } from './runFormProps';

const NO_PRESETS = { presets: [], broken: [] };

/** Choose, fill in, review in numbers, start. What is typed survives errors, refreshes and reloads until the start. */
export function RunForm(props: RunFormProps): React.ReactElement {
  const { api, timeZone, gpusPerReplica = 1 } = props;
  const styles = useStyles2(getStyles);
  const access = currentAccess(api);
  const snapshot = useRuns(api);
  const choice = useRunChoice(props);
  const { namespace } = choice;
  const pipelines = useLoad(useCallback((signal: AbortSignal) => api.pipelines(namespace, signal), [api, namespace]));
  const fromCluster = useLoad(useCallback((signal: AbortSignal) => api.presets(namespace, signal), [api, namespace]));
  const accounts = useLoad(useCallback((signal: AbortSignal) => api.accounts(signal), [api]));
  const start = useStart(props, access.login, snapshot.clockSkewMs, choice.drop);
  const [review, setReview] = useState<{ pipeline: Pipeline; name: string }>();

  // The form asks once what it begins with, so it waits for the accounts; where they cannot be read, any may do.
  if (pipelines.value === undefined || (accounts.loading && accounts.error === undefined)) {
    return pipelines.error === undefined ? (
      <Skeleton rows={5} />
    ) : (
      <ErrorNotice error={pipelines.error} onRetry={pipelines.reload} retrying={pipelines.loading} />
    );
  }
  const cluster = fromCluster.value ?? NO_PRESETS;
  const pipeline = choice.pipelineOf(pipelines.value.items);

  if (review && start.request) {
    return (
      <Review
        api={api}
        request={start.request}
        pipeline={review.pipeline}
        snapshot={snapshot}
        gpusPerReplica={gpusPerReplica}
        timeZone={timeZone}
        login={access.login}
        refusal={access.reason}
        starting={start.starting}
        error={start.error}
        onStart={() => start.start(review.pipeline)}
        onBack={() => {
          start.forget();
          setReview(undefined);
        }}
      />
    );
  }
  return (
    <div className={styles.box}>
      {props.notice}
      <Chooser
        namespaces={api.namespaces}
        namespace={namespace}
        pipelines={pipelines.value.items}
        pipeline={pipeline?.name}
        presets={[...(props.presets ?? []), ...cluster.presets]}
        presetId={choice.presetId}
        broken={cluster.broken}
        onNamespace={choice.chooseNamespace}
        onPipeline={(name) => choice.choosePipeline(name, pipeline)}
        onPreset={choice.choosePreset}
      />
      {fromCluster.error !== undefined && (
        <ErrorNotice
          error={fromCluster.error}
          title={t('experiment.form.presets-failed', 'The cluster’s presets cannot be read')}
          onRetry={fromCluster.reload}
        />
      )}
      <ListGapNotice gap={pipelines.value.gap} what={t('experiment.form.pipelines', 'Pipelines')} />
      <Missing namespace={namespace} wanted={choice.pipelineName} pipelines={pipelines.value.items} found={pipeline} />
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
          accounts={accounts.value}
          defaults={() => withAccount(choice.valuesFor(pipeline), pipeline.name, accounts.value)}
          timeZone={timeZone}
          onKeep={(values) => choice.keep(pipeline, values)}
          onReview={(values) => {
            choice.keep(pipeline, values);
            setReview({ pipeline, name: start.propose(values, pipeline) });
          }}
          manifest={(request) => api.manifest(request, { startedBy: access.login })}
          onLeave={props.onLeave}
        />
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
  box: css({ display: 'grid', gap: theme.spacing(3), minWidth: 0 }),
});
