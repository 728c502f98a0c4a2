import { EmbeddedScene, SceneAppPage, type SceneAppDrilldownView } from '@grafana/scenes';
import { usePluginUserStorage } from '@grafana/runtime';
import React, { useState } from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import { TektonGate } from '../../experiment/TektonGate';
import { t } from '../../i18n/t';
import { ROUTES, runsPath } from '../../routes';
import { UrlView, type ViewProps } from '../../scenes/UrlView';
import { RunsScreen } from './RunsScreen';
import { RUNS_URL, type RunsView } from './runsUrl';

function Runs(props: ViewProps<RunsView>): React.ReactElement {
  const plugin = usePluginUserStorage();
  const [storage] = useState(plugin);
  return (
    <TektonGate>
      {(api) => <RunsScreen api={api} annotations={grafanaAnnotations} storage={storage} {...props} />}
    </TektonGate>
  );
}

/** The page `runs` and, below it, the page of each run. */
export function runsPage(drilldown: (parent: () => SceneAppPage) => SceneAppDrilldownView): SceneAppPage {
  const page: SceneAppPage = new SceneAppPage({
    title: t('pages.runs.title', 'Experiments'),
    subTitle: t('pages.runs.subtitle', 'Runs that put load on the cluster, newest first.'),
    url: runsPath(),
    routePath: `${ROUTES.runs}/*`,
    getScene: () => new EmbeddedScene({ body: new UrlView(RUNS_URL, Runs) }),
    drilldowns: [drilldown(() => page)],
  });
  return page;
}
