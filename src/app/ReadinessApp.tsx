import { SceneApp } from '@grafana/scenes';
import React, { useMemo } from 'react';

import { readinessPage } from '../pages/readiness/readinessPage';
import { URL_SYNC } from './buildApp';

/** Day-2 checks: a chunk of its own, because few visits need them. */
export default function ReadinessApp(): React.ReactElement {
  const app = useMemo(
    () => new SceneApp({ name: 'llmd-wva-readiness', pages: [readinessPage()], urlSyncOptions: URL_SYNC }),
    []
  );
  return <app.Component model={app} />;
}
