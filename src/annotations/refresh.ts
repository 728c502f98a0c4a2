/** Makes the charts that are on screen show annotations that were just written. */
import { BusEventBase } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';

/** Published on Grafana's event bus after annotations were written, for pages that draw them by other means. */
export class AnnotationsChangedEvent extends BusEventBase {
  static readonly type = 'llmd-wva-annotations-changed';
}

interface Layer {
  runLayer?: () => void;
  state?: { isEnabled?: boolean };
}

/** The part of a scene that is used here, by shape: this is bundled into plugins that may not bundle Scenes. */
interface SceneLike {
  state?: {
    $data?: { state?: { annotationLayers?: Layer[]; layers?: Layer[] } };
    $timeRange?: { onRefresh?: () => void; state?: { value?: { to?: { valueOf: () => number } } } };
  };
}

/**
 * Grafana has no public call for this (grafana/grafana#109587). Dashboards and Scenes apps publish the scene that is on
 * screen as `window.__grafanaSceneContext`. Its annotation layers are asked again; only an annotation that begins after
 * what is on screen, as that of a run that starts now, has the scene refreshed as the refresh button does it, so that
 * "now" moves on and the region lies within.
 *
 * @param newest when the newest of the written annotations begins, epoch ms; unknown counts as now
 */
export function refreshAnnotations(newest = Infinity): void {
  getAppEvents().publish(new AnnotationsChangedEvent());
  const { state } = (window as Window & { __grafanaSceneContext?: SceneLike }).__grafanaSceneContext ?? {};
  const { onRefresh, shownUntil } = timeOf(state);
  const data = state?.$data?.state;
  const layers = data?.annotationLayers ?? data?.layers ?? [];
  if (onRefresh && (newest > shownUntil || layers.length === 0)) {
    onRefresh();
    return;
  }
  layers.filter((layer) => layer.state?.isEnabled !== false).forEach((layer) => layer.runLayer?.());
}

function timeOf(state: SceneLike['state']): { onRefresh?: () => void; shownUntil: number } {
  const range = state?.$timeRange;
  return {
    onRefresh: range?.onRefresh && (() => range.onRefresh?.()),
    shownUntil: range?.state?.value?.to?.valueOf() ?? -Infinity,
  };
}
