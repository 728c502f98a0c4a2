/** Stand-ins for Grafana's own panels, by their ids. */
import { type PanelPlugin } from '@grafana/data';

import { heatmap } from './heatmap';
import { bargauge, stat } from './singleValue';
import { stateTimeline } from './stateTimeline';
import { table } from './table';
import { text } from './text';
import { timeseries } from './timeseries';
import { trend } from './trend';

export const corePanels: Record<string, PanelPlugin | undefined> = {
  timeseries: timeseries as PanelPlugin,
  trend: trend as PanelPlugin,
  stat: stat as PanelPlugin,
  gauge: bargauge as PanelPlugin,
  bargauge: bargauge as PanelPlugin,
  table: table as PanelPlugin,
  heatmap: heatmap as PanelPlugin,
  'state-timeline': stateTimeline as PanelPlugin,
  text: text as PanelPlugin,
};
