import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { sceneGraph, SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { LazyDecisionLane } from './LazyDecisionLane';

interface DecisionLaneSceneState extends SceneObjectState {
  uid: string;
  workload: { namespace: string; variant: string };
  thresholds: EffectiveThresholds;
}

/** The decision lane of one workload over the page's time, as a part of its charts. */
export class DecisionLaneScene extends SceneObjectBase<DecisionLaneSceneState> {
  static Component = DecisionLaneRenderer;
}

function DecisionLaneRenderer({ model }: SceneComponentProps<DecisionLaneScene>): React.ReactElement {
  const { uid, workload, thresholds } = model.useState();
  const { value } = sceneGraph.getTimeRange(model).useState();
  const [from, to] = [value.from.valueOf(), value.to.valueOf()];
  const styles = useStyles2(getStyles);
  const title = t('decision.lane.title', 'Decisions');
  const range = useMemo(() => ({ from, to }), [from, to]);
  return (
    <section className={styles.row} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <LazyDecisionLane prometheusUid={uid} workload={workload} range={range} limits={thresholds} />
    </section>
  );
}

/** As the rows of panels around it. */
const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  heading: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
});
