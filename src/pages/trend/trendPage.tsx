import { t } from '@grafana/i18n';
import {
  EmbeddedScene,
  SceneAppPage,
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import React, { useCallback } from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import { ROUTES, trendPath } from '../../routes';
import { AnalyserGate } from '../../assessment/AnalyserGate';
import { runsParent } from '../../scenes/runsParent';
import { TektonGate } from '../../experiment/TektonGate';
import { TrendScreen } from './TrendScreen';
import { readTrendUrl, URL_KEYS, writeTrendUrl, type TrendView } from './trendUrl';

interface TrendSceneState extends SceneObjectState {
  view: TrendView;
}

/** Holds what a trend shows, in the URL. */
export class TrendScene extends SceneObjectBase<TrendSceneState> {
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: [...URL_KEYS] });

  constructor() {
    super({ view: readTrendUrl({}) });
  }

  getUrlState(): SceneObjectUrlValues {
    return writeTrendUrl(this.state.view);
  }

  updateFromUrl(values: SceneObjectUrlValues): void {
    this.setState({ view: readTrendUrl({ ...this.getUrlState(), ...values }) });
  }

  static Component = TrendSceneView;
}

function TrendSceneView({ model }: SceneComponentProps<TrendScene>): React.ReactElement {
  const { view } = model.useState();
  const onView = useCallback(
    (part: Partial<TrendView>) => model.setState({ view: { ...model.state.view, ...part } }),
    [model]
  );
  return (
    <TektonGate>
      {(api) => (
        <AnalyserGate>
          {(analyse) => (
            <TrendScreen api={api} annotations={grafanaAnnotations} analyse={analyse} view={view} onView={onView} />
          )}
        </AnalyserGate>
      )}
    </TektonGate>
  );
}

/** The page `trend`. */
export function trendPage(): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.trend.title', 'Trend'),
    subTitle: t(
      'pages.trend.subtitle',
      'One figure over the runs of an experiment, and what was changed between them.'
    ),
    url: trendPath({}),
    routePath: `${ROUTES.trend}/*`,
    getParentPage: runsParent,
    getScene: () => new EmbeddedScene({ body: new TrendScene() }),
  });
}
