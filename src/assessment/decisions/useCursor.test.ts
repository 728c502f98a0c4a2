import { DataHoverClearEvent, DataHoverEvent } from '@grafana/data';
import { behaviors, EmbeddedScene, SceneFlexLayout, VizPanel } from '@grafana/scenes';
import { DashboardCursorSync } from '@grafana/schema';
import { renderHook } from '@testing-library/react';

import { useCursor } from './useCursor';

/** A page with a chart and the lane beside it, and what the chart hears of its shared cursor. */
function page() {
  const cursor = new behaviors.CursorSync({ key: 'cursor', sync: DashboardCursorSync.Crosshair });
  const [chart, lane] = [new VizPanel({ pluginId: 'timeseries' }), new VizPanel({ pluginId: 'text' })];
  const layout = new SceneFlexLayout({ children: [] });
  layout.setState({ children: [chart, lane] as never });
  expect(new EmbeddedScene({ $behaviors: [cursor], body: layout }).state.body).toBe(layout);
  const heard: Array<number | null | undefined> = [];
  const bus = cursor.getEventsBus(chart);
  bus.subscribe(DataHoverEvent, ({ payload }) => heard.push(payload.point.time));
  bus.subscribe(DataHoverClearEvent, () => heard.push(null));
  return { lane, heard };
}

test('the crosshair of the page’s charts goes to a decision, to the next, and away', () => {
  const { lane, heard } = page();
  const { rerender, unmount } = renderHook<void, { at?: number }>(({ at }) => useCursor(lane, at), {
    initialProps: {},
  });
  expect(heard).toEqual([]);
  rerender({ at: 60_000 });
  rerender({ at: 60_000 });
  expect(heard).toEqual([60_000]);
  rerender({ at: 75_000 });
  unmount();
  expect(heard).toEqual([60_000, null, 75_000, null]);
});
