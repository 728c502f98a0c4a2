import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LazyLoader, sceneGraph, type SceneComponentProps } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { WorkloadObject, type WorkloadState } from '../../scenes/WorkloadObject';
import { LazyDecisionLane } from './LazyDecisionLane';

interface DecisionLaneSceneState extends WorkloadState {
  uid: string;
  thresholds: EffectiveThresholds;
}

/** The decision lane of one workload over the page's time, as a part of its charts. */
export class DecisionLaneScene extends WorkloadObject<DecisionLaneSceneState> {
  static Component = DecisionLaneRenderer;
}

function DecisionLaneRenderer({ model }: SceneComponentProps<DecisionLaneScene>): React.ReactElement {
  const { uid, thresholds } = model.useState();
  const { namespace, variant } = model.useNames();
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
