import { EmbeddedScene, SceneAppPage, type SceneAppDrilldownView } from '@grafana/scenes';
import { usePluginUserStorage } from '@grafana/runtime';
import React, { lazy, Suspense, useState } from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import type { EffectiveThresholds } from '../../domain/variant';
import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { ROUTES, runsPath } from '../../routes';
import { UrlView, type ViewProps } from '../../scenes/UrlView';
import { RunsScreen } from './RunsScreen';
import { RUNS_URL, type RunsView } from './runsUrl';

// Lazy: only exporting takes it.
const ExportRuns = lazy(async () => ({
  default: (await import(/* webpackChunkName: "export-runs" */ '../../assessment/publish/ExportRuns')).ExportRuns,
}));

function Runs({ thresholds, ...props }: ViewProps<RunsView> & { thresholds: EffectiveThresholds }): React.ReactElement {
  const plugin = usePluginUserStorage();
  const [storage] = useState(plugin);
  return (
    <TektonGate>
      {(api) => (
        <RunsScreen
          api={api}
          annotations={grafanaAnnotations}
          storage={storage}
          exports={(runs) => (
            <Suspense fallback={null}>
              <ExportRuns api={api} runs={runs} thresholds={thresholds} />
            </Suspense>
          )}
          {...props}
        />
      )}
    </TektonGate>
  );
}

/** The page `runs` and, below it, the page of each run. */
export function runsPage(
  thresholds: EffectiveThresholds,
  drilldown: (parent: () => SceneAppPage) => SceneAppDrilldownView
): SceneAppPage {
  const page: SceneAppPage = new SceneAppPage({
    title: t('pages.runs.title', 'Experiments'),
    subTitle: t('pages.runs.subtitle', 'Runs that put load on the cluster, newest first.'),
    url: runsPath(),
    routePath: `${ROUTES.runs}/*`,
    getScene: () =>
      new EmbeddedScene({ body: new UrlView(RUNS_URL, (props) => <Runs {...props} thresholds={thresholds} />) }),
    drilldowns: [drilldown(() => page)],
  });
  return page;
}
