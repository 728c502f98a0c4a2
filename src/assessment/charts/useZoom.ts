import type { TimeRange } from '@grafana/data';
import { useCallback, useSyncExternalStore } from 'react';

/** What charts of a group are zoomed to, by the name of the group; nothing of a group that shows all. */
const zooms = new Map<string, TimeRange>();
const listeners = new Set<() => void>();

function listen(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => {
    listeners.delete(onChange);
    // With the last chart that is looked at its zoom is over.
    if (listeners.size === 0) {
      zooms.clear();
    }
  };
}

/** The time that the charts of a group are zoomed to, and how to change it; without a time all is shown again. */
export function useZoom(
  group: string | undefined
): [TimeRange | undefined, (timeRange: TimeRange | undefined) => void] {
  const zoom = useSyncExternalStore(listen, () => (group === undefined ? undefined : zooms.get(group)));
  const setZoom = useCallback(
    (timeRange: TimeRange | undefined) => {
      if (group === undefined) {
        return;
      }
      if (timeRange) {
        zooms.set(group, timeRange);
      } else {
        zooms.delete(group);
      }
      listeners.forEach((onChange) => onChange());
    },
    [group]
  );
  return [zoom, setZoom];
}
