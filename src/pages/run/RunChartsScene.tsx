import {
  NewSceneObjectAddedEvent,
  SceneObjectBase,
  type EmbeddedScene,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import React, { useEffect } from 'react';

import type { EffectiveThresholds } from '../../domain/variant';
import type { AppSettings } from '../../shared/appSettings';
import { endCharts, runCharts, type ChartedRun } from './runCharts';

interface RunChartsState extends SceneObjectState {
  /** Built for the run that was shown last. */
  charts?: EmbeddedScene;
}

/** Keeps the charts of a run's time, with what the URL says of them, while other parts of the run are looked at. */
export class RunChartsScene extends SceneObjectBase<RunChartsState> {
  private charted?: ChartedRun;

  constructor(
    private readonly settings: AppSettings,
    private readonly thresholds: EffectiveThresholds
  ) {
    super({});
    this.addActivationHandler(() => {
      // The charts continue for a while after the run: their end comes with time, not with a change of the run.
      const timer = setInterval(() => this.endWhenDue(), 10_000);
      return () => clearInterval(timer);
    });
  }

  show(charted: ChartedRun): void {
    const isSame =
      this.charted?.variant === charted.variant &&
      this.charted.namespace === charted.namespace &&
      this.charted.span.startedAt === charted.span.startedAt;
    this.charted = charted;
    if (this.state.charts && isSame) {
      this.endWhenDue();
      return;
    }
    const charts = runCharts(charted, this.settings, this.thresholds, Date.now());
    this.setState({ charts });
    // A time that the URL names is taken over.
    this.publishEvent(new NewSceneObjectAddedEvent(charts), true);
  }

  private endWhenDue(): void {
    if (this.state.charts && this.charted) {
      endCharts(this.state.charts, this.charted.span, Date.now());
    }
  }

  static Component = RunChartsView;
}

function RunChartsView({ model }: SceneComponentProps<RunChartsScene>): React.ReactElement | null {
  const { charts } = model.useState();
  return charts ? <charts.Component model={charts} /> : null;
}

/** The charts of one run's time; it may end while they are shown. */
export function RunCharts({ scene, charted }: { scene: RunChartsScene; charted: ChartedRun }): React.ReactElement {
  const { namespace, variant, mode, span } = charted;
  const { startedAt, finishedAt } = span;
  useEffect(() => {
    scene.show({ namespace, variant, mode, span: { startedAt, finishedAt } });
  }, [scene, namespace, variant, mode, startedAt, finishedAt]);
  return <scene.Component model={scene} />;
}
