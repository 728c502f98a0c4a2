import { SceneApp } from '@grafana/scenes';
import React, { useMemo } from 'react';

import type { EffectiveThresholds } from '../domain/variant';
import { runDrilldown } from '../pages/run/runDrilldown';
import { runsPage } from '../pages/runs/runsPage';
import type { AppSettings } from '../shared/appSettings';
import { URL_SYNC } from './buildApp';

interface Props {
  settings: AppSettings;
  thresholds: EffectiveThresholds;
}

/** The list of runs and the page of each: a chunk of its own. */
export default function RunsApp({ settings, thresholds }: Props): React.ReactElement {
  const app = useMemo(
    () =>
      new SceneApp({
        name: 'llmd-wva-runs',
        pages: [runsPage(thresholds, (parent) => runDrilldown(settings, thresholds, parent))],
        urlSyncOptions: URL_SYNC,
      }),
    [settings, thresholds]
  );
  return <app.Component model={app} />;
}
