import { dateTime, type TimeRange } from '@grafana/data';

import type { Span } from '../domain/analysis/types';

/** Fixed times as Grafana has a range of them. */
export function timeRangeOf(span: Span): TimeRange {
  const [from, to] = [dateTime(span.from), dateTime(span.to)];
  return { from, to, raw: { from, to } };
}
