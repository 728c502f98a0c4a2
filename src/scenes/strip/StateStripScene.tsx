import { LoadingState } from '@grafana/data';
import {
  sceneGraph,
  SceneObjectBase,
  SceneQueryRunner,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import React, { useMemo } from 'react';

import { isOfVariant, stateOf } from '../../domain/decisions/moments';
import type { VariantState } from '../../domain/decisions/types';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import type { Scope } from '../../queries/selector';
import { variantState } from '../../queries/state';
import { samplesOf } from '../../prometheus/samples';
import { queryError } from '../queryError';
import { overviewPath } from '../../routes';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { PageButton } from '../../shared/PageButton';
import { viewState, type ViewState } from '../../shared/viewState';
import { StateStrip } from './StateStrip';
import { StripSkeleton } from './StripSkeleton';

interface Named {
  namespace: string;
  name: string;
}

interface StateStripSceneState extends SceneObjectState {
  thresholds: EffectiveThresholds;
  /** The variant that an address names, which may not be there. */
  named?: Named;
  $data: SceneQueryRunner;
}

interface Parts {
  uid: string;
  scope: Scope;
  thresholds: EffectiveThresholds;
  named?: Named;
}

/** The chosen variant at the end of the time range, and why it is so: one query. */
export class StateStripScene extends SceneObjectBase<StateStripSceneState> {
  constructor({ uid, scope, thresholds, named }: Parts) {
    super({
      thresholds,
      named,
      $data: new SceneQueryRunner({
        datasource: { type: 'prometheus', uid },
        queries: [
          {
            refId: 'state',
            expr: variantState(scope, thresholds.values),
            instant: true,
            range: false,
            format: 'time_series',
          },
        ],
      }),
    });
  }

  static Component = StateStripRenderer;
}

/** Which state the strip is in, and with it what stands beside it. */
export function useStrip(model: StateStripScene): ViewState<VariantState> {
  const { named, $data } = model.useState();
  const { data } = $data.useState();
  const series = data?.series;
  const state = useMemo(() => stateOf((series ?? []).flatMap(samplesOf)), [series]);
  // Annotations may come first, with a finished state and no series.
  const isAnswered = data !== undefined && $data.isDataReadyToDisplay();
  return viewState({
    value: isAnswered ? state : undefined,
    error: queryError(data),
    loading: !isAnswered || (data.state === LoadingState.Loading && !isOfVariant(state)),
    // A variant that was chosen from those that are there is there, whatever else is known of it.
    isEmpty: (known) => (named !== undefined || queryError(data) !== undefined) && !isOfVariant(known),
  });
}

function StateStripRenderer({ model }: SceneComponentProps<StateStripScene>): React.ReactElement {
  const { thresholds, named, $data } = model.useState();
  const { data } = $data.useState();
  const { to, value } = sceneGraph.getTimeRange(model).useState();
  const view = useStrip(model);
  const error = view.kind === 'failed' || view.kind === 'ready' ? view.error : undefined;
  if (error !== undefined) {
    return <ErrorNotice error={error} onRetry={() => $data.runQueries()} />;
  }
  switch (view.kind) {
    case 'ready':
      return (
        <StateStrip
          state={view.value}
          limits={thresholds}
          asOf={{ at: (data?.timeRange.to ?? value.to).valueOf(), isNow: to === 'now' }}
          title={t('overview.state.title', 'Why the autoscaler did what it did')}
        />
      );
    case 'empty':
      return <NoSuchVariant {...named} />;
    default:
      return <StripSkeleton />;
  }
}

function NoSuchVariant({ namespace = '', name = '' }: Partial<Named>): React.ReactElement {
  return (
    <EmptyState
      title={t('overview.no-such-variant.title', 'There is no variant “{{name}}” in {{namespace}} in this time range', {
        name,
        namespace,
      })}
      action={
        <PageButton href={overviewPath()} variant="secondary">
          {t('overview.no-such-variant.action', 'See which variants there are')}
        </PageButton>
      }
    >
      {t(
        'overview.no-such-variant.why',
        'Neither WVA, kube-state-metrics nor vLLM reports it at the end of the range. It was never there, is gone, or is spelled otherwise; a time range in which it was there shows it.'
      )}
    </EmptyState>
  );
}
