import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import {
  LazyLoader,
  sceneGraph,
  SceneObjectBase,
  VariableDependencyConfig,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { LazyDecisionLane } from './LazyDecisionLane';

interface DecisionLaneSceneState extends SceneObjectState {
  uid: string;
  /** Its names, or the variables that hold them. */
  workload: { namespace: string; variant: string };
  thresholds: EffectiveThresholds;
}

/** The decision lane of one workload over the page's time, as a part of its charts. */
export class DecisionLaneScene extends SceneObjectBase<DecisionLaneSceneState> {
  static Component = DecisionLaneRenderer;

  // Drawn anew when one of its variables changes.
  protected override _variableDependency = new VariableDependencyConfig<DecisionLaneSceneState>(this, {
    statePaths: ['workload'],
  });
}

function DecisionLaneRenderer({ model }: SceneComponentProps<DecisionLaneScene>): React.ReactElement {
  const { uid, workload, thresholds } = model.useState();
  const namespace = sceneGraph.interpolate(model, workload.namespace);
  const variant = sceneGraph.interpolate(model, workload.variant);
  const { value } = sceneGraph.getTimeRange(model).useState();
  const [from, to] = [value.from.valueOf(), value.to.valueOf()];
  const styles = useStyles2(getStyles);
  const title = t('decision.lane.title', 'Decisions');
  const range = useMemo(() => ({ from, to }), [from, to]);
  return (
    <section className={styles.row} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {/* It asks for nothing until it comes near the screen, as the panels around it. */}
      <LazyLoader key={`${namespace}/${variant}`} className={styles.lane}>
        <LazyDecisionLane
          prometheusUid={uid}
          workload={{ namespace, variant }}
          range={range}
          timeRange={value}
          limits={thresholds}
          charts={model}
        />
      </LazyLoader>
    </section>
  );
}

/** As the rows of panels around it. */
const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  lane: css({ minWidth: 0, minHeight: theme.spacing(12) }),
  heading: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
});
