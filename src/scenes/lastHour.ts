import { dateTime, type TimeRange } from '@grafana/data';

const HOUR_MS = 3_600_000;

/** The hour until now, which moves on with it. */
export function lastHour(): TimeRange {
  const now = Date.now();
  return { from: dateTime(now - HOUR_MS), to: dateTime(now), raw: { from: 'now-1h', to: 'now' } };
}
