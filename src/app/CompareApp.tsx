import { SceneApp } from '@grafana/scenes';
import React, { useMemo } from 'react';

import type { EffectiveThresholds } from '../domain/variant';
import { comparePage } from '../pages/compare/comparePage';
import { trendPage } from '../pages/trend/trendPage';
import { URL_SYNC } from './buildApp';

/** What sets runs beside each other: a chunk of its own. */
export default function CompareApp({ thresholds }: { thresholds: EffectiveThresholds }): React.ReactElement {
  const app = useMemo(
    () =>
      new SceneApp({
        name: 'llmd-wva-compare',
        pages: [comparePage(thresholds), trendPage()],
        urlSyncOptions: URL_SYNC,
      }),
    [thresholds]
  );
  return <app.Component model={app} />;
}
