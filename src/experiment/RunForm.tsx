import React, { useCallback, useState } from 'react';

import type { Pipeline } from '../domain/pipeline';
import { ErrorNotice } from '../shared/ErrorNotice';
import { useLoad } from '../shared/useLoad';
import { currentAccess } from './access';
import { ChosenForm } from './form/ChosenForm';
import { Skeleton } from './form/FormSkeleton';
import { Review } from './form/Review';
import { useRunChoice } from './form/useRunChoice';
import { useStart } from './form/useStart';
import type { RunFormProps } from './runFormProps';
import { useRuns } from './useRuns';

export type { RunFormProps } from './runFormProps';

/** Choose, fill in, review in numbers, start. What is typed survives errors, refreshes and reloads until the start. */
export function RunForm(props: RunFormProps): React.ReactElement {
  const { api, timeZone, gpusPerReplica = 1 } = props;
  const access = currentAccess(api);
  const snapshot = useRuns(api);
  const choice = useRunChoice(props);
  const { namespace } = choice;
  const pipelines = useLoad(useCallback((signal: AbortSignal) => api.pipelines(namespace, signal), [api, namespace]));
  const fromCluster = useLoad(useCallback((signal: AbortSignal) => api.presets(namespace, signal), [api, namespace]));
  const accounts = useLoad(useCallback((signal: AbortSignal) => api.accounts(signal), [api]));
  const start = useStart(props, access.login, snapshot.clockSkewMs, choice.drop);
  const [review, setReview] = useState<Pipeline>();
  const [cameBack, setCameBack] = useState(false);

  // The form asks once what it begins with, so it waits for the accounts; where they cannot be read, any may do.
  if (pipelines.value === undefined || (accounts.loading && accounts.error === undefined)) {
    return pipelines.error === undefined ? (
      <Skeleton rows={5} />
    ) : (
      <ErrorNotice error={pipelines.error} onRetry={pipelines.reload} retrying={pipelines.loading} />
    );
  }
  const pipeline = choice.pipelineOf(pipelines.value.items);

  if (review && start.request) {
    return (
      <Review
        api={api}
        request={start.request}
        pipeline={review}
        snapshot={snapshot}
        gpusPerReplica={gpusPerReplica}
        timeZone={timeZone}
        login={access.login}
        refusal={access.reason}
        starting={start.starting}
        error={start.error}
        changes={props.changes?.(start.request)}
        onStart={() => start.start(review)}
        onBack={() => {
          start.forget();
          setReview(undefined);
          setCameBack(true);
        }}
      />
    );
  }
  return (
    <ChosenForm
      {...props}
      choice={choice}
      pipelines={pipelines.value}
      pipeline={pipeline}
      fromCluster={fromCluster}
      accounts={accounts.value}
      runs={snapshot.runs}
      login={access.login}
      takesFocus={props.takesFocus || cameBack}
      onReview={(values, chosen) => {
        choice.keep(chosen, values);
        start.propose(values, chosen);
        setReview(chosen);
      }}
    />
  );
}
