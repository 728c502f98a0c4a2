import { SceneApp } from '@grafana/scenes';

import { gpusPage } from '../pages/gpus/gpusPage';
import { overviewPage } from '../pages/overview/overviewPage';
import { runsPage } from '../pages/runs/runsPage';
import { variantsPage } from '../pages/variant/variantPage';
import type { EffectiveThresholds } from '../domain/variant';
import type { AppSettings } from '../shared/appSettings';

/** All pages. A page reads its data sources from the settings when its scene is built. */
export function buildApp(settings: AppSettings, thresholds: EffectiveThresholds): SceneApp {
  return new SceneApp({
    name: 'llmd-wva-app',
    pages: [overviewPage(settings, thresholds), variantsPage(settings, thresholds), gpusPage(settings), runsPage(settings, thresholds)],
    urlSyncOptions: { updateUrlOnInit: true, createBrowserHistorySteps: true },
  });
}
