import { t } from '@grafana/i18n';
import {
  EmbeddedScene,
  NewSceneObjectAddedEvent,
  SceneAppPage,
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneAppDrilldownView,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
  type SceneRouteMatch,
} from '@grafana/scenes';
import React, { useCallback } from 'react';

import type { RunRef } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { ROUTES, runPath } from '../../routes';
import type { AppSettings } from '../../shared/appSettings';
import { asText } from '../../shared/asText';
import { TektonGate } from '../../experiment/TektonGate';
import { AssessedRun } from './AssessedRun';
import { endCharts, runCharts, type ChartedRun } from './runCharts';
import { RunScreen, type RunView } from './RunScreen';
import { readRunUrl, URL_KEYS, writeRunUrl } from './runUrl';

interface RunSceneState extends SceneObjectState {
  runRef: RunRef;
  view: RunView;
  /** Built once the run has said what they are about. */
  charts?: EmbeddedScene;
}

/** Holds which part of a run is looked at, in the URL, and the charts of its time. */
export class RunScene extends SceneObjectBase<RunSceneState> {
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: [...URL_KEYS] });
  private charted?: ChartedRun;

  constructor(
    runRef: RunRef,
    private readonly settings: AppSettings,
    readonly thresholds: EffectiveThresholds
  ) {
    super({ runRef, view: readRunUrl({}) });
    this.addActivationHandler(() => {
      // The charts go on for a while after the run: their end comes with time, not with a change of the run.
      const timer = setInterval(() => this.endWhenDue(), 10_000);
      return () => clearInterval(timer);
    });
  }

  getUrlState(): SceneObjectUrlValues {
    return writeRunUrl(this.state.view);
  }

  /** Scenes hands over only the keys that changed. */
  updateFromUrl(values: SceneObjectUrlValues): void {
    this.setState({ view: readRunUrl({ ...this.getUrlState(), ...values }) });
  }

  show(charted: ChartedRun): void {
    const { charts } = this.state;
    const isSame =
      this.charted?.variant === charted.variant &&
      this.charted.namespace === charted.namespace &&
      this.charted.span.startedAt === charted.span.startedAt;
    this.charted = charted;
    if (charts && isSame) {
      this.endWhenDue();
      return;
    }
    const next = runCharts(charted, this.settings, this.thresholds, Date.now());
    this.setState({ charts: next });
    // A time that the URL names is taken over.
    this.publishEvent(new NewSceneObjectAddedEvent(next), true);
  }

  private endWhenDue(): void {
    if (this.state.charts && this.charted) {
      endCharts(this.state.charts, this.charted.span, Date.now());
    }
  }

  static Component = RunSceneView;
}

function RunSceneView({ model }: SceneComponentProps<RunScene>): React.ReactElement {
  const { runRef, view, charts } = model.useState();
  const onView = useCallback(
    (part: Partial<RunView>) => model.setState({ view: { ...model.state.view, ...part } }),
    [model]
  );
  const onCharted = useCallback((charted: ChartedRun) => model.show(charted), [model]);
  return (
    <TektonGate>
      {(api) => (
        <AssessedRun api={api} runRef={runRef} view={view} onView={onView} thresholds={model.thresholds}>
          {(parts) => (
            <RunScreen
              api={api}
              runRef={runRef}
              view={view}
              onView={onView}
              onCharted={onCharted}
              charts={charts && <charts.Component model={charts} />}
              thresholds={model.thresholds}
              {...parts}
            />
          )}
        </AssessedRun>
      )}
    </TektonGate>
  );
}

/** `runs/:namespace/:name`. */
export function runDrilldown(
  settings: AppSettings,
  thresholds: EffectiveThresholds,
  parent: () => SceneAppPage
): SceneAppDrilldownView {
  return {
    routePath: `${ROUTES.run.replace(`${ROUTES.runs}/`, '')}/*`,
    getPage: ({ params }: SceneRouteMatch<{ namespace: string; name: string }>) => {
      const ref: RunRef = { namespace: params.namespace, name: params.name };
      return new SceneAppPage({
        title: ref.name,
        subTitle: t('pages.run.subtitle', 'Run in {{namespace}}', asText({ namespace: ref.namespace })),
        url: runPath(ref),
        routePath: '*',
        getParentPage: parent,
        getScene: () => new EmbeddedScene({ body: new RunScene(ref, settings, thresholds) }),
      });
    },
  };
}
