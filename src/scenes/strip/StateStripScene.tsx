import { SceneObjectBase, SceneQueryRunner, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React, { useMemo } from 'react';

import { stateOf } from '../../domain/decisions/moments';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import type { Scope } from '../../queries/selector';
import { variantState } from '../../queries/state';
import { samplesOf } from '../../prometheus/samples';
import { queryError } from '../queryError';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { StateStrip } from './StateStrip';
import { StripSkeleton } from './StripSkeleton';

interface StateStripSceneState extends SceneObjectState {
  thresholds: EffectiveThresholds;
  $data: SceneQueryRunner;
}

/** The chosen variant at the end of the time range, and why it is so: one query. */
export class StateStripScene extends SceneObjectBase<StateStripSceneState> {
  constructor({ uid, scope, thresholds }: { uid: string; scope: Scope; thresholds: EffectiveThresholds }) {
    super({
      thresholds,
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

function StateStripRenderer({ model }: SceneComponentProps<StateStripScene>): React.ReactElement {
  const { thresholds, $data } = model.useState();
  const { data } = $data.useState();
  const series = data?.series;
  const state = useMemo(() => stateOf((series ?? []).flatMap(samplesOf)), [series]);
  const error = queryError(data);
  if (error) {
    return <ErrorNotice error={error} onRetry={() => $data.runQueries()} />;
  }
  // Annotations may come first, with a finished state and no series.
  if (!$data.isDataReadyToDisplay()) {
    return <StripSkeleton />;
  }
  return (
    <StateStrip
      state={state}
      limits={thresholds}
      title={t('overview.state.title', 'Why the autoscaler did what it did')}
    />
  );
}
