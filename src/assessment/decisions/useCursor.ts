import { DataHoverClearEvent, DataHoverEvent, type BusEvent } from '@grafana/data';
import { useEffect } from 'react';

/** A scene object: an event that bubbles from it reaches the charts that share a cursor (Scenes' `CursorSync`). */
export interface CursorTarget {
  publishEvent(event: BusEvent, bubble?: boolean): void;
}

/** Puts the crosshair of the page's charts on a moment (epoch ms), and takes it away when there is none any more. */
export function useCursor(charts: CursorTarget | undefined, at: number | undefined): void {
  useEffect(() => {
    if (charts === undefined || at === undefined) {
      return undefined;
    }
    charts.publishEvent(new DataHoverEvent({ point: { time: at } }), true);
    return () => charts.publishEvent(new DataHoverClearEvent(), true);
  }, [charts, at]);
}
