import { AppPlugin, type AppRootProps, type PluginConfigPageProps, type AppPluginMeta } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense, lazy } from 'react';

import { APP_ID } from './constants';
import { extensionLinks } from './extensions/links';
import { t } from './i18n/t';
import type { AppJsonData } from './shared/appSettings';
import { lookUpTexts } from './shared/lookUpTexts';

lookUpTexts(APP_ID);
// Lazy, because Grafana loads module.js on every page for the navigation, and Scenes is most of the app's weight.
const LazyApp = lazy(() => import(/* webpackChunkName: "app" */ './app/App'));
// Lazy, because only an Admin opens it, and it brings a YAML parser.
const LazyAppConfig = lazy(() => import(/* webpackChunkName: "config" */ './app/AppConfig'));

function Loading(): React.ReactElement {
  return <LoadingPlaceholder text={t('app.loading', 'Loading…')} />;
}

const App = (props: AppRootProps<AppJsonData>) => (
  <Suspense fallback={<Loading />}>
    <LazyApp {...props} />
  </Suspense>
);

const AppConfig = (props: PluginConfigPageProps<AppPluginMeta<AppJsonData>>) => (
  <Suspense fallback={<Loading />}>
    <LazyAppConfig {...props} />
  </Suspense>
);

export const plugin = new AppPlugin<AppJsonData>().setRootPage(App).addConfigPage({
  title: t('app.configuration.title', 'Configuration'),
  icon: 'cog',
  body: AppConfig,
  id: 'configuration',
});

for (const link of extensionLinks(() => plugin.meta?.jsonData)) {
  plugin.addLink(link);
}
