import type { VizPanel } from '@grafana/scenes';
import React, { lazy, Suspense } from 'react';

import { useOpened } from './opened';

// Lazy, because few visits open a panel's menu.
const LazyOpened = lazy(() => import(/* webpackChunkName: "panel-menu" */ './OpenedPanel'));

/** A panel, and what its menu has opened of it. */
export function PanelPlace({ panel }: { panel: VizPanel }): React.ReactElement {
  const opened = useOpened(panel.state.key);
  const here = <panel.Component model={panel} />;
  return opened === undefined ? (
    here
  ) : (
    <Suspense fallback={here}>
      <LazyOpened panel={panel} opened={opened} />
    </Suspense>
  );
}
