import { SceneApp, type SceneUrlSyncOptions } from '@grafana/scenes';

import { gpusPage } from '../pages/gpus/gpusPage';
import { overviewPage } from '../pages/overview/overviewPage';
import { variantsPage } from '../pages/variant/variantPage';
import { notFoundPage } from './notFoundPage';
import type { EffectiveThresholds } from '../domain/variant';
import type { AppSettings } from '../shared/appSettings';

/** How all pages keep their state in the URL: complete from the first moment, a step of history a choice. */
export const URL_SYNC: SceneUrlSyncOptions = { updateUrlOnInit: true, createBrowserHistorySteps: true };

/** All pages but those of the runs, which come in a chunk of their own. */
export function buildApp(settings: AppSettings, thresholds: EffectiveThresholds): SceneApp {
  const overview = () => overviewPage(settings, thresholds);
  return new SceneApp({
    name: 'llmd-wva-app',
    pages: [overview(), variantsPage(settings, thresholds, overview), gpusPage(settings), notFoundPage()],
    urlSyncOptions: URL_SYNC,
  });
}
