/**
 * Minutes since a load began as times, so that Grafana draws them on an axis of times: its trend panel, for axes of numbers, has
 * neither a crosshair that charts share nor a zoom. A clock in UTC from 1970 on reads as the time that has passed.
 */
import { FieldType, type DataFrame, type Field, type TimeRange } from '@grafana/data';

import { OVER_NUMBERS } from '../../scenes/menu/overNumbers';
import { timeRangeOf } from '../../shared/timeRange';

/** Unit of an axis that counts minutes. */
export const MINUTES = 'm';
const MINUTE_MS = 60_000;

/** A chart's axis as its panel draws it. */
export interface ChartTime {
  frame: DataFrame;
  /** Undefined for an axis that is no time: percent. */
  timeRange?: TimeRange;
  /** `utc` where a clock stands for the time that has passed; else the user's. */
  timeZone?: 'utc';
  /** Charts with the same one share crosshair and zoom. */
  group?: string;
}

/** @param timeRange of an axis of times */
export function chartTime(frame: DataFrame, timeRange: TimeRange | undefined): ChartTime {
  const [axis, ...lines] = frame.fields;
  if (axis?.config.unit === MINUTES) {
    const minutes = axis.values as number[];
    const { min, max, ...config } = axis.config;
    const clock: Field = {
      ...axis,
      type: FieldType.time,
      values: minutes.map((value) => value * MINUTE_MS),
      config: { ...config, unit: 'time:HH:mm:ss' },
    };
    const span = { from: (min ?? minutes[0] ?? 0) * MINUTE_MS, to: (max ?? minutes.at(-1) ?? 0) * MINUTE_MS };
    return {
      frame: { ...frame, fields: [clock, ...lines], meta: { ...frame.meta, custom: { [OVER_NUMBERS]: frame } } },
      timeRange: timeRangeOf(span),
      timeZone: 'utc',
      group: groupOf('elapsed', span),
    };
  }
  return timeRange === undefined
    ? { frame }
    : { frame, timeRange, group: groupOf('clock', { from: timeRange.from.valueOf(), to: timeRange.to.valueOf() }) };
}

const groupOf = (kind: string, { from, to }: { from: number; to: number }): string => `${kind} ${from} ${to}`;
