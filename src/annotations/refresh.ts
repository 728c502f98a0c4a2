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
    $timeRange?: { onRefresh?: () => void };
  };
}

/**
 * Grafana has no public call for this (grafana/grafana#109587). Dashboards and Scenes apps publish the scene that is on
 * screen as `window.__grafanaSceneContext`: it is refreshed as the refresh button does it, because "now" has to move on
 * for a run that starts now to lie in a range that ends with it. A scene without a range of its own has its annotation
 * layers asked again.
 */
export function refreshAnnotations(): void {
  getAppEvents().publish(new AnnotationsChangedEvent());
  const { state } = (window as Window & { __grafanaSceneContext?: SceneLike }).__grafanaSceneContext ?? {};
  if (state?.$timeRange?.onRefresh) {
    state.$timeRange.onRefresh();
    return;
  }
  const data = state?.$data?.state;
  (data?.annotationLayers ?? data?.layers ?? [])
    .filter((layer) => layer.state?.isEnabled !== false)
    .forEach((layer) => layer.runLayer?.());
}
