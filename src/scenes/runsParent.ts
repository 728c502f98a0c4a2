import { EmbeddedScene, SceneAppPage, SceneReactObject } from '@grafana/scenes';

import { t } from '../i18n/t';
import { ROUTES, runsPath } from '../routes';

/** The list of runs as a page above, for the breadcrumbs alone: the list itself is in another chunk. */
export function runsParent(): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.runs.title', 'Experiments'),
    url: runsPath(),
    routePath: `${ROUTES.runs}/*`,
    getScene: () => new EmbeddedScene({ body: new SceneReactObject({}) }),
  });
}
