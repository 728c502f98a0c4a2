import { SceneObjectBase, type SceneComponentProps, type SceneObject, type SceneObjectState } from '@grafana/scenes';
import React, { useState } from 'react';

import { Column } from '../Column';
import { useStrip, type StateStripScene } from './StateStripScene';

interface StateAndChartsState extends SceneObjectState {
  strip: StateStripScene;
  alerts: SceneObject;
  charts: SceneObject;
}

/** The state of a variant and its charts; where there is no such variant, or no answer yet about it, only that. */
export class StateAndCharts extends SceneObjectBase<StateAndChartsState> {
  static Component = StateAndChartsRenderer;
}

function StateAndChartsRenderer({ model }: SceneComponentProps<StateAndCharts>): React.ReactElement {
  const { strip, alerts, charts } = model.useState();
  const { kind } = useStrip(strip);
  const [wasThere, setWasThere] = useState(false);
  if (kind === 'ready' && !wasThere) {
    setWasThere(true);
  }
  // Charts that have been drawn stay when a refresh fails.
  const isShown = kind === 'ready' || kind === 'loading' || (kind === 'failed' && wasThere);
  return (
    <Column>
      <strip.Component model={strip} />
      <alerts.Component model={alerts} />
      {isShown && <charts.Component model={charts} />}
    </Column>
  );
}
