import { EmbeddedScene, SceneAppPage } from '@grafana/scenes';
import React from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import { AnalyserGate } from '../../assessment/AnalyserGate';
import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { ROUTES, trendPath } from '../../routes';
import { runsParent } from '../../scenes/runsParent';
import { UrlView, type ViewProps } from '../../scenes/UrlView';
import { TrendScreen } from './TrendScreen';
import { TREND_URL, type TrendView } from './trendUrl';

function Trend(props: ViewProps<TrendView>): React.ReactElement {
  return (
    <TektonGate>
      {(api) => (
        <AnalyserGate>
          {(analyse) => <TrendScreen api={api} annotations={grafanaAnnotations} analyse={analyse} {...props} />}
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
    getScene: () => new EmbeddedScene({ body: new UrlView(TREND_URL, Trend) }),
  });
}
