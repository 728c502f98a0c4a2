import { EmbeddedScene, SceneAppPage, type SceneAppDrilldownView, type SceneRouteMatch } from '@grafana/scenes';
import React from 'react';

import type { RunRef } from '../../domain/run';
import { StickyTop } from '../../assessment/StickyTop';
import type { EffectiveThresholds } from '../../domain/variant';
import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { ROUTES, runPath } from '../../routes';
import { UrlView } from '../../scenes/UrlView';
import type { AppSettings } from '../../shared/appSettings';
import { AssessedRun } from './AssessedRun';
import type { ChartedRun } from './runCharts';
import { RunCharts, RunChartsScene } from './RunChartsScene';
import { RUN_URL } from './runUrl';

/** Which part of a run is looked at, in the URL, and the charts of its time. */
function runView(runRef: RunRef, settings: AppSettings, thresholds: EffectiveThresholds) {
  const scene = new RunChartsScene(settings, thresholds);
  const Charts = ({ charted }: { charted: ChartedRun }) => <RunCharts scene={scene} charted={charted} />;
  return new UrlView(
    RUN_URL,
    (props) => (
      <TektonGate>
        {(api) => (
          <StickyTop>
            <AssessedRun api={api} runRef={runRef} thresholds={thresholds} Charts={Charts} {...props} />
          </StickyTop>
        )}
      </TektonGate>
    ),
    [scene]
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
        subTitle: t('pages.run.subtitle', 'Run in {{namespace}}', { namespace: ref.namespace }),
        url: runPath(ref),
        routePath: '*',
        getParentPage: parent,
        getScene: () => new EmbeddedScene({ body: runView(ref, settings, thresholds) }),
      });
    },
  };
}
