import { SceneTimeRange, type SceneObjectUrlValues } from '@grafana/scenes';

/** A date and time with its zone, as people and scripts write it; Scenes knows only the form with milliseconds and Z. */
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** In the one form of ISO 8601 that Scenes reads as such: it takes the others for milliseconds since 1970. */
export function readableTime(value: SceneObjectUrlValues[string]): SceneObjectUrlValues[string] {
  const time = typeof value === 'string' && ISO.test(value) ? Date.parse(value) : NaN;
  return Number.isFinite(time) ? new Date(time).toISOString() : value;
}

/** A page's time range: dates in its address are read in every form of ISO 8601 that names a zone. */
export class PageTimeRange extends SceneTimeRange {
  override updateFromUrl(values: SceneObjectUrlValues): void {
    super.updateFromUrl({ ...values, from: readableTime(values.from), to: readableTime(values.to) });
  }
}
