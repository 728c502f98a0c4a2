import { SceneApp } from '@grafana/scenes';
import React, { useMemo } from 'react';

import { comparePage } from '../pages/compare/comparePage';
import { trendPage } from '../pages/trend/trendPage';
import { URL_SYNC } from './buildApp';

/** What sets runs beside each other: a chunk of its own. */
export default function CompareApp(): React.ReactElement {
  const app = useMemo(
    () => new SceneApp({ name: 'llmd-wva-compare', pages: [comparePage(), trendPage()], urlSyncOptions: URL_SYNC }),
    []
  );
  return <app.Component model={app} />;
}
