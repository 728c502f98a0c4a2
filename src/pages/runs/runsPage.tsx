import { t } from '@grafana/i18n';
import {
  EmbeddedScene,
  SceneAppPage,
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  type SceneAppDrilldownView,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import React, { useCallback } from 'react';

import { TektonGate } from '../../experiment/TektonGate';
import { ROUTES, runsPath } from '../../routes';
import { NEWEST_FIRST, NO_FILTER } from './runFilter';
import { RunsScreen } from './RunsScreen';
import { readUrl, URL_KEYS, writeUrl, type RunsUrlState } from './runsUrl';

interface RunsSceneState extends SceneObjectState {
  view: RunsUrlState;
}

/** Holds what the list shows, in the URL. */
export class RunsScene extends SceneObjectBase<RunsSceneState> {
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: [...URL_KEYS] });

  constructor() {
    super({ view: { filter: NO_FILTER, sort: NEWEST_FIRST, selected: [] } });
  }

  getUrlState(): SceneObjectUrlValues {
    return writeUrl(this.state.view);
  }

  /** Scenes hands over only the keys that changed. */
  updateFromUrl(values: SceneObjectUrlValues): void {
    this.setState({ view: readUrl({ ...this.getUrlState(), ...values }) });
  }

  static Component = RunsSceneView;
}

function RunsSceneView({ model }: SceneComponentProps<RunsScene>): React.ReactElement {
  const { view } = model.useState();
  const onView = useCallback(
    (part: Partial<RunsUrlState>) => model.setState({ view: { ...model.state.view, ...part } }),
    [model]
  );
  return <TektonGate>{(api) => <RunsScreen api={api} view={view} onView={onView} />}</TektonGate>;
}

/** The page `runs` and, below it, the page of each run. */
export function runsPage(drilldown: (parent: () => SceneAppPage) => SceneAppDrilldownView): SceneAppPage {
  const page: SceneAppPage = new SceneAppPage({
    title: t('pages.runs.title', 'Runs'),
    subTitle: t('pages.runs.subtitle', 'Experiments that put load on the cluster, newest first.'),
    url: runsPath(),
    routePath: `${ROUTES.runs}/*`,
    getScene: () => new EmbeddedScene({ body: new RunsScene() }),
    drilldowns: [drilldown(() => page)],
  });
  return page;
}
