import type { VizPanel } from '@grafana/scenes';
import React from 'react';

import { AddToDashboard } from './AddToDashboard';
import { InspectPanel } from './InspectPanel';
import { closePanel, type Opened } from './opened';
import { PanelOverPage } from './PanelOverPage';

interface Props {
  panel: VizPanel;
  opened: Opened;
}

/** A panel in its place with what its menu opened, or over the page. */
export default function OpenedPanel({ panel, opened }: Props): React.ReactElement {
  if (opened === 'view') {
    return <PanelOverPage panel={panel} onClose={() => closePanel('view')} />;
  }
  return (
    <>
      <panel.Component model={panel} />
      {opened === 'inspect' ? (
        <InspectPanel panel={panel} onClose={() => closePanel('inspect')} />
      ) : (
        <AddToDashboard panel={panel} onClose={() => closePanel('dashboard')} />
      )}
    </>
  );
}
