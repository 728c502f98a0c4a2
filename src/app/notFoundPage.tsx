import { EmbeddedScene, SceneAppPage, SceneReactObject } from '@grafana/scenes';
import React from 'react';

import { APP_PATH } from '../constants';
import { t } from '../i18n/t';
import { overviewPath } from '../routes';
import { EmptyState } from '../shared/EmptyState';
import { PageButton } from '../shared/PageButton';

/** What an address that no page has leads to. */
export function notFoundPage(): SceneAppPage {
  // What matches `*` is to the page itself an address that it does not know: it is its own fallback.
  const page: SceneAppPage = new SceneAppPage({
    title: t('pages.not-found.title', 'No such page'),
    url: APP_PATH,
    routePath: '*',
    getScene: () => new EmbeddedScene({ body: new SceneReactObject({ component: NotFound }) }),
    getFallbackPage: () => page,
  });
  return page;
}

function NotFound(): React.ReactElement {
  return (
    <EmptyState
      title={t('pages.not-found.text', 'The app has no page at this address')}
      action={<PageButton href={overviewPath()}>{t('pages.not-found.action', 'Open the overview')}</PageButton>}
    />
  );
}
